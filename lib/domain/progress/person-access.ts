import type { StaffRole } from "@/lib/adapter/db/enums";
import type { Roles } from "@/lib/domain/account/roles";

/**
 * The kinds of a person's time line: the registration itself, his request for 合理便利, money, SMS, logins, and which staff
 * looked at him.
 */
export const personKinds = ["moves", "needs", "money", "sms", "logins", "looks"] as const;

export type PersonKind = (typeof personKinds)[number];

/**
 * What of a person these roles are shown, all that one of them is. Reviewers handle no money, and who signed in or who
 * of the staff looked at whom is an affair of the exam office and of auditors. Who handles money alone learns of no
 * request for 合理便利: it is health data.
 */
export const kindsFor = (roles: Roles): readonly PersonKind[] =>
  personKinds.filter((kind) => roles.some((role) => kindsOf(role).includes(kind)));

function kindsOf(role: StaffRole): readonly PersonKind[] {
  switch (role) {
    case "REVIEWER":
      return ["moves", "needs", "sms"];
    case "FINANCE":
      return ["moves", "money", "sms"];
    case "ADMINISTRATOR":
    case "EXAM_OFFICER":
    case "AUDITOR":
      return personKinds;
  }
}
