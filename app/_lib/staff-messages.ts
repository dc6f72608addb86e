import type { DecidePhoneAppealRefusal } from "@/lib/domain/appeal/commands/decide-phone-appeal";
import type { AnswerAppealRefusal } from "@/lib/domain/appeal/commands/document-appeal";
import type { PhoneAppealFieldError } from "@/lib/domain/appeal/schema";
import type { CreateExamSessionRefusal } from "@/lib/domain/exam-session/commands/create";
import type { DeleteExamSessionRefusal } from "@/lib/domain/exam-session/commands/delete";
import type { PublishRefusal, UnpublishRefusal } from "@/lib/domain/exam-session/commands/publish";
import type { UpdateExamSessionRefusal } from "@/lib/domain/exam-session/commands/update";
import type { ExamSessionFieldError } from "@/lib/domain/exam-session/schema";
import type { LiftRefusal } from "@/lib/domain/account/commands/lift-sign-in-limits";
import type { LimitRefusal } from "@/lib/domain/account/commands/limit-reviewer";
import type { LiftProblem, StaffFieldProblem } from "@/lib/domain/account/schema";
import type { StaffChangeRefusal } from "@/lib/domain/account/staff-refusals";
import type { NameError } from "@/lib/core/person-name";
import type { ExclusionReason } from "@/lib/domain/review/bulk-eligibility";
import type { ApproveRefusal } from "@/lib/domain/review/commands/approve";
import type { BulkRefusal } from "@/lib/domain/review/commands/bulk";
import type { ReasonRefusal } from "@/lib/domain/review/commands/canned-reasons";
import type { SendBackRefusal } from "@/lib/domain/review/commands/send-back";
import type { UndoRefusal } from "@/lib/domain/review/commands/undo-decision";
import type { WriteNameRefusal } from "@/lib/domain/review/commands/write-name";
import type { ReviewFieldError } from "@/lib/domain/review/schema";
import type { DrawRefusal } from "@/lib/domain/seating/commands/draw-seats";
import type { RoomRefusal } from "@/lib/domain/seating/commands/save-room";
import type { TakeBackRefusal } from "@/lib/domain/seating/commands/take-back-seats";
import type { SeatingFieldError } from "@/lib/domain/seating/schema";

type StaffNews =
  | "phone_appeal_decided_now"
  | "phone_appeal_rejected_now"
  | "appeal_answered"
  | "session_saved"
  | "session_created"
  | "session_published"
  | "session_unpublished"
  | "session_deleted"
  | "search_required"
  | "review_approved"
  | "review_sent_back"
  | "review_refused"
  | "review_pre_approved"
  | "decision_undone"
  | "queue_empty"
  | "claim_released"
  | "claim_is_over"
  | "bulk_stopped"
  | "bulk_over"
  | "reason_saved"
  | "reason_retired"
  | "reviewer_limited"
  | "limits_lifted"
  | "staff_added"
  | "staff_edited"
  | "staff_was_disabled"
  | "staff_was_enabled"
  | "staff_invited"
  | "logins_ended"
  | "own_password_changed"
  | "name_written"
  | "room_saved"
  | "room_deleted"
  | "seats_assigned"
  | "latecomers_seated"
  | "seats_taken_back"
  | "cards_published";

type ReviewRefusal = Exclude<
  | ApproveRefusal
  | SendBackRefusal
  | WriteNameRefusal
  | UndoRefusal
  | BulkRefusal
  | ExclusionReason
  | ReasonRefusal
  | LimitRefusal
  | LiftRefusal
  | LiftProblem,
  "registration_not_in_expected_status" | NameError
>;

export type StaffMessage =
  | AnswerAppealRefusal
  | DecidePhoneAppealRefusal
  | PhoneAppealFieldError
  | CreateExamSessionRefusal
  | StaffChangeRefusal
  | StaffFieldProblem
  | UpdateExamSessionRefusal
  | PublishRefusal
  | UnpublishRefusal
  | DeleteExamSessionRefusal
  | ExamSessionFieldError
  | ReviewRefusal
  | ReviewFieldError
  | RoomRefusal
  | SeatingFieldError
  | DrawRefusal
  | TakeBackRefusal
  | StaffNews;

