import type { ReactNode } from "react";
import { News } from "@/app/_components/news";
import { Notice } from "@/app/_components/notice";

type Props = {
  title: string;
  lead?: ReactNode;
  /** A special display of what has just happened. It replaces the plain notice, so that nothing is shown twice. */
  news?: ReactNode;
  /** The parts of the desk that this page is one of. They stand beside the heading, so that a list begins high up. */
  tabs?: ReactNode;
  children?: ReactNode;
};

/** What has just happened, the heading, and the links and buttons beside it. */
export function PageHead({ title, lead, news = <News />, tabs, children }: Props) {
  const below = tabs && lead;
  return (
    <>
      {news}
      <div className={`flex flex-wrap items-center justify-between gap-x-6 gap-y-1 ${tabs ? "mb-2" : "mb-4"}`}>
        <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
          <h1>{title}</h1>
          {tabs}
          {lead && !below && <p className="text-muted">{lead}</p>}
        </div>
        {children}
      </div>
      {below && <p className="mb-2 text-sm text-muted">{lead}</p>}
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
