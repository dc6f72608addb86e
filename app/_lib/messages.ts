import { accountMessages } from "./account-messages";
import { type CardMessage, cardMessages } from "./card-messages";
import { type MoneyMessage, moneyMessages } from "./money-messages";
import { type PaymentMessage, paymentMessages } from "./payment-messages";
import { type RegistrationMessage, registrationMessages } from "./registration-messages";
import { type RosterMessage, rosterMessages } from "./roster-messages";
import { type StaffMessage, staffMessages } from "./staff-messages";
import { type UploadMessage, uploadMessages } from "./upload-messages";

/**
 * Every refusal and every field error, as the sentence the user reads: what happened and what to do. A code without a sentence does
 * not compile. Domains add their unions here.
 */
type Refusal =
  | StaffMessage
  | PaymentMessage
  | MoneyMessage
  | keyof typeof accountMessages
  | CardMessage
  | RegistrationMessage
  | UploadMessage
  | RosterMessage
  | "registration_not_in_expected_status"
  | "status_has_changed"
  | "signed_out"
  | "signed_off"
  | "session_over"
  | "no_session";

export const messages: Record<Refusal, string> = {
  ...cardMessages,
  ...staffMessages,
  ...accountMessages,
  ...registrationMessages,
  ...uploadMessages,
  ...paymentMessages,
  ...moneyMessages,
  ...rosterMessages,
  registration_not_in_expected_status: "该报名的状态刚刚发生变化，请刷新页面查看最新情况。",
  status_has_changed: "报名的状态已经变化，请以本页显示的最新情况为准。",
  signed_out: "请先登录。",
  signed_off: "您已安全退出。",
  session_over: "登录已超时，已自动退出。请重新登录，已填写的内容会为您保留。",
  no_session: "目前没有正在进行的考试报名，请留意学校通知。",
};

export type MessageCode = keyof typeof messages;

export const isMessageCode = (code: string): code is MessageCode => Object.hasOwn(messages, code);
