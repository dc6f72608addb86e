import type { DecidePhoneAppealRefusal } from "@/lib/domain/appeal/commands/decide-phone-appeal";
import type { ChangePhoneRefusal } from "@/lib/domain/appeal/commands/change-phone-in-person";
import type { AnswerAppealRefusal } from "@/lib/domain/appeal/commands/document-appeal";
import type { PhoneAppealFieldError } from "@/lib/domain/appeal/schema";

type AppealRefusal =
  | AnswerAppealRefusal
  | Exclude<DecidePhoneAppealRefusal, "evidence_unseen">
  | PhoneAppealFieldError
  | Extract<ChangePhoneRefusal, `phone_${string}`>
  | "phone_code_sent";

/** The sentences about appeals, for staff: why something is refused, and what to do. */
export const appealRefusals: Record<AppealRefusal, string> = {
  phone_appeal_decided: "这份申请刚刚已由同事处理，请返回列表查看。",
  phone_appeal_account_unknown: "所选账号不再使用申请中的证件号码，没有处理。请刷新页面重新核对。",
  phone_appeal_number_in_use:
    "这个新手机号已是另一名考生的账号，并且用它提交过报名，不能移走。请驳回并说明：申请人需改用本人的其他手机号。",
  phone_appeal_not_chosen: "请选择要绑定的账号，或选择驳回。",
  phone_appeal_not_confirmed: "请勾选确认后再提交。",
  phone_change_not_bound: "这份报名还没有证件号码，不能确认账号属于谁。请考生用新手机号重新注册。",
  phone_change_same: "这就是账号现在绑定的手机号，无需更换。忘记密码的，请考生用“找回密码”。",
  phone_change_appeal_waits: "这个新手机号已提交“找回账号”申请，请到“考生申诉”处理那份申请。",
  phone_code_sent: "验证码已发送到新手机号，10分钟内有效。请考生报出验证码。",
  appeal_already_answered: "这份申诉刚刚已由同事答复，请返回列表查看。",
};

/** What went well, or is under way. */
export const appealNews = {
  appeal_answered: "已答复，考生在申诉页面可以看到。",
  phone_appeal_decided_now: "已通过，系统会向申请人的新手机号发送短信；账号原来绑定有手机号的，也会向原号码发送短信。",
  phone_changed_in_person: "手机号已更换，原号码和新号码都会收到短信。请考生用新手机号“找回密码”设置新密码后登录。",
  phone_appeal_rejected_now: "已驳回，系统会向申请人的新手机号发送短信。",
} as const;
