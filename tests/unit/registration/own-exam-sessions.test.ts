import { expect, it } from "vitest";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import type { Override } from "@/lib/domain/exam-session/windows";
import { ownEntries, shownEntry } from "@/lib/domain/registration/own-exam-sessions";

const DAY = 24 * 60 * 60 * 1000;
const now = new Date("2026-10-10T00:00:00Z");

const at = (day: number) => new Date(now.getTime() + day * DAY);

/** An exam so many days from now, and how far the candidate is. All windows close three days before. */
function entry(id: string, examDay: number, status: RegistrationStatus | null = null, overrides: Override[] = []) {
  const window = { opensAt: at(examDay - 30), closesAt: at(examDay - 3) };
  return {
    examSession: {
      id,
      registrationOpensAt: window.opensAt,
      registrationClosesAt: window.closesAt,
      reviewOpensAt: window.opensAt,
      reviewClosesAt: window.closesAt,
      paymentOpensAt: window.opensAt,
      paymentClosesAt: window.closesAt,
      printingOpensAt: window.opensAt,
      printingClosesAt: window.closesAt,
      examStartsAt: at(examDay),
      examEndsAt: at(examDay),
      languages: [],
      archivedAt: null as Date | null,
    },
    registration: status && { status, overrides },
  };
}

const idsOf = (entries: readonly { examSession: { id: string } }[]) => entries.map(({ examSession }) => examSession.id);
const shown = (entries: readonly ReturnType<typeof entry>[], chosen: string | null = null) =>
  shownEntry(ownEntries(entries, now), chosen, now)?.examSession.id ?? null;

it("lists of past exam sessions only the candidate's own, the latest first", () => {
  const entries = [entry("old", -400, "PAID"), entry("other", -200), entry("last", -30, "PAID"), entry("now", 10)];
  const { current, past } = ownEntries(entries, now);
  expect(idsOf(current)).toEqual(["now"]);
  expect(idsOf(past)).toEqual(["last", "old"]);
});

it("lists an archived one among the past ones of its own candidates, and offers it to nobody", () => {
  const archived = (of: ReturnType<typeof entry>) => ({
    ...of,
    examSession: { ...of.examSession, archivedAt: at(-1) },
  });
  const [own, others] = [archived(entry("own", -30, "PAID")), archived(entry("others", -20))];
  for (const beside of [[], [entry("now", 10)]]) {
    const { current, past } = ownEntries([own, others, ...beside], now);
    expect(idsOf(current)).toEqual(idsOf(beside));
    expect(idsOf(past)).toEqual(["own"]);
  }
  expect(shown([own])).toBeNull();
  expect(shown([own], "own")).toBe("own");
  expect(shown([others], "others")).toBeNull();
});

it("shows the only current one without asking, begun or not, and whatever he registered for before", () => {
  expect(shown([entry("a", 10)])).toBe("a");
  expect(shown([entry("a", 10), entry("past", -30, "PAID")])).toBe("a");
  expect(shown([])).toBeNull();
});

it("shows one of two only where the candidate is under way in one", () => {
  expect(shown([entry("a", 10), entry("b", 12)])).toBeNull();
  expect(shown([entry("a", 10), entry("b", 12, "DRAFT")])).toBe("b");
  expect(shown([entry("a", 10, "PAID"), entry("b", 12, "DRAFT")])).toBeNull();
});

it("does not let a registration that leads nowhere hide an exam session that is open", () => {
  // The windows of the exam in three days close at this very instant; a day later nothing has closed yet.
  const beside = (examDay: number, status: RegistrationStatus, overrides: Override[] = []) =>
    shown([entry("a", examDay, status, overrides), entry("b", 20)]);
  const missable = ["DRAFT", "RETURNED", "APPROVED"] as const;
  for (const status of missable) {
    expect(beside(3, status)).toBeNull();
    expect(beside(3 + 1 / DAY, status)).toBe("a");
  }
  for (const [status, step] of [
    ["DRAFT", "REGISTRATION"],
    ["RETURNED", "REGISTRATION"],
    ["RETURNED", "REVIEW"],
    ["APPROVED", "PAYMENT"],
  ] as const)
    expect(beside(3, status, [{ step, until: at(1) }])).toBe("a");
  for (const status of ["SUBMITTED", "PRE_APPROVED", "PAID"] as const) expect(beside(3, status)).toBe("a");
  for (const status of ["REFUSED", "CANCELLED"] as const) expect(beside(10, status)).toBeNull();
  // Alone it is still what he sees.
  expect(shown([entry("a", 3, "DRAFT")])).toBe("a");
});

it("shows the chosen one as long as he can look at it", () => {
  const entries = [entry("a", 10, "PAID"), entry("b", 12), entry("past", -30, "PAID"), entry("others", -10)];
  expect(shown(entries, "b")).toBe("b");
  expect(shown(entries, "past")).toBe("past");
  // Somebody else's past one, one that was taken back, and one that never was.
  expect(shown(entries, "others")).toBe("a");
  expect(shown(entries, "gone")).toBe("a");
});
