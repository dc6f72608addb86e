import type { Texts } from "@/app/_lib/texts";
import type { CandidateStanding } from "@/lib/auth/step";
import { type Window, windowFor, windowState } from "@/lib/domain/exam-session/windows";
import { journeyFacts } from "@/lib/domain/registration/queries/standing";
import { originalDocument } from "@/lib/domain/registration/labels";
import { editingWindow } from "@/lib/domain/registration/steps";
import { cardMoment } from "@/lib/domain/progress/card-moment";
import type { NegativeDecision } from "@/lib/domain/progress/timeline";
import { firstPlace } from "./returned-items";

export type NextStep = {
  tone: "info" | "good" | "warn" | "bad";
  state: string;
  /** Who has to act. */
  who: string;
  text: string;
  action?: { href: string; label: string };
  /** The end of the time to act. */
  deadline?: Date;
  /** The window that these words already state, so that the page does not state it again. */
  told?: Window;
  /** Why the registration was sent back or refused. */
  reasons?: NegativeDecision;
};

/**
 * The text of the status page in the visitor's language: the state in words, who has to act, and the one next action.
 * `decision`: the newest return or refusal; a page that has not read it leads to the reasons.
 */
export function nextStep(standing: CandidateStanding, words: Texts, decision?: NegativeDecision): NextStep {
  const step = stepOf(standing, words, decision);
  const { t } = words;
  const action = step.action && { ...step.action, label: t(step.action.label) };
  return { ...step, state: t(step.state), who: t(step.who), text: t(step.text), ...(action && { action }) };
}

/** The same in Chinese, but for sentences with times in them. */
function stepOf(standing: CandidateStanding, words: Texts, decision?: NegativeDecision): NextStep {
  const { examSession, registration, now } = standing;
  const overrides = registration?.overrides ?? [];
  switch (registration?.status ?? "DRAFT") {
    case "DRAFT":
      return whileDraft(standing, words);
    case "RETURNED":
      return whileReturned(standing, decision);
    case "SUBMITTED":
    case "PRE_APPROVED": {
      const told = windowFor(examSession, overrides, "REVIEW");
      const action = { href: "/registration/review", label: "查看审核进度" };
      return now < told.closesAt
        ? {
            tone: "info",
            state: "正在审核中",
            who: "等待审核员处理",
            text: words.t("审核将在{time}前完成，您暂时无需操作。", { time: words.closing(told.closesAt) }),
            action,
            told,
          }
        : {
            tone: "warn",
            state: "审核延迟",
            who: "等待考务办公室处理",
            text: "您的报名仍在处理中，请留意审核结果。",
            action,
          };
    }
    case "REFUSED":
      return {
        tone: "bad",
        state: "审核不通过",
        who: "流程已结束",
        text: words.t("本结果为最终审核结果。如有异议，请联系考务办公室：{phone}，{hours}。", {
          phone: examSession.contactPhone,
          hours: examSession.contactHours,
        }),
        ...(decision && { reasons: decision }),
      };
    case "APPROVED":
      return whileApproved(standing, words);
    case "PAID":
      return whilePaid(standing, words);
    case "CANCELLED":
      return {
        tone: "bad",
        state: "报名已取消",
        who: "流程已结束",
        text: registration?.paidAt
          ? "本次报名已取消并退费，如有疑问请联系考务办公室。"
          : "本次报名已由考试办公室取消，原因见办理记录。如有疑问请联系考务办公室。",
      };
  }
}

function whileDraft({ examSession, registration, journey, now }: CandidateStanding, words: Texts): NextStep {
  const window = editingWindow(journeyFacts(examSession, registration));
  const state = windowState(window, now);
  if (state === "not_started") {
    return {
      tone: "info",
      state: "网上报名尚未开始",
      who: "请耐心等待",
      text: words.t("报名时间：{window}。您可以先准备材料。", { window: timesOf(window, words) }),
      told: window,
    };
  }
  if (state === "closed") {
    const text = registration
      ? "您没有在规定时间内提交报名，本次报名无效。报名时间过后不补报名。"
      : "您没有在规定时间内报名。报名时间过后不补报名。";
    return { tone: "warn", state: "网上报名已截止", who: "流程已结束", text };
  }
  const open = { tone: "info", who: "需要您操作", deadline: window.closesAt, told: window } as const;
  switch (journey.current) {
    case "details":
      return {
        ...open,
        state: registration?.detailsSavedAt ? "材料尚未上传完整" : "正在填写报名信息",
        text: "请填写考生信息并上传证件和成绩证明。填写的内容会自动保存，可随时换设备继续。",
        action: { href: "/registration/details", label: "继续填写" },
      };
    case "portrait":
      return {
        ...open,
        state: "等待采集登记照",
        text: "请现场拍摄或上传一张近期正面免冠照片。",
        action: { href: "/registration/portrait", label: "采集登记照" },
      };
    case "confirm":
      return {
        ...open,
        tone: "warn",
        state: "尚未提交",
        text: "报名信息已填写完整，请核对后提交。未提交的报名不会被审核。",
        action: { href: "/registration/confirm", label: "核对并提交" },
      };
    case "notice":
    case "review":
    case "payment":
    case "admit-card":
    case "exam":
    case null:
      return {
        ...open,
        state: "尚未报名",
        text: "请先阅读报名须知和报名温馨提示，再开始填写。",
        action: { href: "/registration/notice", label: "立即报名" },
      };
  }
}

