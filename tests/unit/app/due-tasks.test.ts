import { expect, it } from "vitest";
import { dueTasks } from "@/app/admin/(desk)/due-tasks";

type Desk = Parameters<typeof dueTasks>[0];

const quiet: Desk = {
  current: null,
  phoneAppeals: 0,
  corrections: 0,
  requests: 0,
  payments: { openCases: 0, awaiting: 0, awaitingWaivers: 0, alerts: 0 },
  roles: ["ADMINISTRATOR"],
};
const counts = {
  DRAFT: 0,
  SUBMITTED: 0,
  PRE_APPROVED: 0,
  RETURNED: 0,
  REFUSED: 0,
  APPROVED: 0,
  LAPSED: 0,
  PAID: 0,
  CANCELLED: 0,
};
const current: Desk["current"] = {
  examSession: { seatsFrozenAt: new Date(), cardsPublishedAt: new Date() },
  counts,
  seating: { rooms: 1, capacity: 1, seated: 1, waiting: 0 },
  documentAppeals: 0,
  accommodations: 0,
  unwrittenNames: 0,
};
const links = (desk: Partial<Desk>) => dueTasks({ ...quiet, ...desk }).map(({ href }) => href);

it("says nothing when nothing waits, with an exam session or without", () => {
  expect(links({})).toEqual([]);
  expect(links({ current })).toEqual([]);
});

it.each([
  ["ADMINISTRATOR", true],
  ["EXAM_OFFICER", true],
  ["REVIEWER", false],
  ["FINANCE", false],
  ["AUDITOR", false],
] as const)(
  "sends %s to appeals that wait: %s, those for an account also when no exam session is published",
  (role, sent) => {
    expect(links({ phoneAppeals: 1, roles: [role] })).toEqual(sent ? ["/admin/appeals#phones"] : []);
    const both = { phoneAppeals: 1, current: { ...current, documentAppeals: 1 } };
    expect(links({ ...both, roles: [role] })).toEqual(sent ? ["/admin/appeals#phones", "/admin/appeals#waiting"] : []);
  },
);

it.each([
  ["ADMINISTRATOR", true],
  ["FINANCE", true],
  ["EXAM_OFFICER", false],
  ["REVIEWER", false],
  ["AUDITOR", false],
] as const)("sends %s to money that waits for a second person: %s", (role, sent) => {
  const payments = { openCases: 0, awaiting: 1, awaitingWaivers: 1, alerts: 0 };
  expect(links({ payments, roles: [role] })).toEqual(
    sent ? ["/admin/payments/refunds", "/admin/payments/waivers"] : [],
  );
});

it.each([
  ["ADMINISTRATOR", true],
  ["EXAM_OFFICER", true],
  ["REVIEWER", true],
  ["FINANCE", false],
  ["AUDITOR", false],
] as const)("sends %s to names of which a character is to be written: %s", (role, sent) => {
  const written = ["/admin/reviews?status=SUBMITTED&findings=unwritten"];
  expect(links({ current: { ...current, unwrittenNames: 1 }, roles: [role] })).toEqual(sent ? written : []);
});

it.each([
  ["ADMINISTRATOR", true],
  ["EXAM_OFFICER", true],
  ["REVIEWER", false],
  ["FINANCE", false],
  ["AUDITOR", false],
] as const)("sends %s to corrections that wait for a second person: %s", (role, sent) => {
  expect(links({ corrections: 1, roles: [role] })).toEqual(sent ? ["/admin/appeals#corrections"] : []);
  expect(links({ requests: 1, roles: [role] })).toEqual(sent ? ["/admin/appeals#requests"] : []);
});

it.each([
  ["ADMINISTRATOR", true],
  ["EXAM_OFFICER", true],
  ["REVIEWER", true],
  ["FINANCE", false],
  ["AUDITOR", false],
] as const)("sends %s to requests for 合理便利 that wait: %s", (role, sent) => {
  expect(links({ current: { ...current, accommodations: 1 }, roles: [role] })).toEqual(
    sent ? ["/admin/accommodations"] : [],
  );
});

it("says how many wait", () => {
  expect(dueTasks({ ...quiet, phoneAppeals: 12 })).toEqual([
    { text: "12 项找回账号的申请等待处理。", href: "/admin/appeals#phones", action: "去处理" },
  ]);
});
