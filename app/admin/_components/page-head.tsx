import type { ReactNode } from "react";
import { Notice } from "@/app/_components/notice";
import { messageFor } from "@/app/_lib/messages";

/** What happened just now, the heading, and what may be done beside it. */
export function PageHead({ title, notice, lead, children }: { title: string; notice?: unknown; lead?: ReactNode; children?: ReactNode }) {
  const message = messageFor(notice);
  return (
    <>
      {message && <Notice title={message} />}
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
