import { type Look, recordLook } from "@/lib/domain/audit/commands";

/**
 * Records that a page shows a person's data, or a list of people, to a member of staff: who, whose, when, which page.
 * The page calls it after its query and before it shows anything; tests/unit/house/every-look.test.ts lists the pages
 * that need none. `page`: its path in the code. `whole`: the numbers that the page shows unmasked.
 */
export const lookAt = (
  staff: { id: string },
  page: string,
  subject: Look["subject"],
  listed?: readonly string[],
  whole?: readonly string[],
): Promise<void> =>
  recordLook({ staffId: staff.id, page, subject, ...(listed && { listed }), ...(whole && { whole }), now: new Date() });
