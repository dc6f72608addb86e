import { formatStamp } from "@/app/_lib/format";
import { failureText, smsStateLabels, smsTemplateLabels } from "@/app/_lib/labels/message";
import type { LoggedSms } from "@/lib/domain/message/queries/log";
import type { Column } from "../../../_components/desk-table";

const kindOf = ({ template }: LoggedSms) =>
  Object.entries(smsTemplateLabels).find(([known]) => known === template)?.[1] ?? null;

/** The columns of the log of SMS. */
export const logColumns: readonly Column<LoggedSms>[] = [
  { key: "at", label: "时间", text: ({ sentAt, createdAt }) => formatStamp(sentAt ?? createdAt) },
  {
    key: "name",
    label: "考生",
    text: ({ name }) => name,
    cell: ({ registrationId, name }) =>
      registrationId ? <a href={`/admin/registrations/${registrationId}`}>{name ?? "（未填写）"}</a> : "—",
  },
  { key: "phone", label: "手机号", text: ({ phone }) => phone },
  { key: "kind", label: "类别", text: kindOf },
  { key: "text", label: "内容", wraps: true, text: ({ text }) => text, optional: true },
  {
    key: "state",
    label: "状态",
    wraps: true,
    text: ({ state, failure }) => [smsStateLabels[state], failureText(failure)].filter(Boolean).join("："),
    cell: ({ state, failure, dueAt }) => (
      <>
        <span className={state === "FAILED" || state === "UNKNOWN" ? "font-semibold text-bad" : ""}>
          {smsStateLabels[state]}
        </span>
        {failure && <span className="block text-sm text-muted">{failureText(failure)}</span>}
        {state === "WAITING" && <span className="block text-sm text-muted">{formatStamp(dueAt).slice(5, 16)} 起</span>}
      </>
    ),
  },
  {
    key: "wechat",
    label: "微信",
    wraps: true,
    text: ({ wechat }) =>
      wechat && [smsStateLabels[wechat.state], failureText(wechat.failure)].filter(Boolean).join("："),
    optional: true,
  },
  { key: "attempts", label: "次数", figure: true, text: ({ attempts }) => attempts },
  { key: "provider", label: "服务商", text: ({ provider }) => provider },
  { key: "written", label: "写入时间", text: ({ createdAt }) => formatStamp(createdAt), optional: true },
];
