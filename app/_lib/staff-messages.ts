import type { UpdateExamSessionRefusal } from "@/lib/exam-session/commands";
import type { ExamSessionFieldError } from "@/lib/exam-session/schema";

type StaffNews = "session_saved";

export type StaffMessage = UpdateExamSessionRefusal | ExamSessionFieldError | StaffNews;

/** The sentences of the staff's desk. */
export const staffMessages: Record<StaffMessage, string> = {
  session_saved: "考试批次已保存。",
  session_not_found: "没有找到这个考试批次，请返回列表重新选择。",
  session_edited_meanwhile: "该考试批次已被他人修改，本次保存没有生效。请在新的窗口中核对最新内容，再重新打开本页修改。",
  numbering_frozen: "座位已经编排、准考证号已经生成，不能再修改编号规则、学校代码和语种代码。",
  school_in_use: "有报名信息使用了被删除的学校，该学校不能删除。",
  teaching_point_in_use: "有报名信息使用了被删除的教学点，该教学点不能删除。",
  language_in_use: "有报名信息使用了被删除的语种，该语种不能删除。",
  level_in_use: "有报名信息使用了被删除的报考层次，该层次不能删除。",
  field_required: "请填写此项。",
  field_too_long: "内容过长，请缩短后重试。",
  time_invalid: "请填写完整、有效的日期和时间。",
  fee_invalid: "请填写金额，单位为元，最多两位小数，例如 50.00。",
  month_invalid: "请按“2026-06”的格式填写年份和月份。",
  levels_invalid: "请至少填写一个报考层次，每行一个，不要重复。",
  languages_invalid: "请每行填写一个语种：名称、数字代码、费用（可不填），以空格分隔，例如“英语 1 50.00”；名称和代码不能重复。",
  schools_invalid: "请每行填写一所学校，教学点写在冒号之后，以顿号分隔；名称不能重复。",
  notes_invalid: "请填写考生须知，每行一条，最多20条，每条不超过300字。",
  template_invalid:
    "编号规则只能包含数字和 {school:位数}、{year}、{yy}、{half}、{language:位数}、{room:位数}、{seat:位数}，且考场和座位各出现一次，总长不超过32位。",
  school_number_invalid: "学校代码应为1至8位数字。",
  closes_before_opening: "截止时间应当晚于开始时间。",
  review_closes_first: "资格审核不应早于网上报名截止，以便处理报名截止前提交的信息。",
  payment_after_exam: "网上缴费应当在考试开始之前截止。",
  printing_after_exam: "准考证打印应当在考试结束之前截止。",
};
