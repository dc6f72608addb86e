import type { RosterRefusal } from "@/lib/domain/roster/refusals";

type RosterCode = RosterRefusal | "roster_file_too_large" | "roster_session_switched";

/** The sentences about the 学籍名单: why something is refused, and what to do. */
export const rosterRefusals: Record<RosterCode, string> = {
  roster_import_under_way: "已有一份名单正在导入，请先完成或取消它，再上传新的文件。",
  roster_import_moved_on: "该导入的状态刚刚发生变化（可能由同事操作），请查看本页最新情况。",
  roster_import_over: "该导入已经结束，不能取消。",
  roster_no_good_rows: "文件中没有可以导入的行，请修改文件后重新上传。",
  roster_errors_not_ignored: "文件中有错误的行。请修改文件后重新上传；如确需导入其余各行，请勾选“忽略有错误的行”。",
  roster_column_required: "请选择文件中对应的列。",
  roster_column_twice: "同一列不能对应两个字段，请重新选择。",
  roster_mode_required: "请选择导入方式。",
  roster_session_switched: "打开上传页面之后切换了考试批次，文件没有导入。请核对页面上的批次后重新上传。",
  roster_file_too_large: "文件过大：Excel 文件不超过20MB，CSV 文件不超过100MB。",
};

/** What went well, or is under way. */
export const rosterNews = {
  roster_import_cancelled: "导入已取消，上传的文件及读取的内容均已删除，名单没有变化。",
} as const;
