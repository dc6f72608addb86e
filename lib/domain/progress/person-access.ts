import type { StaffRole } from "@/lib/adapter/db/enums";

/**
 * The kinds of a person's time line: the registration itself, his request for 合理便利, money, SMS, logins, and which staff
 * looked at him.
 */
export const personKinds = ["moves", "needs", "money", "sms", "logins", "looks"] as const;

export type PersonKind = (typeof personKinds)[number];

/**
 * What of a person this role is shown. Reviewers handle no money, and who signed in or who of the staff looked at whom
 * is an affair of the exam office and of auditors. Who handles money alone learns of no request for 合理便利: it is health
 * data.
 */
export function kindsFor(role: StaffRole): readonly PersonKind[] {
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
