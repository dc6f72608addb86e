import type { SmsRule, SmsState } from "@/lib/adapter/db/enums";
import type { CampaignTemplate } from "@/lib/domain/message/campaign";
import type { LoggedTemplate } from "@/lib/domain/message/log-filter";

/** The rules of automatic SMS, as the office reads them: when, and to whom. */
export const smsRuleLabels: Record<SmsRule, { name: string; whom: string }> = {
  REGISTRATION_48: { name: "报名截止前 48 小时", whom: "已开始填报、还没有提交的考生" },
  REGISTRATION_6: { name: "报名截止前 6 小时", whom: "同上" },
  RESUBMIT_48: { name: "审核截止前 48 小时", whom: "被退回、还没有重新提交的考生" },
  RESUBMIT_6: { name: "审核截止前 6 小时", whom: "同上" },
  PAYMENT_48: { name: "缴费截止前 48 小时", whom: "审核通过、还没有缴费的考生" },
  PAYMENT_6: { name: "缴费截止前 6 小时", whom: "同上" },
  EXAM_TOMORROW: { name: "考试前一天 10:00", whom: "有座位、准考证已发布的考生" },
  REVIEW_RESULT: { name: "审核有结果", whom: "被审核的考生，审核后 1 分钟" },
  CARD_PUBLISHED: { name: "准考证发布", whom: "有座位的考生" },
};

/** What staff may send to many. */
export const campaignLabels: Record<CampaignTemplate, string> = {
  announcement: "有新的通知，请登录查看",
  "registration-closing": "报名即将截止",
  "resubmit-closing": "退回修改即将截止",
  "payment-closing": "缴费即将截止",
};

/** What a message is about, as the log names it. */
export const smsTemplateLabels: Record<LoggedTemplate, string> = {
  "review-result": "审核结果",
  refund: "退款",
  "card-published": "准考证发布",
  "card-changed": "准考证有变",
  "exam-tomorrow": "考前一天提醒",
  "registration-closing": "报名截止提醒",
  "resubmit-closing": "退回修改截止提醒",
  "payment-closing": "缴费截止提醒",
  announcement: "通知",
};

export const smsStateLabels: Record<SmsState, string> = {
  WAITING: "等待发送",
  SENDING: "正在发送",
  SENT: "已发出",
  DELIVERED: "已送达",
  FAILED: "失败",
  UNKNOWN: "结果不明",
  DROPPED: "未发",
};

const failures: Readonly<Record<string, string>> = {
  too_late: "已过有效时间，不再发送",
  no_phone: "账号没有手机号",
  no_wechat: "没有可用的微信",
  "wechat 43004": "未关注服务号（43004）",
  "wechat 43019": "已拉黑服务号（43019）",
  "wechat 43101": "已拒收服务号消息（43101）",
  "wechat 40003": "微信号不属于本服务号（40003）",
  "wechat 45009": "今日模板消息已达上限，明日再发（45009）",
  "wechat 40037": "模板编号有误，更正后补发（40037）",
  stopped: "已停止群发",
  interrupted: "发送中断，正在向短信服务商查询",
};

/** Why a message was not sent: in words where it is ours, else the vendor's code. */
export const failureText = (failure: string | null): string | null => failure && (failures[failure] ?? failure);
