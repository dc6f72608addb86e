import type { LineError, LineProblem } from "@/lib/domain/exam-session/list-text";

/** What is wrong in a line of a list, and how it is put right. */
const sentences: Record<LineProblem, string> = {
  line_without_name: "缺少名称，或者箭头“→”多于一个。",
  line_repeats_name: "与前面的名称重复。",
  line_repeats_code: "代码与前面的重复。",
  line_without_code: "名称之后缺少1至2位数字的代码。",
  line_with_wrong_fee: "费用应为金额，单位为元，最多两位小数，例如 50.00。",
  line_with_wrong_exam_time: "考试时间应写作“日期 开始-结束”，例如 2026-11-05 09:00-11:00，结束须晚于开始。",
  line_with_more_columns: "多出一栏，请检查是否多粘贴了内容。",
  line_beyond_limit: "语种不能超过26个。",
};

export const lineSentence = ({ line, code }: LineError): string => `第 ${line} 行：${sentences[code]}`;
