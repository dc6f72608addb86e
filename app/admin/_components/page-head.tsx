import type { ReactNode } from "react";
import { News } from "@/app/_components/news";
import { Notice } from "@/app/_components/notice";

type Props = {
  title: string;
  lead?: ReactNode;
  /** A special display of what has just happened. It replaces the plain notice, so that nothing is shown twice. */
  news?: ReactNode;
  children?: ReactNode;
};

/** What has just happened, the heading, and the links and buttons beside it. */
export function PageHead({ title, lead, news = <News />, children }: Props) {
  return (
    <>
      {news}
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

/** A page of the desk while no exam session is published. */
export const NoExamSession = ({ title }: { title: string }) => (
  <>
    <PageHead title={title} />
    <Notice tone="warn" title="目前没有已发布的考试批次，这里还没有内容。">
      <p>
        请由考务人员在<a href="/admin/sessions">考试批次</a>中新建，检查无误后发布。
      </p>
    </Notice>
  </>
);
