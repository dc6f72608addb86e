import type { NoticeRefusal } from "@/lib/domain/notice/commands/save-notice";
import type { ResendRefusal } from "@/lib/domain/account/commands/queue-sms";
import type { CampaignRefusal } from "@/lib/domain/message/commands/campaigns";
import type { NoticeFieldError } from "@/lib/domain/notice/schema";

type SmsRefusal =
  | Exclude<CampaignRefusal, "exam_session_not_shown">
  | ResendRefusal
  | "campaign_over"
  | "sms_gone"
  | "test_sms_limit"
  | "test_sms_not_sent";

/** The sentences about notices and SMS. */
export const noticeRefusals: Record<NoticeRefusal | NoticeFieldError | SmsRefusal, string> = {
  campaign_reaches_nobody: "没有人符合这些条件，没有发送。请放宽条件后重新预览。",
  campaign_list_outdated: "符合条件的人数刚刚有了变化，没有发送。请重新预览，核对人数后再发。",
  campaign_template_unset: "这个短信模板还没有设置，不能发送。请先向短信服务商报备，再在系统设置中填写模板编号。",
  campaign_window_over: "这一步已经截止，或在夜间停发时段结束前就会截止，再发截止提醒没有用处。请选择其他内容。",
  campaign_repeated: "几分钟前已向同一批考生发送过同样的短信，这一次没有发送。确要再发一次，请勾选“仍要再发一次”。",
  campaign_over: "已经没有等待发送的短信，无需停止。",
  sms_not_failed: "这条短信没有失败，或刚刚已经重发；结果不明的，须先勾选确认。请刷新页面查看最新情况。",
  sms_useless_by_now: "这条短信的有效时间已过，重发没有用处。",
  sms_gone: "没有这条短信。",
  test_sms_not_sent: "测试短信没有发出：短信服务商没有受理，或没有应答。请稍后再试，或查看运行日志。",
  test_sms_limit: "测试短信每小时最多 5 条，请稍后再试。",
  notice_over: "显示的结束时间已经过去，没有人会看到。请改为将来的时间。",
  notice_changed_meanwhile: "这条通知刚刚被同事修改或撤回，本次操作没有生效。请刷新页面，看过最新内容后再办理。",
  notice_audience_missing: "请选择给谁看。",
  notice_reaches_nobody: "请至少勾选一种考生，否则没有人会看到。",
  notice_ends_before_start: "结束时间应当晚于开始时间。",
};

/** What went well. */
export const noticeNews = {
  notice_saved: "通知已保存，到开始时间即显示。",
  notice_withdrawn: "通知已撤回，考生看不到了。",
  notice_restored: "通知已恢复。",
  campaign_stopped: "已停止，还没有发出的不再发送。",
  sms_resent: "已安排重发，几秒后可在记录中看到结果。",
  sms_rules_switched: "自动短信的开关已保存。",
} as const;
