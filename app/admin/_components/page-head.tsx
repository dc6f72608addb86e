import type { ReactNode } from "react";
import { News } from "@/app/_components/news";

/** What happened just now, the heading, and what may be done beside it. */
export function PageHead({ title, notice, lead, children }: { title: string; notice?: unknown; lead?: ReactNode; children?: ReactNode }) {
  return (
    <>
      <News code={notice} />
      <div className="mb-5 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1>{title}</h1>
          {lead && <p className="mt-1 text-muted">{lead}</p>}
        </div>
        {children}
      </div>
    </>
  );
}
