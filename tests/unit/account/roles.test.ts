import { describe, expect, it } from "vitest";
import { deskLinks } from "@/app/admin/_components/desk-links";
import { dueTasks } from "@/app/admin/(desk)/due-tasks";
import { StaffRole } from "@/lib/adapter/db/enums";
import {
  hasRole,
  inOrder,
  isAdministrator,
  isExamOffice,
  isFinance,
  isLimited,
  mayAs,
  type Roles,
} from "@/lib/domain/account/roles";
import { kindsFor } from "@/lib/domain/progress/person-access";
import { decidesOn } from "@/lib/domain/review/stages";
import { rolesOver } from "@/lib/domain/review/scope";

const every = Object.values(StaffRole);
/** Every set of roles that a member can have. */
const sets: Roles[] = Array.from({ length: 2 ** every.length - 1 }, (_, bits) =>
  every.filter((_role, index) => ((bits + 1) >> index) & 1),
);

const linksOf = (roles: Roles) => deskLinks(roles).flatMap(({ links }) => links.map(({ href }) => href));

describe("a member with several roles", () => {
  it.each(sets.map((roles) => [roles.join(" + "), roles] as const))("%s: may what one of them may", (_, roles) => {
    const alone = (may: (role: Roles) => boolean) => roles.some((role) => may([role]));
    for (const wanted of sets) {
      expect(hasRole(roles, wanted)).toBe(roles.some((role) => wanted.includes(role)));
      expect(mayAs(roles, wanted)).toBe(alone((own) => mayAs(own, wanted)));
    }
    expect(mayAs(roles, [])).toBe(roles.includes("ADMINISTRATOR"));
    expect(isAdministrator(roles)).toBe(alone(isAdministrator));
    expect(isExamOffice(roles)).toBe(alone(isExamOffice));
    expect(isFinance(roles)).toBe(alone(isFinance));
    for (const status of ["SUBMITTED", "PRE_APPROVED", "APPROVED"] as const)
      expect(decidesOn(roles, status)).toBe(alone((own) => decidesOn(own, status)));
    expect(new Set(kindsFor(roles))).toEqual(new Set(roles.flatMap((role) => kindsFor([role]))));
    expect(new Set(linksOf(roles))).toEqual(new Set(roles.flatMap((role) => linksOf([role]))));
  });

  it("has the due tasks of each", () => {
    const payments = { openCases: 1, awaiting: 0, awaitingWaivers: 0, alerts: 0 };
    const counts = { DRAFT: 0, SUBMITTED: 3, PRE_APPROVED: 0, RETURNED: 0, REFUSED: 0, APPROVED: 0 };
    const current = {
      examSession: { seatsFrozenAt: null, cardsPublishedAt: null },
      counts: { ...counts, LAPSED: 0, PAID: 0, CANCELLED: 0 },
      seating: { rooms: 1, capacity: 1, seated: 0, waiting: 0 },
      documentAppeals: 0,
      accommodations: 0,
      unwrittenNames: 0,
    };
    const desk = { current, phoneAppeals: 0, corrections: 0, requests: 0, payments };
    const hrefs = (roles: Roles) => dueTasks({ ...desk, roles }).map(({ href }) => href);
    expect(hrefs(["REVIEWER"])).toEqual(["/admin/reviews?status=SUBMITTED"]);
    expect(hrefs(["FINANCE"])).toEqual(["/admin/payments/exceptions"]);
    expect(hrefs(["REVIEWER", "FINANCE"])).toEqual(["/admin/reviews?status=SUBMITTED", "/admin/payments/exceptions"]);
    expect(hrefs(["REVIEWER", "AUDITOR"])).toEqual(hrefs(["REVIEWER"]));
  });
});

describe("a reviewer's schools", () => {
  it.each([
    [["REVIEWER"], ["REVIEWER", "EXAM_OFFICER"], true],
    [["REVIEWER", "FINANCE"], ["REVIEWER", "EXAM_OFFICER"], true],
    [["REVIEWER", "AUDITOR"], ["REVIEWER", "EXAM_OFFICER"], true],
    [["REVIEWER", "AUDITOR"], ["REVIEWER", "EXAM_OFFICER", "AUDITOR"], false],
    [["REVIEWER", "FINANCE"], ["REVIEWER", "EXAM_OFFICER", "AUDITOR"], true],
    [["REVIEWER", "FINANCE"], ["REVIEWER", "FINANCE"], false],
    [["REVIEWER", "EXAM_OFFICER"], ["REVIEWER", "EXAM_OFFICER"], false],
    [["REVIEWER", "ADMINISTRATOR"], ["REVIEWER"], false],
    [["EXAM_OFFICER"], ["REVIEWER", "EXAM_OFFICER"], false],
    [["FINANCE"], ["REVIEWER"], false],
  ] as const)("limit %j in what is open to %j: %s", (roles, allowed, limited) => {
    expect(isLimited(roles, allowed)).toBe(limited);
  });

  it("bound his role of reviewer, and no other one", () => {
    const scope = { schools: ["甲学院"], teachingPoints: [] };
    expect(rolesOver(["REVIEWER", "FINANCE"], scope, "甲学院", null)).toEqual(["REVIEWER", "FINANCE"]);
    expect(rolesOver(["REVIEWER", "FINANCE"], scope, "乙学院", null)).toEqual(["FINANCE"]);
    expect(rolesOver(["REVIEWER", "FINANCE"], "all", "乙学院", null)).toEqual(["REVIEWER", "FINANCE"]);
  });
});

it("shows roles in one order, none twice", () => {
  expect(inOrder(["AUDITOR", "REVIEWER", "AUDITOR", "ADMINISTRATOR"])).toEqual([
    "ADMINISTRATOR",
    "REVIEWER",
    "AUDITOR",
  ]);
});
