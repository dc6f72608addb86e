"use server";

import { takeStaffSearch } from "@/lib/domain/account/commands/take-staff-search";
import { recordSearch } from "@/lib/domain/audit/commands";
import { formIn, type FormState } from "@/lib/auth/form-state";
import { requireStaff } from "@/lib/auth/session";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { reviewReaders } from "@/lib/domain/review/stages";
import { type FoundRegistration, searchRegistrations } from "@/lib/domain/review/queries/search";
import { readSearch } from "@/lib/domain/review/search";

export type SearchState = FormState | { status: "found"; typed: string; rows: FoundRegistration[] };

/** A post and no address, because search terms are personal data. */
export async function searchAction(_previous: SearchState, given: FormData): Promise<SearchState> {
  const form = formIn(given);
  const staff = await requireStaff(reviewReaders);
  const typed = form.get("search");
  const examSession = await namedExamSession(form.get("session"));
  const search = typeof typed === "string" ? readSearch(typed) : null;
  if (!examSession || !search || typeof typed !== "string")
    return { status: "invalid", fieldErrors: { search: ["search_required"] }, values: {} };
  if (!(await takeStaffSearch(staff.id)))
    return { status: "refused", error: "search_too_often", values: { search: typed } };
  const now = new Date();
  const rows = await searchRegistrations({
    examSessionId: examSession.id,
    search,
    scope: await scopeOf(staff, reviewReaders),
    now,
  });
  const found = rows.map(({ id }) => id);
  await recordSearch({ staffId: staff.id, among: "registration", examSessionId: examSession.id, search, found, now });
  return { status: "found", typed, rows };
}