/** The sentences of the staff's desk. */
export const staffMessages: Record<StaffMessage, string> = {
  session_saved: "考试批次已保存。",
  session_created: "考试批次已建立，尚未发布，考生还看不到。请补全内容，再检查并发布。",
  session_published: "考试批次已发布，考生现在可以看到。",
  session_unpublished: "已取消发布，考生不再看到这个批次。修改后可以重新发布。",
  session_deleted: "考试批次已删除。",
  session_is_published: "这个批次已经发布。要删除或重新发布，须先取消发布。",
  session_not_published: "这个批次尚未发布，不用取消发布。",
  session_has_registrations: "已有考生在这个批次中开始报名，不能再取消发布或删除。需要变动的，请直接修改各阶段时间。",
  session_contradictory: "没有保存：下列内容相互矛盾或已有人使用，请更正后再保存。",
  session_change_to_confirm: "尚未保存：这次修改会影响考生，请核对下列影响，填写原因后再保存。",
  session_change_not_as_confirmed: "尚未保存：内容或受影响的人数与刚才确认时不同，请重新核对。",
  session_change_without_reason: "尚未保存：请填写修改原因，将记入审计日志。",
  publishing_to_confirm: "尚未发布：请核对下列提示并勾选确认。",
  publishing_changed: "尚未发布：提示的内容与刚才确认时不同，请重新核对。",
  session_not_found: "没有找到这个考试批次，请返回列表重新选择。",
  session_edited_meanwhile:
    "该考试批次已被他人修改，本次保存没有生效。请在新的窗口中核对最新内容，再重新打开本页修改。",
  refund_limit_administrator_only: "退款复核限额只有管理员可以修改，请恢复原来的数额后再保存，或请管理员修改。",
  field_required: "请填写此项。",
  field_too_long: "内容过长，请缩短后重试。",
  time_invalid: "请填写完整、有效的日期和时间。",
  fee_invalid: "请填写金额，单位为元，最多两位小数，例如 50.00。",
  month_invalid: "请按“2026-06”的格式填写年份和月份。",
  year_invalid: "请填写四位数的年份，例如 2026。",
  season_invalid: "请选择春季或秋季。",
  number_prefix_invalid: "报名号前缀应为6位数字。",
  levels_invalid: "请每行填写一个报考层次，不要重复；改名写作“旧名 → 新名”。",
  languages_invalid:
    "请每行填写一个语种：名称、数字代码、费用（可不填），以空格分隔，例如“英语 1 50.00”；名称和代码不能重复；改名写作“旧名 → 新名 代码”。",
  schools_invalid: "请每行填写一所学校，教学点写在冒号之后，以顿号分隔；名称不能重复；改名写作“旧名 → 新名”。",
  notes_invalid: "请填写考生须知，每行一条，最多20条，每条不超过300字。",
  template_invalid:
    "编号规则只能包含数字和 {school:位数}、{year}、{yy}、{half}、{language:位数}、{room:位数}、{seat:位数}，且考场和座位各出现一次，总长不超过32位。",
  portrait_size_invalid: "登记照的宽和高应为像素数，宽240至720，宽与高之比为3:4，例如 480 和 640。",
  portrait_kb_invalid: "登记照文件上限应为30至1000的整数（KB）。",
  school_number_invalid: "学校代码应为1至8位数字。",
  closes_before_opening: "截止时间应当晚于开始时间。",
  name_unwritten: "姓名中还有标为“〓”、考生无法输入的字。请先对照证件照片录入完整姓名，再审核通过。",
  name_rest_changed:
    "只能录入标为“〓”的字，每个“〓”对应一个字；其余的字须与考生填写的一致。其余的字有误的，请把姓名退回考生修改。",
  name_not_confirmed: "还没有保存：请核对下面的姓名，无误后再按“核对无误，保存姓名”。",
  name_reason_missing: "这是更正已录入的姓名，请填写更正原因。",
  name_written: "姓名已录入，请继续审核。",
  appeal_answered: "已答复，考生在申诉页面可以看到。",
  phone_appeal_decided_now: "已通过，系统会向申请人的新手机号发送短信；账号原来绑定有手机号的，也会向原号码发送短信。",
  phone_appeal_rejected_now: "已驳回，系统会向申请人的新手机号发送短信。",
  phone_appeal_decided: "这份申请刚刚已由同事处理，请返回列表查看。",
  phone_appeal_account_unknown: "所选账号不再使用申请中的证件号码，没有处理。请刷新页面重新核对。",
  phone_appeal_number_in_use:
    "这个新手机号已是另一名考生的账号，并且用它提交过报名，不能移走。请驳回并说明：申请人需改用本人的其他手机号。",
  phone_appeal_not_chosen: "请选择要绑定的账号，或选择驳回。",
  phone_appeal_not_confirmed: "请勾选确认后再提交。",
  appeal_already_answered: "这份申诉刚刚已由同事答复，请返回列表查看。",
  review_approved: "上一份报名已审核通过。",
  review_sent_back: "上一份报名已退回考生修改。",
  review_refused: "上一份报名已作出不通过的决定。",
  review_pre_approved: "上一份报名初审已通过，等待考务办公室复审。",
  decision_undone: "审核决定已撤销，这份报名回到待审核状态，仍由您处理。",
  decision_not_found: "没有找到您作出的这个决定，可能已经撤销，请刷新页面查看。",
  undo_too_late: "已超过60秒，不能再撤销。确需更正的，请联系考务人员。",
  candidate_acted: "考生已按这个决定作了操作，不能再撤销。",
  queue_empty: "这个范围内没有等待审核、且无人处理的报名了。",
  claimed_by_colleague: "这份报名正由同事审核，您的决定没有生效。请处理其他报名。",
  claim_released: "已解除同事的占用。",
  claim_is_over: "占用已经结束，请刷新页面查看。",
  second_opinion_by_office: "这份报名已通过初审，由考务办公室复审。",
  second_opinion_needs_another: "您已作出初审决定，复审须由另一人进行。",
  roster_not_imported: "本批次要求与学籍名单一致，但尚未导入学籍名单。请考务人员先导入名单。",
  roster_missing: "本批次要求与学籍名单一致，而名单中没有这个证件号码，不能审核通过。",
  roster_differs: "本批次要求与学籍名单一致，而这份报名与名单不符，不能审核通过。",
  bulk_list_empty: "没有可以处理的报名，请返回重新选择。",
  bulk_list_too_long: "一次最多处理1000份报名，请缩小范围。",
  bulk_list_outdated: "名单中有已不存在、或不在您审核范围内的报名，没有开始。请返回队列重新选择。",
  bulk_running: "您有一项批量审核正在进行，请等它完成或停止后再开始。",
  bulk_not_confirmed: "请核对名单并勾选确认。",
  bulk_stopped: "已停止，尚未处理的报名保持不变。",
  bulk_over: "这项批量审核已经结束。",
  bulk_not_waiting: "不在待审核状态",
  bulk_other_stage: "不在您负责的审核阶段",
  bulk_claimed: "同事正在审核",
  bulk_not_checked: "自动核对尚未完成",
  bulk_has_findings: "有需要人工核对的提示",
  bulk_no_roster_match: "与学籍名单不完全一致",
  reason_saved: "常用原因已保存。",
  reason_retired: "常用原因已停用，以往使用的记录不变。",
  reason_gone: "这条原因刚刚被他人修改或停用，请刷新页面。",
  staff_not_found: "没有找到这名审核员，请刷新页面。",
  limits_lifted: "登录限制已解除，可以立即重新登录或获取验证码；之前发出的验证码已作废。",
  phone_of_nobody: "没有使用这个手机号的考生或工作人员账号，请核对。",
  lift_reason_missing: "请填写解除限制的原因，将记入审计日志。",
  lift_reason_too_long: "原因最多200个字符。",
  staff_added: "账号已添加。请按下方说明通知本人设置密码。",
  staff_edited: "修改已保存，立即生效。",
  staff_was_disabled: "账号已停用：已结束全部登录，正在审核的报名已让出。",
  staff_was_enabled: "账号已启用，立即生效。",
  staff_invited: "原密码已作废，登录已结束。请按下方说明通知本人设置新密码。",
  logins_ended: "所选登录已结束。",
  own_password_changed: "密码已修改，其他设备上的登录已结束。",
  member_not_found: "没有找到这名工作人员，请返回列表重新选择。",
  member_changed_meanwhile: "该账号刚刚被他人修改，本次操作没有生效。请刷新页面，核对最新内容后再操作。",
  member_is_disabled: "该账号已停用。如需操作，请先启用。",
  member_is_enabled: "该账号没有停用，请刷新页面查看。",
  last_administrator:
    "这是最后一名可以登录的管理员，不能停用、更换角色或手机号，也不能作废密码。请先添加另一名管理员，等对方设置密码后再操作。",
  no_longer_administrator: "您的管理员权限刚刚被收回，本次操作没有生效。",
  staff_phone_taken: "已有工作人员使用这个手机号，请核对。",
  nothing_changed: "没有需要保存的修改。",
  change_unconfirmed: "请核对所涉人员，勾选确认后再提交。",
  change_reason_missing: "请填写原因，将记入审计日志。",
  logins_are_over: "所选登录已经结束，请刷新页面查看。",
  role_missing: "请选择角色。",
  password_unchanged: "新密码不能与原密码相同。",
  reviewer_limited: "审核范围已保存，立即生效。",
  review_not_started: "资格审核尚未开始。",
  review_closed: "资格审核已截止，不能再作出审核决定；确有需要的，请联系考务人员。",
  late_reason_required: "资格审核已截止，此时作出决定须填写理由。",
  registration_not_found: "没有找到这份报名，请返回列表重新选择。",
  document_bound_to_other_phone: "该证件号码已经与另一个手机号码绑定，不能审核通过。请核实考生身份后联系考务人员处理。",
  phone_bound_to_other_document: "该手机号码已经与另一个证件号码绑定，不能审核通过。请核实考生身份后联系考务人员处理。",
  reopen_until_invalid: "延长的时间应当晚于现在，且不晚于缴费截止时间。",
  send_back_too_late:
    "资格审核已截止，退回后考生无法修改。请为考生填写允许修改和审核的截止时间，或者选择通过、不通过。",
  reason_required: "请填写原因，考生将按此修改或了解结果。",
  refusal_not_confirmed: "请勾选确认后再提交。",
  search_required: "请输入要查询的内容。",
  no_item_ticked: "请至少勾选一个需要修改的项目。",
  room_saved: "考场已保存。",
  room_deleted: "考场已删除。",
  seats_assigned: "座位已编排，准考证号已生成。核对无误后请发布准考证。",
  latecomers_seated: "新缴费的考生已补排座位。",
  cards_published: "准考证已发布，考生可以在打印时间内打印。",
  room_number_invalid: "考场编号应为1至999的整数。",
  capacity_invalid: "座位数应为1至99的整数。",
  room_not_found: "没有找到这个考场，可能已被他人删除，请刷新页面。",
  room_number_taken: "这个考场编号已经存在，请换一个编号。",
  room_number_given: "这个考场的编号已写入考生的准考证号，不能修改；地点和座位数可以修改。",
  room_has_numbers:
    "这个考场已有座位编号，不能删除。准考证发布之前可以撤回编排，撤回后即可删除；发布之后，空着的考场可以保留不用。",
  capacity_below_seats: "座位数不能少于这个考场已编到的最大座位号。请查看该考场的座次表，填写不小于该号的数。",
  room_change_not_confirmed: "这个考场的准考证已经发布，修改地点会更新这些考生的准考证。请先勾选确认，再保存。",
  seats_already_frozen: "座位已经编排，没有重复编排。需要重排的，可以在发布准考证之前撤回编排。",
  seats_not_frozen: "座位尚未编排，请先编排座位。",
  nobody_to_seat: "没有已缴费且尚无座位的考生。",
  languages_would_mix: "考场不够，没有编排：一个考场只能有一个语种。请返回考场编排页，按其中列出的语种和数量增加考场。",
  plan_outdated: "没有编排：打开本页之后，缴费考生或考场有了变化。请核对下面的最新安排，再次确认。",
  seats_taken_back: "编排已撤回，座位和准考证号已作废。修改考场后可以重新编排。",
  seats_already_published: "准考证已经发布，考生可能已看到准考证号，编排不能再撤回。考场地点仍可以修改。",
  seats_changed_meanwhile: "没有撤回：打开本页之后，已编排的人数有了变化。请核对下面的最新人数，再次确认。",
  take_back_reason_missing: "请填写撤回编排的原因，将记入审计日志。",
  take_back_reason_too_long: "原因最多200个字符，请缩短后再提交。",
  number_does_not_fit:
    "有考场编号、座位号或语种代码超出准考证号编号规则的位数，没有编排。请先修改考试批次中的编号规则。",
};
