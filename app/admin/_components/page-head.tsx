import type { ReactNode } from "react";
import { messages } from "@/app/_lib/messages";
import { News } from "@/app/_components/news";
import { Notice } from "@/app/_components/notice";

/** What happened just now, the heading, and what may be done beside it. */
export function PageHead({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <>
      <News />
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

/** A page of the desk as long as no exam session is published. */
export const NoExamSession = ({ title }: { title: string }) => (
  <>
    <PageHead title={title} />
    <Notice tone="warn">{messages.no_session}</Notice>
  </>
);
