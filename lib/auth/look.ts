import { type Look, recordLook } from "@/lib/domain/audit/commands";

/**
 * Puts on record that this page shows a person's data, or lists people, to a member of staff: who, whose, when, on
 * which page. It stands in the page itself, behind the query and before anything is shown;
 * tests/unit/house/every-look.test.ts knows the pages that do without. `page`: its path in the code.
 */
export const lookAt = (
  staff: { id: string },
  page: string,
  subject: Look["subject"],
  listed?: readonly string[],
): Promise<void> => recordLook({ staffId: staff.id, page, subject, ...(listed && { listed }), now: new Date() });
