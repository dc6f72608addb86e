import type { AskRefusal } from "@/lib/domain/registration/accommodation";
import type { AccommodationDecisionRefusal } from "@/lib/domain/registration/commands/accommodation-decision";
import type { AccommodationFieldError } from "@/lib/domain/review/accommodation-schema";

type AccommodationRefusal = Exclude<AccommodationDecisionRefusal, AskRefusal> | AccommodationFieldError;

/** The sentences about deciding on 合理便利, for staff: why something is refused, and what to do. */
export const accommodationRefusals: Record<AccommodationRefusal, string> = {
  accommodation_kind_required: "同意申请的，请至少勾选一种给予的便利；都不给予的，请选择“不同意”。",
  accommodation_reason_required: "请填写理由，考生会看到。",
  accommodation_change_needs_reason: "这份申请已有决定。变更决定的，请填写理由，考生会看到。",
  accommodation_changed_meanwhile:
    "这份申请刚刚有了变化（同事已作决定，或考生补充、撤回了申请），本次操作没有生效。请刷新页面核对后再办理。",
  accommodation_outcome_missing: "请选择一个决定。",
};

/** What went well. */
export const accommodationNews = {
  accommodation_asked: "合理便利申请已提交，审批结果会显示在本页，并发送短信提醒。",
  accommodation_withdrawn: "合理便利申请已撤回，填写的说明和证明材料已从您的报名中移除。",
  accommodation_decided: "决定已保存。一分钟内可以在本页撤销，之后系统发送短信，请考生登录查看。",
  accommodation_undone: "决定已撤销，申请恢复为原来的状态，没有发送短信。",
} as const;
