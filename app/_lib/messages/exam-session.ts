import type { CreateExamSessionRefusal } from "@/lib/domain/exam-session/commands/create";
import type { DeleteExamSessionRefusal } from "@/lib/domain/exam-session/commands/delete";
import type { PublishRefusal, UnpublishRefusal } from "@/lib/domain/exam-session/commands/publish";
import type { SetPictureRefusal } from "@/lib/domain/exam-session/commands/set-picture";
import type { SetArchivedRefusal } from "@/lib/domain/exam-session/commands/set-archived";
import type { SetNewcomersRefusal } from "@/lib/domain/exam-session/commands/set-newcomers";
import type { UpdateExamSessionRefusal } from "@/lib/domain/exam-session/commands/update";
import type { ExamSessionFieldError } from "@/lib/domain/exam-session/schema";
import type { CommonRefusal } from "./common";

type ExamSessionRefusal =
  | CreateExamSessionRefusal
  | UpdateExamSessionRefusal
  | PublishRefusal
  | UnpublishRefusal
  | DeleteExamSessionRefusal
  | SetNewcomersRefusal
  | SetArchivedRefusal
  | SetPictureRefusal
  | "school_picture_too_large"
  | "exam_session_not_shown"
  | "session_previewed"
  | Exclude<ExamSessionFieldError, CommonRefusal>;

/** The sentences about exam sessions: why something is refused, and what to do. */
export const examSessionRefusals: Record<ExamSessionRefusal, string> = {
  session_is_published: "这个批次已经发布。要删除或重新发布，须先取消发布。",
  session_not_published: "这个批次尚未发布，不用取消发布。",
  session_has_registrations: "已有考生在这个批次中开始报名，不能再取消发布或删除。需要变动的，请直接修改各阶段时间。",
  session_contradictory: "没有保存：下列内容相互矛盾或已有人使用，请更正后再保存。",
  session_change_to_confirm: "尚未保存：这次修改会影响考生，请核对下列影响，填写原因后再保存。",
  session_change_not_as_confirmed: "尚未保存：内容或受影响的人数与刚才确认时不同，请重新核对。",
  session_change_without_reason: "尚未保存：请填写修改原因，将记入审计日志。",
  session_change_without_notice_text: "尚未保存：请填写通知公告的标题和内容，或者不勾选发布。",
  publishing_to_confirm: "尚未发布：请核对下列提示并勾选确认。",
  publishing_changed: "尚未发布：提示的内容与刚才确认时不同，请重新核对。",
  exam_session_not_shown:
    "这个考试批次不存在，或尚未发布（可能刚刚取消发布），刚才的操作没有执行。请在页首重新选择考试批次。",
  session_is_draft: "这个批次尚未发布，还没有考生可以报名。不再发布的，可以删除草稿。",
  registration_already_over: "网上报名已经截止，新考生本来就不能再报名。要延长的，请修改网上报名截止时间。",
  archive_obstructed: "没有归档：还有未办完的事项，列在下面。办完后再归档。",
  results_not_confirmed: "没有归档：请先确认不再有成绩要公布。",
  session_previewed: "尚未保存：预览在所选文字的下方。",
  session_not_found: "没有找到这个考试批次，请返回列表重新选择。",
  session_edited_meanwhile:
    "该考试批次已被他人修改，本次保存没有生效。请在新的窗口中核对最新内容，再重新打开本页修改。",
  refund_limit_administrator_only: "退款复核限额只有管理员可以修改，请恢复原来的数额后再保存，或请管理员修改。",
  time_invalid: "请填写完整、有效的日期和时间。",
  fee_invalid: "请填写金额，单位为元，最多两位小数，例如 50.00。",
  month_invalid: "请按“2026-06”的格式填写年份和月份。",
  year_invalid: "请填写四位数的年份，例如 2026。",
  season_invalid: "请选择春季或秋季。",
  number_prefix_invalid: "报名号前缀应为6位数字。",
  levels_invalid: "请每行填写一个报考层次，不要重复。",
  languages_invalid:
    "请每行填写一个语种：名称、数字代码、费用和考试时间（可不填），例如“英语 1 50.00”；名称和代码不能重复。",
  schools_invalid: "请每行填写一所学校，教学点写在冒号之后，以顿号分隔；名称不能重复。",
  notes_invalid: "请填写考生须知，每行一条，最多20条，每条不超过300字。",
  template_invalid:
    "编号规则只能包含数字和 {school:位数}、{year}、{yy}、{half}、{language:位数}、{room:位数}、{seat:位数}，且考场和座位各出现一次，总长不超过32位。",
  portrait_size_invalid: "登记照的宽和高应为像素数，宽240至720，宽与高之比为3:4，例如 480 和 640。",
  brand_colour_invalid: "请填写“#”加6位十六进制的颜色，例如 #0f4c81；颜色须足够深，白色文字在上面才能看清。",
  school_picture_unreadable: "无法读取这个文件。请上传 SVG、PNG、JPEG 或 WebP 格式的图片。",
  school_picture_too_large: "图片超过2MB，请压缩后重新上传。",
  portrait_kb_invalid: "登记照文件上限应为30至1000的整数（KB）。",
  school_number_invalid: "学校代码应为1至8位数字。",
  closes_before_opening: "截止时间应当晚于开始时间。",
};

/** What went well, or is under way. */
export const examSessionNews = {
  school_picture_set: "图片已更新，考生看到的页面随之改变。",
  session_saved: "考试批次已保存。",
  session_created: "考试批次已建立，尚未发布，考生还看不到。请补全内容，再检查并发布。",
  session_published: "考试批次已发布，考生现在可以看到。",
  session_unpublished: "已取消发布，考生不再看到这个批次。修改后可以重新发布。",
  session_archived: "已归档：首页和各处的批次选择中不再出现，报过名的考生仍可查看；可在“已归档”中取消归档。",
  session_restored: "已取消归档，这个批次重新出现在各处。",
  newcomers_closed: "已停止接受新考生。已经开始报名的考生不受影响。",
  newcomers_open: "已恢复接受新考生。",
  session_deleted: "考试批次已删除。",
} as const;
