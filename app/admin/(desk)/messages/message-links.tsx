import { SectionTabs } from "../../_components/section-tabs";

const pages = [
  { href: "/admin/messages", label: "群发短信" },
  { href: "/admin/messages/log", label: "发送记录" },
  { href: "/admin/messages/rules", label: "自动短信" },
] as const;

/** The pages about SMS, for every role that may see them. */
export function MessageLinks({ present }: { present: (typeof pages)[number]["href"] }) {
  return <SectionTabs label="短信" tabs={pages} present={present} />;
}
