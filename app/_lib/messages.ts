import type { StepRefusal } from "@/lib/registration/steps";
import { type PaymentMessage, paymentMessages } from "./payment-messages";
import { type StaffMessage, staffMessages } from "./staff-messages";
import { type UploadMessage, uploadMessages } from "./upload-messages";

/**
 * Every refusal and every field error, as the sentence the user reads: what happened and what to do. A code without a sentence does
 * not compile. Domains add their unions here.
 */
type Refusal =
  | StaffMessage
  | PaymentMessage
  | StepRefusal
  | "registration_not_in_expected_status"
  | "signed_out"
  | "signed_off"
  | "no_session"
  | UploadMessage;

export const messages: Record<Refusal, string> = {
  ...staffMessages,
  ...uploadMessages,
  ...paymentMessages,
  step_comes_later: "请先完成前面的步骤，再进入下一步。",
  registration_not_started: "网上报名尚未开始，请在报名时间内办理。",
  registration_closed: "网上报名已截止。报名时间过后不补报名。",
  registration_not_editable: "报名信息已提交，当前不能修改。",
  payment_needs_approval: "资格审核通过后才能缴费，请等待审核结果。",
  admit_card_not_published: "准考证尚未发布，发布后即可在此打印。",
  printing_not_started: "准考证打印尚未开始，请在打印时间内办理。",
  printing_closed: "准考证打印时间已结束，如有疑问请联系考务办公室。",
  registration_not_in_expected_status: "该报名的状态刚刚发生变化，请刷新页面查看最新情况。",
  signed_out: "请先登录。",
  signed_off: "您已安全退出。",
  no_session: "目前没有正在进行的考试报名，请留意学校通知。",
};

export type MessageCode = keyof typeof messages;

/** The sentence for a code that came by an address; anything that is not one of ours says nothing. */
export const messageFor = (code: unknown): string | null =>
  typeof code === "string" && Object.hasOwn(messages, code) ? messages[code as MessageCode] : null;
