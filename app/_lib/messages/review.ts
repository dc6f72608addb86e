import type { NameError } from "@/lib/core/person-name";
import type { ExclusionReason } from "@/lib/domain/review/bulk-eligibility";
import type { ApproveRefusal } from "@/lib/domain/review/commands/approve";
import type { BulkRefusal } from "@/lib/domain/review/commands/bulk";
import type { ReasonRefusal } from "@/lib/domain/review/commands/canned-reasons";
import type { SendBackRefusal } from "@/lib/domain/review/commands/send-back";
import type { UndoRefusal } from "@/lib/domain/review/commands/undo-decision";
import type { WriteNameRefusal } from "@/lib/domain/review/commands/write-name";
import type { ReviewFieldError } from "@/lib/domain/review/schema";

type ReviewRefusal =
  | Exclude<
      ApproveRefusal | SendBackRefusal | WriteNameRefusal | UndoRefusal | BulkRefusal | ExclusionReason | ReasonRefusal,
      "registration_not_in_expected_status" | NameError
    >
  | ReviewFieldError
  | "claim_is_over"
  | "bulk_over"
  | "search_required"
  | "search_too_often"
  | "queue_empty";

/** The sentences about reviewing: why something is refused, and what to do. */
export const reviewRefusals: Record<ReviewRefusal, string> = {
  name_unwritten: "姓名中还有标为“〓”、考生无法输入的字。请先对照证件照片录入完整姓名，再审核通过。",
  name_rest_changed:
    "只能录入标为“〓”的字，每个“〓”对应一个字；其余的字须与考生填写的一致。其余的字有误的，请把姓名退回考生修改。",
  name_not_confirmed: "还没有保存：请核对下面的姓名，无误后再按“核对无误，保存姓名”。",
  name_reason_missing: "这是更正已录入的姓名，请填写更正原因。",
  decision_not_found: "没有找到您作出的这个决定，可能已经撤销，请刷新页面查看。",
  undo_too_late: "已超过60秒，不能再撤销。确需更正的，请联系考务人员。",
  candidate_acted: "考生已按这个决定作了操作，不能再撤销。",
  queue_empty: "这个范围内没有等待审核、且无人处理的报名了。",
  claimed_by_colleague: "这份报名正由同事审核，您的决定没有生效。请处理其他报名。",
  claim_is_over: "占用已经结束，请刷新页面查看。",
  second_opinion_by_office: "这份报名已通过初审，由考务办公室复审。",
  second_opinion_needs_another: "您已作出初审决定，复审须由另一人进行。",
  filled_in_by_approver: "这份报名由您当面代填，审核通过须由另一人作出；您可以退回修改或不通过。",
  roster_not_imported: "本批次要求与学籍名单一致，但尚未导入学籍名单。请考务人员先导入名单。",
  roster_missing: "本批次要求与学籍名单一致，而名单中没有这个证件号码，不能审核通过。",
  roster_differs: "本批次要求与学籍名单一致，而这份报名与名单不符，不能审核通过。",
  bulk_list_empty: "没有可以处理的报名，请返回重新选择。",
  bulk_list_too_long: "一次最多处理1000份报名，请缩小范围。",
  bulk_list_outdated: "名单中有已不存在、或不在您审核范围内的报名，没有开始。请返回队列重新选择。",
  bulk_running: "您有一项批量审核正在进行，请等它完成或停止后再开始。",
  bulk_not_confirmed: "请核对名单并勾选确认。",
  bulk_over: "这项批量审核已经结束。",
  bulk_not_waiting: "不在待审核状态",
  bulk_other_stage: "不在您负责的审核阶段",
  bulk_claimed: "同事正在审核",
  bulk_not_checked: "自动核对尚未完成",
  bulk_has_findings: "有需要人工核对的提示",
  bulk_no_roster_match: "与学籍名单不完全一致",
  reason_gone: "这条原因刚刚被他人修改或停用，请刷新页面。",
  review_not_started: "资格审核尚未开始。",
  review_closed: "资格审核已截止，不能再作出审核决定；确有需要的，请联系考务人员。",
  late_reason_required: "资格审核已截止，此时作出决定须填写理由。",
  registration_not_found: "没有找到这份报名，请返回列表重新选择。",
  document_bound_to_other_phone: "该证件号码已经与另一个手机号码绑定，不能审核通过。请核实考生身份后联系考务人员处理。",
  phone_bound_to_other_document: "该手机号码已经与另一个证件号码绑定，不能审核通过。请核实考生身份后联系考务人员处理。",
  reopen_until_invalid: "延长的时间应当晚于现在，不早于现有的审核截止时间，且不晚于缴费截止时间。",
  send_back_too_late:
    "资格审核已截止，退回后考生无法修改。请为考生填写允许修改和审核的截止时间，或者选择通过、不通过。",
  reason_required: "请填写原因，考生将按此修改或了解结果。",
  refusal_not_confirmed: "请勾选确认后再提交。",
  search_required: "请输入要查询的内容。",
  search_too_often: "您在一小时内查询的次数过多，请稍后再试。",
  no_item_ticked: "请至少勾选一个需要修改的项目。",
};

/** What went well, or is under way. */
export const reviewNews = {
  name_written: "姓名已录入，请继续审核。",
  review_approved: "上一份报名已审核通过。",
  review_sent_back: "上一份报名已退回考生修改。",
  review_refused: "上一份报名已作出不通过的决定。",
  review_pre_approved: "上一份报名初审已通过，等待考务办公室复审。",
  decision_undone: "审核决定已撤销，这份报名回到待审核状态，仍由您处理。",
  claim_released: "已解除同事的占用。",
  bulk_stopped: "已停止，尚未处理的报名保持不变。",
  reason_saved: "常用原因已保存。",
  reason_retired: "常用原因已停用，以往使用的记录不变。",
} as const;
