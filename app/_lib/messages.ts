import { accountMessages } from "./account-messages";
import { type CardMessage, cardMessages } from "./card-messages";
import { type MoneyMessage, moneyMessages } from "./money-messages";
import { type PaymentMessage, paymentMessages } from "./payment-messages";
import { type RegistrationMessage, registrationMessages } from "./registration-messages";
import { type RosterMessage, rosterMessages } from "./roster-messages";
import { type StaffMessage, staffMessages } from "./staff-messages";
import { type UploadMessage, uploadMessages } from "./upload-messages";

/**
 * Every refusal and every field error, as the sentence the user reads: what happened and what to do. A code without a
 * sentence does not compile. Domains add their unions here.
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
  | "signed_out_text_kept"
  | "signed_out_file_lost"
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
  signed_out: "请先登录。如果刚才已经登录，可能是较长时间没有操作，系统已自动退出。",
  signed_out_text_kept:
    "登录已失效（较长时间没有操作，或在别处退出），刚才的内容没有提交。您填写的文字已为您保留，请在30分钟内重新登录，登录后会自动填回；选择的文件需要重新选择。",
  signed_out_file_lost:
    "登录已失效（较长时间没有操作，或在别处退出），刚才的内容没有提交。请重新登录后再次填写，并重新选择文件。",
  signed_off: "您已安全退出。",
  session_over: "登录已超时，已自动退出。请重新登录，已填写的内容会为您保留。",
  no_session: "目前没有正在进行的考试报名，请留意学校通知。",
};

export type MessageCode = keyof typeof messages;

export const isMessageCode = (code: string): code is MessageCode => Object.hasOwn(messages, code);
