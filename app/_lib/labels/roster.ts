import type { RosterImportMode, RosterImportState } from "@/lib/adapter/db/enums";
import type { Failure } from "@/lib/domain/roster/failure";
import type { RosterField } from "@/lib/domain/roster/fields";
import type { RowProblemCode } from "@/lib/domain/roster/read-row";

export const rosterFieldLabels: Record<RosterField, string> = {
  name: "姓名",
  documentNumber: "证件号码",
  studentNumber: "学号/考籍号",
  school: "就读学校",
  teachingPoint: "教学点",
  level: "层次",
  category: "考生类别",
  eligible: "是否符合条件",
  remark: "备注",
};

export const rosterModeLabels: Record<RosterImportMode, string> = { ADD: "追加/更新", REPLACE: "整体替换" };

export const rosterStateLabels: Record<RosterImportState, string> = {
  OPENING: "正在读取文件",
  MAPPING: "待核对列",
  CHECKING: "正在逐行检查",
  CHECKED: "待确认导入",
  IMPORTING: "正在导入",
  IMPORTED: "已导入",
  CANCELLED: "已取消",
  FAILED: "未导入",
};

/** Why an import failed, and what to do. */
export const rosterFailures: Record<Failure, string> = {
  sheet_empty: "文件是空的，请检查后重新上传。",
  sheet_no_header: "文件中没有找到表头（隐藏的工作表不读取）。请保证名单上方有一行列名，如：姓名、证件号码、学号。",
  sheet_old_excel:
    "这是旧版 Excel 文件（.xls）或 WPS 表格文件（.et），只改扩展名无效。请用 Excel 或 WPS 打开，“另存为”Excel 工作簿（.xlsx）后重新上传。",
  sheet_encrypted:
    "文件设有打开密码，无法读取。请打开文件，在“文件→信息→保护工作簿”中清除密码，“另存为”.xlsx 后重新上传。",
  sheet_unknown:
    "这不是 Excel（.xlsx）或 CSV 文件；从网页系统导出的“.xls”常常如此，只改扩展名无效。请用 Excel 或 WPS 打开，“另存为”.xlsx 后重新上传。",
  sheet_damaged: "文件已损坏，无法读取。请在 Excel 中打开检查，另存为 .xlsx 后重新上传。",
  sheet_too_large: "Excel 文件内容过多，无法读取。请删除多余的工作表和列，或“另存为”CSV UTF-8 后重新上传。",
  sheet_quotes: "CSV 文件中有没有成对的引号，无法确定各行的内容。请改用 Excel（.xlsx）文件上传。",
  too_many_rows: "文件超过30万行，不像是一份学籍名单。请检查后重新上传。",
  no_rows: "表头之下没有任何内容，请检查后重新上传。",
  crashed: "读取多次中断，未能完成。名单没有变化，请重新上传；如再次出现，请联系技术人员。",
  abandoned: "超过24小时未完成，已自动取消，名单没有变化。",
};

/** What is wrong in a row, and what to do. `number` is the other row, or the number of columns. */
export const rowProblems: Record<RowProblemCode, (number: number | null) => string> = {
  column_count: (number) => `本行有${number ?? 0}列，多于表头的列数，内容可能错位`,
  name_missing: () => "没有姓名",
  name_invalid: () => "姓名中有不能用于姓名的字符",
  number_missing: () => "没有证件号码",
  number_damaged: () => "号码已被 Excel 损坏（末几位丢失），请把该列设为“文本”后重新填写",
  number_shown: () =>
    "单元格的数字格式使显示的内容与实际数值不同（如四舍五入、日期、科学计数、千分位），请把该列设为“文本”后重新填写",
  number_fifteen_digits: () => "是15位旧号码，请改为18位",
  number_birth_date: () => "号码中的出生日期不存在",
  number_check_character: () => "号码的校验位不正确，请核对",
  number_format: () => "号码的位数或格式不正确",
  category_unknown: () => "无法识别，请填写自考(在籍)、成考(在籍)、自考(已申请毕业)或成考(已申请毕业)",
  eligible_unknown: () => "无法识别，请填写是或否",
  too_long: () => "内容过长",
  characters_lost: () => "有丢失的字符（显示为〓、？或方框），请按证件补全",
  cell_error: () => "单元格是错误值（如 #N/A、#REF!），请改为具体内容",
  cell_formula: () => "单元格是没有计算结果的公式，请改为具体内容",
  cell_merged: () => "单元格被合并，内容只在第一格，请取消合并并逐行填写",
  cell_format: () => "单元格的数字格式无法识别，请把该列设为“文本”后重新填写",
  duplicate_other_name: (number) => `与第${number ?? 0}行的证件号码相同，姓名不同`,
  duplicate_differs: (number) => `与第${number ?? 0}行的证件号码相同，其他内容不同`,
};

/** 第 17 行 证件号码：… without the row. */
export const rowProblem = ({
  field,
  code,
  number,
}: {
  field: RosterField | null;
  code: RowProblemCode;
  number: number | null;
}): string => `${field ? `${rosterFieldLabels[field]}：` : ""}${rowProblems[code](number)}`;
