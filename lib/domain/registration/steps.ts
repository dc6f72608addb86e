import type { IdType, RegistrationStatus } from "@/lib/adapter/db/enums";
import {
  isOpen,
  newcomerWindow,
  type NewcomersClosed,
  type Override,
  type SessionWindows,
  type Window,
  windowFor,
  windowState,
} from "@/lib/domain/exam-session/windows";
import { documentsNeeded, type UploadItem } from "./items";

/** The pages of the journey, in order. `/registration` itself is the status page and is always open. */
export const pages = ["notice", "details", "portrait", "confirm", "review", "payment", "admit-card", "exam"] as const;

export type Page = (typeof pages)[number];

/** The facts that decide which steps are open to a candidate. */
export type JourneyFacts = {
  examSession: SessionWindows & NewcomersClosed & { cardsPublishedAt: Date | null };
  /** His exam, at the time of the language that he chose (lib/domain/exam-session/exam-time.ts). */
  exam: Window;
  /** null: the candidate has not begun. */
  registration: {
    status: RegistrationStatus;
    noticeConfirmed: boolean;
    detailsSaved: boolean;
    idType: IdType | null;
    uploads: readonly UploadItem[];
    overrides: readonly Override[];
    seated: boolean;
  } | null;
};

/**
 * The state of a step for this candidate, whatever its window says. "closed": he can no longer do it, because its time
 * or his registration is over.
 */
export type StepState = "done" | "current" | "later" | "closed";

/** One of the seven steps of 报考流程. */
export type StepView = {
  number: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  title: string;
  page: Page | null;
  state: StepState;
  window: Window | null;
  current: boolean;
};

export type Journey = { steps: StepView[]; open: readonly Page[]; current: Page | null };

/**
 * The window in which this candidate may still change and submit the registration. After a return it stays open until
 * review closes.
 */
export function editingWindow({ examSession, registration }: JourneyFacts): Window {
  if (!registration) return newcomerWindow(examSession);
  const { overrides } = registration;
  const registering = windowFor(examSession, overrides, "REGISTRATION");
  if (registration.status !== "RETURNED") return registering;
  const reviewing = windowFor(examSession, overrides, "REVIEW");
  return {
    opensAt: registering.opensAt,
    closesAt: registering.closesAt > reviewing.closesAt ? registering.closesAt : reviewing.closesAt,
  };
}

/** Whether a submitted registration may be withdrawn: only while it could be submitted again. */
export const withdrawalOpen = ({ examSession, registration }: JourneyFacts, now: Date): boolean =>
  registration?.status === "SUBMITTED" && isOpen(windowFor(examSession, registration.overrides, "REGISTRATION"), now);

/** Whether the required uploads of 信息填写 exist. */
const hasDocuments = ({ uploads, idType }: { uploads: readonly UploadItem[]; idType: IdType | null }) =>
  documentsNeeded(idType).every((kind) => uploads.includes(kind));

/** The pages that are open to this candidate now, in order. The last one is the current page. */
function openPages(facts: JourneyFacts, now: Date): Page[] {
  const { examSession, registration } = facts;
  const status = registration?.status ?? "DRAFT";
  switch (status) {
    case "DRAFT":
    case "RETURNED": {
      const before: Page[] = status === "RETURNED" ? ["review"] : [];
      if (!isOpen(editingWindow(facts), now)) return before;
      const editable: Page[] = [...before, "notice"];
      if (!registration?.noticeConfirmed) return editable;
      editable.push("details");
      if (!registration.detailsSaved || !hasDocuments(registration)) return editable;
      editable.push("portrait");
      if (registration.uploads.includes("PORTRAIT")) editable.push("confirm");
      return editable;
    }
    case "SUBMITTED":
    case "PRE_APPROVED":
    case "REFUSED":
      return ["review"];
    case "APPROVED":
      return ["review", "payment"];
    case "PAID": {
      const paid: Page[] = ["review", "payment", "exam"];
      const printing = windowFor(examSession, registration?.overrides ?? [], "PRINTING");
      if (registration?.seated && examSession.cardsPublishedAt && isOpen(printing, now)) paid.push("admit-card");
      return paid;
    }
    case "CANCELLED":
      return [];
  }
}

const beyondReview: readonly RegistrationStatus[] = ["APPROVED", "PAID", "CANCELLED"];
const beyondSubmit: readonly RegistrationStatus[] = ["SUBMITTED", "PRE_APPROVED", "REFUSED", ...beyondReview];

/**
 * Computes the seven steps with their states, the pages that are open to the candidate, and the page to go to. `now` is
 * the server's clock.
 */
