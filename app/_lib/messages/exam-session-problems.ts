import type { Problem } from "@/lib/core/result";
import type { CandidateCategory, IdType } from "@/lib/adapter/db/enums";
import type { ExpectedSms } from "@/lib/domain/exam-session/contradictions";
import type { SessionProblemCode } from "@/lib/domain/exam-session/problem";
import { formatClosing, formatInstant } from "../format";
import { categoryLabels, idTypeLabels } from "../labels/registration";

type Values = Readonly<Record<string, string | number>>;

const steps: Record<string, string> = {
  REGISTRATION: "网上报名",
  REVIEW: "资格审核",
  PAYMENT: "网上缴费",
  PRINTING: "准考证打印",
};
const kinds: Record<string, string> = {
  school: "就读学校",
  teachingPoint: "教学点",
  language: "应试语种",
  level: "报考层次",
};

const smsNames: Record<ExpectedSms, string> = {
  "review-result": "审核结果",
  "card-published": "准考证发布",
  "card-changed": "准考证变更",
  refund: "退款",
};

const at = (value: string | number | undefined) => new Date(Number(value));
const opening = (value: string | number | undefined) => formatInstant(at(value));
const closing = (value: string | number | undefined) => formatClosing(at(value));
/** "日语的", and nothing where everybody is meant. */
const whose = (names: string | number | undefined) => (names ? `${names}的` : "");

const inUse = "不能删除。不再接受新考生的，请保留这一项并勾选“停报”；只是改名的，请写作“旧名 → 新名”。";

/**
 * The sentence of every problem that a check of an exam session reports. A code without a sentence does not compile.
 */
const sentences: Record<SessionProblemCode, (values: Values) => string> = {
  empty: () => "请填写此项。",
  none_offered: () => "请至少设置一项，供新考生选择。",
  review_closes_first: () => "资格审核不应早于网上报名截止，以便处理报名截止前提交的信息。",
  review_opens_first: () => "资格审核不应早于网上报名开始。",
  payment_opens_first: () => "网上缴费不应早于资格审核开始：那时还没有考生审核通过。",
  payment_closes_first: () => "网上缴费应当晚于资格审核截止，否则最后审核通过的考生来不及缴费。",
  payment_after_exam: () => "网上缴费应当在考试开始之前截止。",
  printing_closes_first: () => "准考证打印应当晚于网上缴费截止，否则最后缴费的考生无法打印。",
  printing_opens_after_exam: () => "准考证打印应当在考试开始之前开放。",
  printing_after_exam: () => "准考证打印应当在考试结束之前截止。",
  language_exam_before_payment: ({ name }) => `${name}的考试开始之前，网上缴费应当已经截止。`,
  language_exam_before_printing: ({ name }) => `准考证打印应当在${name}的考试开始之前开放。`,
  fee_zero: () => "请填写报名费，不能为0。",
  fee_too_high: ({ most }) => `报名费不能超过${most}元，请检查是否多填了位数。`,
  language_fee_zero: ({ name }) => `${name}的费用不能为0；与报名费相同的，请不要填写。`,
  language_fee_too_high: ({ name, most }) => `${name}的费用不能超过${most}元，请检查是否多填了位数。`,
  number_prefix_collides: ({ title }) =>
    `“${title}”使用相同的报名号前缀，且报名时间与本批次重叠，两批报名号会混在一起。请换一个前缀。`,
  template_school_narrow: () => "学校代码的位数超出编号规则中 {school:位数} 的位数。",
  template_language_narrow: ({ name, code }) => `${name}的代码 ${code} 超出编号规则中 {language:位数} 的位数。`,
  template_room_narrow: () => "已有考场的编号超出编号规则中 {room:位数} 的位数。",
  template_seat_narrow: () => "已有考场的座位数超出编号规则中 {seat:位数} 的位数。",
  registration_over: () => "网上报名已经截止，发布后没有人能够报名。请修改各阶段时间。",
  moved_into_past: () => "不能改到已经过去的时间：尚未办理的考生会立即失去机会。确需提前结束的，请填写稍后的时间。",
  language_exam_moved_into_past: ({ name }) => `${name}的考试不能改到已经过去的时间。`,
  session_beside: ({ title }) =>
    `“${title}”的考试也尚未结束。发布后，考生会同时看到两个批次，自己选择办理哪一个。请确认考试名称能让考生分清（例如写明校区或语种）。`,
  opens_at_once: () => "网上报名的开始时间已到，发布后考生立即可以报名。",
  short_time_to_pay: () => "资格审核截止到网上缴费截止不足24小时，最后审核通过的考生缴费时间很短。",
  exam_over_midnight: () => "考试开始和结束不在同一天，准考证上只印开始的日期。",
  language_exam_far: ({ name }) => `${name}的考试与本批次的考试相隔超过两周，请核对年份和月份。`,
  printing_closes_before_language: ({ names, count }) =>
    `准考证打印在${names}的考试开始之前就已截止，考前来不及打印的考生须找考务${count === undefined ? "。" : ""}`,
  other_year_than_exam: ({ year, examYear }) =>
    `批次的年份是${year}，考试却在${examYear}年。年份印在准考证上，并用于准考证号。`,
  title_names_other_year: ({ year, named }) => `考试名称中写的是${named}年，批次的年份是${year}。`,
  notice_without_graduation_month: ({ month }) => `报考须知中没有写明准予报名的毕业申请年月（${month}）。`,
  card_numbers_repeat: ({ title }) => `“${title}”的年份、季次、学校代码和编号规则与本批次相同，两批准考证号会重复。`,
  sms_signature_differs: ({ signature }) =>
    `短信以“【${signature}】”开头，与主办学校不同，考生可能认不出。签名由短信服务商审核，请运维在设置中更正。`,
  no_sms_template: ({ template }) =>
    `还没有设置“${smsNames[template as ExpectedSms]}”的短信模板，这类短信不会发出，考生只能登录后查看。请运维在设置中补上。`,
  no_questions: () => "常见问题是空的，首页和“常见问题”页没有内容。",
  no_rooms: () => "本批次还没有考场。发布后可在“考场编排”中增加。",
  no_roster: () => "已要求与学籍名单一致，但尚未导入名单；导入之前不能审核通过任何人。",
  closes_earlier: ({ step, from, to }) =>
    `${steps[String(step)]}的截止由${closing(from)}提前到${closing(to)}，办理时间缩短`,
  opens_later: ({ step, from, to }) => `${steps[String(step)]}的开始由${opening(from)}推迟到${opening(to)}`,
  exam_moved: ({ names, from, to }) => `${whose(names)}考试时间由${from}改为${to}`,
  language_exam_moved: ({ names, from, to }) => `${names}的考试时间由${from}改为${to}`,
  exam_place_moved: ({ from, to }) => `考试地址由“${from}”改为“${to}”`,
  cards_drawn_anew: ({ names, tells }) =>
    `${names ?? ""}已发布的准考证将作废并重新生成，已打印的须重新打印；${tells ? "系统会自动发短信通知（准考证变更）" : "没有设置短信模板，不会发短信"}`,
  fee_changed: ({ from, to, names }) => `${names}的费用由${from}元改为${to}元，尚未缴费的按新费用缴纳`,
  fee_changed_after_payment: ({ from, to, names }) =>
    `${names}的费用由${from}元改为${to}元，已缴费的仍按原费用，不退不补`,
  graduation_month_later: ({ from, to }) => `准予报名的毕业申请年月由${from}改为${to}，申请更早的不再符合条件`,
  two_stages_from_now: () => "改为两级审核，待审核的须经两个人审核",
  roster_from_now: () => "改为须与学籍名单一致，名单中没有的不能审核通过",
  own_wechat_from_now: () => "改为须由考生本人的微信账户付款",
  renamed: ({ kind, from, to }) => `${kinds[String(kind)]}“${from}”改名为“${to}”，已选择的考生随之改变`,
  school_in_use: ({ name, count }) => `“${name}”已有 ${count} 份报名使用，${inUse}`,
  teaching_point_in_use: ({ name, count }) => `教学点“${name}”已有 ${count} 份报名使用，${inUse}`,
  language_in_use: ({ name, count }) => `“${name}”已有 ${count} 份报名使用，${inUse}`,
  level_in_use: ({ name, count }) => `“${name}”已有 ${count} 份报名使用，${inUse}`,
  category_in_use: ({ name, count }) =>
    `“${categoryLabels[name as CandidateCategory]}”已有 ${count} 份报名使用，不能取消；不再接受新考生的，请勾选“停报”。`,
  id_type_in_use: ({ name, count }) =>
    `“${idTypeLabels[name as IdType]}”已有 ${count} 份报名使用，不能取消；不再接受新考生的，请勾选“停报”。`,
  renamed_is_unknown: ({ name }) => `没有名为“${name}”的一项，无法改名。请核对旧名，或者只写新名。`,
  number_prefix_given: ({ count }) => `已有 ${count} 位考生取得报名号，前缀不能再改。`,
  pre_approved_waiting: ({ count }) => `还有 ${count} 份报名初审通过、等待复审，不能改为一级审核。请先完成复审。`,
  changed_by_colleague: () => "同事已修改，您没有改动。",
  changed_by_both: () => "同事与您都修改了。",
  numbering_frozen: () => "座位已经编排、准考证号已经生成，不能再修改年份、季次、编号规则、学校代码和语种代码。",
};

