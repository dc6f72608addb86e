import type { DecidePhoneAppealRefusal } from "@/lib/domain/appeal/commands/decide-phone-appeal";
import type { AnswerAppealRefusal } from "@/lib/domain/appeal/commands/document-appeal";
import type { PhoneAppealFieldError } from "@/lib/domain/appeal/schema";

type AppealRefusal = AnswerAppealRefusal | DecidePhoneAppealRefusal | PhoneAppealFieldError;

/** The sentences about appeals, for staff: why something is refused, and what to do. */
export const appealRefusals: Record<AppealRefusal, string> = {
  phone_appeal_decided: "这份申请刚刚已由同事处理，请返回列表查看。",
  phone_appeal_account_unknown: "所选账号不再使用申请中的证件号码，没有处理。请刷新页面重新核对。",
  phone_appeal_number_in_use:
    "这个新手机号已是另一名考生的账号，并且用它提交过报名，不能移走。请驳回并说明：申请人需改用本人的其他手机号。",
  phone_appeal_not_chosen: "请选择要绑定的账号，或选择驳回。",
  phone_appeal_not_confirmed: "请勾选确认后再提交。",
  appeal_already_answered: "这份申诉刚刚已由同事答复，请返回列表查看。",
};

/** What went well, or is under way. */
export const appealNews = {
  appeal_answered: "已答复，考生在申诉页面可以看到。",
  phone_appeal_decided_now: "已通过，系统会向申请人的新手机号发送短信；账号原来绑定有手机号的，也会向原号码发送短信。",
  phone_appeal_rejected_now: "已驳回，系统会向申请人的新手机号发送短信。",
} as const;