function whileReturned(
  { examSession, registration, journey }: CandidateStanding,
  decision: NegativeDecision | undefined,
): NextStep {
  const state = "已退回，等待修改";
  const reasons = decision && { reasons: decision };
  if (!journey.open.includes("details")) {
    return {
      tone: "bad",
      state,
      who: "修改时间已截止",
      text: "您没有在规定时间内修改并重新提交，如有疑问请联系考务办公室。",
      ...reasons,
    };
  }
  const told = editingWindow(journeyFacts(examSession, registration));
  return {
    tone: "warn",
    state,
    who: "需要您操作",
    text: decision ? "请按下列原因修改后重新提交。只有退回的项目可以修改。" : "请查看退回原因，修改后重新提交。",
    ...reasons,
    deadline: told.closesAt,
    told,
    action: decision
      ? { href: firstPlace(decision.items), label: "开始修改" }
      : { href: "/registration/review", label: "查看退回原因" },
  };
}

function whileApproved({ examSession, registration, now }: CandidateStanding, words: Texts): NextStep {
  const window = windowFor(examSession, registration?.overrides ?? [], "PAYMENT");
  switch (windowState(window, now)) {
    case "not_started":
      return {
        tone: "good",
        state: "审核通过，待缴费",
        who: "请等待缴费开始",
        text: words.t("缴费时间：{window}，请届时登录办理。", { window: timesOf(window, words) }),
        told: window,
      };
    case "open":
      return {
        tone: "good",
        state: "审核通过，待缴费",
        who: "需要您操作",
        text: "请核对报名信息并完成缴费。超出规定时间未缴费的，本次报名无效。",
        deadline: window.closesAt,
        told: window,
        action: { href: "/registration/payment", label: "去缴费" },
      };
    case "closed":
      return {
        tone: "bad",
        state: "缴费已截止",
        who: "流程已结束",
        text: "您没有在规定时间内缴费，本次报名无效。缴费时间过后不补缴费。",
        action: { href: "/registration/payment", label: "查看缴费情况" },
      };
  }
}

function whilePaid({ examSession, registration, now }: CandidateStanding, words: Texts): NextStep {
  const told = windowFor(examSession, registration?.overrides ?? [], "PRINTING");
  const action = { href: "/registration/exam", label: "查看考试安排" };
  const office = { phone: examSession.contactPhone, hours: examSession.contactHours };
  switch (cardMoment(journeyFacts(examSession, registration), now)) {
    case "exam_over":
      return {
        tone: "info",
        state: "考试已结束",
        who: "您无需操作",
        text: "成绩公布后可在本系统查询，请留意学校通知。",
      };
    case "printable":
      return {
        tone: "good",
        state: "准考证可以打印",
        who: "需要您操作",
        text: words.t("请打印准考证和考试承诺书，考试当天与{document}一并携带。", {
          document: words.t(originalDocument(registration?.idType ?? null)),
        }),
        deadline: told.closesAt,
        told,
        action: { href: "/registration/admit-card", label: "打印准考证" },
      };
    case "published":
      return {
        tone: "good",
        state: "准考证已发布",
        who: "您暂时无需操作",
        text: words.t("请在{window}登录本系统打印准考证。", { window: timesOf(told, words) }),
        told,
        action,
      };
    case "printing_closed":
      return {
        tone: "info",
        state: "准考证打印已截止",
        who: "您暂时无需操作",
        text: words.t("请按时参加考试。没有打印准考证的，请联系考务办公室：{phone}，{hours}。", office),
        action,
      };
    case "overdue":
      return {
        tone: "warn",
        state: "准考证尚未发布",
        who: "等待考务办公室处理",
        text: words.t("准考证尚未发布，请联系考务办公室：{phone}，{hours}。", office),
        action,
      };
    case "awaited":
      return {
        tone: "good",
        state: "已缴费，等待考试通知",
        who: "您暂时无需操作",
        text: "学校编排考场、发布准考证后，请在下列打印时间内登录本系统打印。",
        action,
      };
  }
}

const timesOf = ({ opensAt, closesAt }: Window, { t, instant, closing }: Texts): string =>
  `${instant(opensAt)} ${t("至")} ${closing(closesAt)}`;