/** The text of a problem, with the number of affected candidates and the masked names of a few. */
export function problemSentence({ code, values = {}, people = [] }: Problem): string {
  const sentence = Object.hasOwn(sentences, code)
    ? sentences[code as SessionProblemCode](values)
    : "填写有误，请检查后重试。";
  const count = values["count"];
  // A complete sentence already contains the number.
  if (count === undefined || sentence.endsWith("。")) return sentence;
  return `${sentence}：影响 ${count} 人${people.length ? `（${people.join("、")}）` : ""}。`;
}

/**
 * What candidates read of a change, in a notice that the officer can rewrite. What only the office works by is not
 * in it.
 */
const announced: Partial<Record<SessionProblemCode, (values: Values) => string>> = {
  closes_earlier: sentences.closes_earlier,
  opens_later: sentences.opens_later,
  exam_moved: sentences.exam_moved,
  language_exam_moved: sentences.language_exam_moved,
  exam_place_moved: sentences.exam_place_moved,
  cards_drawn_anew: ({ names }) => `${whose(names)}准考证已重新生成，已打印的请重新打印`,
  fee_changed: sentences.fee_changed,
  fee_changed_after_payment: sentences.fee_changed_after_payment,
  graduation_month_later: sentences.graduation_month_later,
  own_wechat_from_now: () => "须由考生本人的微信账户付款",
};

/** The text of a notice of these changes; "" when they have nothing that candidates need to know. */
export const changeNotice = (problems: readonly Problem[]): string =>
  problems
    .flatMap(({ code, values = {} }) => announced[code as SessionProblemCode]?.(values) ?? [])
    .map((line) => `- ${line}。`)
    .join("\n");
