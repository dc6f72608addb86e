import { SectionTabs } from "../../_components/section-tabs";

const pages = [
  { href: "/admin/reviews", label: "审核队列" },
  { href: "/admin/reviews/bulk/runs", label: "批量审核记录" },
  { href: "/admin/reviews/reasons", label: "常用原因" },
  { href: "/admin/reviews/throughput", label: "审核进度" },
] as const;

/** The pages around the queue, for every role that may see the queue. */
export function ReviewLinks({ present }: { present: (typeof pages)[number]["href"] }) {
  return <SectionTabs label="资格审核" tabs={pages} present={present} />;
}
