import type { AnswerRequestRefusal } from "@/lib/domain/correction/commands/answer-request";
import type { DecideCorrectionRefusal } from "@/lib/domain/correction/commands/decide-correction";
import type { ProposeRefusal } from "@/lib/domain/correction/commands/propose-correction";
import type { DecideExchangeRefusal, OpenExchangeRefusal } from "@/lib/domain/correction/commands/exchange";
import type { CorrectionFieldError, ExchangeFieldError } from "@/lib/domain/correction/schema";

type CorrectionRefusal =
  | AnswerRequestRefusal
  | Extract<ProposeRefusal | DecideCorrectionRefusal, `correction_${string}`>
  | CorrectionFieldError
  | Extract<OpenExchangeRefusal | DecideExchangeRefusal, `exchange_${string}`>
  | ExchangeFieldError
  | "exchange_closed";

/** The sentences about corrections by staff: why something is refused, and what to do. */
export const correctionRefusals: Record<CorrectionRefusal, string> = {
  request_answered: "这项申请刚刚已由同事答复或更正，请返回列表查看。",
  evidence_unseen: "您打开本页后又有新凭据，还没有提交。请先查看本页的全部凭据，再提交一次。",
  correction_not_possible:
    "按目前的状态不能更正：填写中和退回修改的由考生自己改，审核不通过的请先重新开放，已取消的不再更正。",
  correction_invalid: "有的项目不符合填写要求，没有更正。请按提示修改。",
  correction_nothing: "没有要更正的内容：请在要更正的项目中填写与现有内容不同的值。",
  correction_to_confirm: "还没有更正。请逐项核对下面的更正前后，勾选后再确认。",
  correction_already_waits: "这份报名已有一项更正等待另一人复核，请先确认、驳回或撤回那一项。",
  correction_outdated:
    "提出之后，这份报名的相关内容或考试批次的名单又有变化，不能再按原来的核对结果更正。请驳回或撤回，再重新提出。",
  correction_waiver_waits:
    "该考生的减免申请正在等待复核，复核人看到的是更正前的内容。请先复核或撤回减免，再办理这项更正。",
  correction_needs_second: "就在刚才，考生缴了费或座位已编排，这项更正现在须由两人办理。请重新提交，由另一人复核。",
  correction_name_unwritten: "姓名中不能留有“〓”。请对照证件录入完整姓名，输入不了的字可以写编码，例如“王U+2CC56”。",
  correction_language_seated:
    "考生已有该语种的座位，不能更改语种。准考证发布前，可先在“考场编排”撤回编排，更改后重新编排；已发布的，不能再改。",
  correction_fee_differs:
    "两个语种的报名费不同，而考生已按原语种缴费，不能直接更改。请与考生商定：维持原语种参加考试；或者办理全额退款，本次报名随之取消。",
  correction_order_paid: "考生的订单刚刚已付款，本次没有更正。请刷新页面后再办理：已缴费的报名由两人办理更正。",
  correction_number_taken:
    "该证件号码已被本批次的另一份报名使用，没有更正。请核对两份报名的证件照片：对方填错的，先更正或退回对方的报名；确属冒用或重复报名的，核实处理对方后再更正。",
  correction_number_bound:
    "该证件号码已与另一个手机号码绑定，可能是考生以前的账号，没有更正。请先核实：确是本人以前的账号的，请考生用“找回账号”改用原账号；不是的，按考生申诉核实处理。",
  correction_not_found: "没有找到这项更正，请返回列表查看。",
  correction_decided: "这项更正刚刚已由同事处理，请返回列表查看。",
  correction_needs_another_person: "您是提出人，须由另一位考务人员或管理员复核。需要修改的，请先撤回。",
  correction_evidence_missing: "请写明核对了什么凭据、存放在哪里。",
  correction_why_not: "请填写不更正的原因。",
  exchange_item_missing: "请选择要换交的材料。",
  exchange_why_not: "请填写原因，考生会看到。",
  exchange_not_possible: "只有审核通过和已缴费的报名办理换交。待审核的请退回修改，退回和填写中的由考生直接修改。",
  exchange_until_invalid: "截止时间须晚于现在，且不晚于考试开始。",
  exchange_already_open: "这项材料已经开放换交，还没有办结。请先处理或撤回那一次。",
  exchange_not_found: "没有找到这次换交，请刷新页面。",
  exchange_decided: "这次换交刚刚已由同事办结，或者考生还没有提交，请刷新页面查看。",
  exchange_changed: "考生刚刚重新提交了材料，请看过新的材料再处理。",
  exchange_exam_begun: "考试已经开始，登记照不能再换，考场用的是原登记照。请驳回，并写明原因。",
  exchange_needs_another_person: "已缴费或座位已编排的，开放换交的人不能自己核对通过，须由另一位考务人员或管理员核对。",
  exchange_closed: "换交已经截止或办结，文件没有上传。请刷新页面查看；仍需换交的，请联系考务办公室。",
};

/** What went well, or is under way. */
export const correctionNews = {
  request_answered_now: "已答复，考生会收到短信，并能在“申请更正”页看到。",
  correction_done: "已更正，考生会收到短信，并能在“我的报名”看到更正前后的内容。",
  correction_waits_for_second: "已提出更正。须由另一位考务人员或管理员复核后才生效。",
  correction_confirmed: "已复核更正，立即生效，考生会收到短信。",
  correction_rejected: "已驳回更正，报名保持不变。",
  exchange_opened: "已开放换交，考生会收到短信。考生提交后，须核对通过才生效。",
  exchange_accepted: "已核对通过，新材料即时生效，考生会收到短信；原材料存档。",
  exchange_refused: "已驳回，原材料继续有效，考生会收到短信。需要重交的，请重新开放。",
  exchange_withdrawn: "已撤回，原材料继续有效，考生会收到短信。",
  correction_withdrawn: "已撤回更正，报名保持不变。",
} as const;
