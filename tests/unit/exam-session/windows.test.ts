import { describe, expect, it } from "vitest";
import { isOpen, newcomerWindow, type SessionWindows, windowFor, windowState } from "@/lib/domain/exam-session/windows";
import { editingWindow, withdrawalOpen } from "@/lib/domain/registration/steps";

const at = (day: number, milliseconds = 0) => new Date(Date.UTC(2026, 9, day) + milliseconds);
const exam = { opensAt: at(30), closesAt: at(31) };
const examSession: SessionWindows & { cardsPublishedAt: null } = {
  registrationOpensAt: at(1),
  registrationClosesAt: at(10),
  reviewOpensAt: at(1),
  reviewClosesAt: at(15),
  paymentOpensAt: at(5),
  paymentClosesAt: at(20),
  printingOpensAt: at(21),
  printingClosesAt: at(30),
  cardsPublishedAt: null,
};

describe("windowFor", () => {
  it("opens with its first instant and closes with its last: −1 ms, 0, +1 ms", () => {
    const window = windowFor(examSession, [], "PAYMENT");
    expect([-1, 0, 1].map((ms) => windowState(window, at(5, ms)))).toEqual(["not_started", "open", "open"]);
    expect([-1, 0, 1].map((ms) => windowState(window, at(20, ms)))).toEqual(["open", "closed", "closed"]);
    expect([-1, 0, 1].map((ms) => isOpen(window, at(5, ms)))).toEqual([false, true, true]);
    expect([-1, 0, 1].map((ms) => isOpen(window, at(20, ms)))).toEqual([true, false, false]);
  });

  it.each(["REGISTRATION", "REVIEW", "PAYMENT", "PRINTING"] as const)(
    "is kept open longer by an override of %s, never shorter, and by no other",
    (step) => {
      const plain = windowFor(examSession, [], step);
      const until = (ms: number) => new Date(plain.closesAt.getTime() + ms);
      const closes = (ms: number) => windowFor(examSession, [{ step, until: until(ms) }], step);
      expect(closes(-1)).toEqual(plain);
      expect(closes(0)).toEqual(plain);
      expect(closes(1)).toEqual({ opensAt: plain.opensAt, closesAt: until(1) });
      const others = (["REGISTRATION", "REVIEW", "PAYMENT", "PRINTING"] as const).filter((other) => other !== step);
      expect(
        windowFor(
          examSession,
          others.map((other) => ({ step: other, until: at(60) })),
          step,
        ),
      ).toEqual(plain);
    },
  );
});

describe("the time in which a registration may be changed", () => {
  const facts = (
    status: "DRAFT" | "RETURNED" | "SUBMITTED",
    overrides: { step: "REGISTRATION" | "REVIEW"; until: Date }[] = [],
  ) => ({
    examSession,
    exam,
    registration: {
      status,
      noticeConfirmed: true,
      detailsSaved: true,
      idType: null,
      uploads: [],
      overrides,
      seated: false,
    },
  });

  it("ends with registration for a draft, with review for what was sent back", () => {
    expect(editingWindow(facts("DRAFT"))).toEqual({ opensAt: at(1), closesAt: at(10) });
    expect(editingWindow(facts("RETURNED"))).toEqual({ opensAt: at(1), closesAt: at(15) });
    expect(editingWindow({ examSession, exam, registration: null })).toEqual({ opensAt: at(1), closesAt: at(10) });
  });

  it("lasts as long as the later of the two for what was sent back, when one of them is kept open", () => {
    const registration = (until: Date) => editingWindow(facts("RETURNED", [{ step: "REGISTRATION", until }])).closesAt;
    expect(registration(at(15, -1))).toEqual(at(15));
    expect(registration(at(15, 1))).toEqual(at(15, 1));
    expect(registration(at(18))).toEqual(at(18));
    expect(editingWindow(facts("RETURNED", [{ step: "REVIEW", until: at(18) }])).closesAt).toEqual(at(18));
    expect(editingWindow(facts("DRAFT", [{ step: "REVIEW", until: at(18) }])).closesAt).toEqual(at(10));
  });

  it("lets what was submitted be taken back until registration closes: −1 ms, 0, +1 ms, and longer where it is kept open", () => {
    expect([-1, 0, 1].map((ms) => withdrawalOpen(facts("SUBMITTED"), at(10, ms)))).toEqual([true, false, false]);
    const kept = facts("SUBMITTED", [{ step: "REGISTRATION", until: at(12) }]);
    expect([-1, 0, 1].map((ms) => withdrawalOpen(kept, at(12, ms)))).toEqual([true, false, false]);
    expect(withdrawalOpen(facts("RETURNED"), at(5))).toBe(false);
  });
});

describe("newcomerWindow", () => {
  const states = (newcomersClosedAt: Date | null, day: number) =>
    [-1, 0, 1].map((ms) => windowState(newcomerWindow({ ...examSession, newcomersClosedAt }), at(day, ms)));

  it("ends for newcomers when staff stopped them, and never later than the window: −1 ms, 0, +1 ms", () => {
    expect(states(at(4), 4)).toEqual(["open", "closed", "closed"]);
    expect(states(null, 4)).toEqual(["open", "open", "open"]);
    expect(states(at(12), 10)).toEqual(["open", "closed", "closed"]);
    // Stopped before it opened: it never opens.
    expect(states(at(1, -5000), 1)).toEqual(["closed", "closed", "closed"]);
  });

  it("counts for who has not begun, and for nobody else", () => {
    const facts = { examSession: { ...examSession, newcomersClosedAt: at(4) }, exam, registration: null };
    expect(editingWindow(facts).closesAt).toEqual(at(4));
    const begun = {
      status: "DRAFT",
      noticeConfirmed: true,
      detailsSaved: false,
      idType: null,
      uploads: [],
      overrides: [],
      seated: false,
    } as const;
    expect(editingWindow({ ...facts, registration: begun }).closesAt).toEqual(at(10));
  });
});