export function journey(facts: JourneyFacts, now: Date): Journey {
  const { examSession, exam, registration } = facts;
  const status = registration?.status ?? "DRAFT";
  const overrides = registration?.overrides ?? [];
  const open = openPages(facts, now);
  const current = currentPage(status, open);

  const editing = editingWindow(facts);
  const over = isOver(facts, now);
  const review = windowFor(examSession, overrides, "REVIEW");
  const payment = windowFor(examSession, overrides, "PAYMENT");
  const printing = windowFor(examSession, overrides, "PRINTING");
  const submitted = beyondSubmit.includes(status);
  const detailsDone = submitted || (registration?.detailsSaved === true && hasDocuments(registration));
  // The portrait step ends with the submission, not with the portrait. A returned registration was submitted before.
  const portraitDone =
    submitted || (status === "RETURNED" && detailsDone && Boolean(registration?.uploads.includes("PORTRAIT")));
  const examDone = status === "PAID" && now >= exam.closesAt;

  const at = (...candidates: Page[]) => current !== null && candidates.includes(current);
  const state = (done: boolean, current: boolean, window: Window): StepState => {
    if (done) return "done";
    if (over) return "closed";
    if (current) return "current";
    return now < window.closesAt ? "later" : "closed";
  };
  const steps: StepView[] = [
    { number: 1, title: "注册登录", page: null, state: "done", window: null, current: false },
    {
      number: 2,
      title: "信息填写",
      page: "details",
      state: state(detailsDone, at("notice", "details"), editing),
      window: editing,
      current: at("notice", "details"),
    },
    {
      number: 3,
      title: "人像采集",
      page: "portrait",
      state: state(portraitDone, at("portrait", "confirm"), editing),
      window: editing,
      current: at("portrait", "confirm"),
    },
    {
      number: 4,
      title: "线上审核",
      page: "review",
      state: state(beyondReview.includes(status) || status === "REFUSED", at("review"), review),
      window: review,
      current: at("review"),
    },
    {
      number: 5,
      title: "报名缴费",
      page: "payment",
      state: state(status === "PAID", at("payment"), payment),
      window: payment,
      current: at("payment"),
    },
    {
      number: 6,
      title: "打印准考证",
      page: "admit-card",
      state: state(false, at("admit-card"), printing),
      window: printing,
      current: at("admit-card"),
    },
    {
      number: 7,
      title: "等待考试",
      page: "exam",
      state: state(examDone, at("exam"), exam),
      window: exam,
      current: at("exam"),
    },
  ];
  return { steps, open, current };
}

/**
 * Whether this registration cannot continue: it was refused or cancelled, or was not submitted, corrected or paid in
 * time.
 */
function isOver(facts: JourneyFacts, now: Date): boolean {
  const { examSession, registration } = facts;
  const status = registration?.status ?? "DRAFT";
  switch (status) {
    case "DRAFT":
    case "RETURNED":
      return now >= editingWindow(facts).closesAt;
    case "APPROVED":
      return now >= windowFor(examSession, registration?.overrides ?? [], "PAYMENT").closesAt;
    case "REFUSED":
    case "CANCELLED":
      return true;
    case "SUBMITTED":
    case "PRE_APPROVED":
    case "PAID":
      return false;
  }
}

function currentPage(status: RegistrationStatus, open: readonly Page[]): Page | null {
  // A candidate whose registration was returned first sees the reasons.
  if (status === "RETURNED") return open.includes("review") ? "review" : null;
  return open.at(-1) ?? null;
}

/**
 * The address to redirect to when a candidate requests a page that is not open to him: his current page. A candidate
 * who has submitted and opens the form again, as by Back, gets the page with his number; once his registration was
 * decided, the review page.
 */
export function landing(why: StepRefusal, { steps, open, current }: Journey): string {
  const waits = steps.some(({ page, state }) => page === "review" && state === "current");
  if (why === "registration_not_editable" && waits) return "/registration/submitted";
  const page = why === "registration_not_editable" && open.includes("review") ? "review" : current;
  return `/registration${page ? `/${page}` : ""}`;
}

export type StepRefusal =
  | "step_comes_later"
  | "registration_not_started"
  | "registration_closed"
  | "registration_not_editable"
  | "payment_needs_approval"
  | "admit_card_not_published"
  | "printing_not_started"
  | "printing_closed"
  | "status_has_changed";

/** Why a page is not open to this candidate: the code of the message after the redirect. */
export function refusalFor(page: Page, facts: JourneyFacts, now: Date): StepRefusal {
  const status = facts.registration?.status ?? "DRAFT";
  switch (page) {
    case "notice":
    case "details":
    case "portrait":
    case "confirm": {
      if (beyondSubmit.includes(status)) return "registration_not_editable";
      const state = windowState(editingWindow(facts), now);
      if (state === "not_started") return "registration_not_started";
      return state === "closed" ? "registration_closed" : "step_comes_later";
    }
    case "payment":
      return status === "CANCELLED" || status === "REFUSED" ? "status_has_changed" : "payment_needs_approval";
    case "admit-card": {
      if (status !== "PAID") return "step_comes_later";
      if (!facts.registration?.seated || !facts.examSession.cardsPublishedAt) return "admit_card_not_published";
      return now < facts.examSession.printingOpensAt ? "printing_not_started" : "printing_closed";
    }
    case "review":
    case "exam":
      return "step_comes_later";
  }
}
