"use server";

import { redirect } from "next/navigation";
import { formIn, type FormState } from "@/lib/auth/form-state";
import { staffAction } from "@/lib/auth/actions";
import { requireStaff } from "@/lib/auth/session";
import type { SignedInStaff } from "@/lib/domain/account/queries";
import { deleteView, saveListSetting, saveView } from "@/lib/domain/account/commands/list-settings";
import {
  deleteViewSchema,
  listSettingSchema,
  type SettableList,
  saveViewSchema,
} from "@/lib/domain/account/list-settings";
import { ownPath } from "@/lib/http/own-path";
import { ok } from "@/lib/core/result";
import { listPlaces } from "./list-places";

const everybody = ["EXAM_OFFICER", "REVIEWER", "FINANCE", "AUDITOR"] as const;

/** Whoever works with a list is one who may open its page: views tell names of colleagues and what they look for. */
async function requireReader(list: SettableList): Promise<{ page: string; staff: SignedInStaff }> {
  const { page, roles } = listPlaces[list];
  return { page, staff: await requireStaff(roles, page) };
}

/** Remembers columns, page size and density of a list for the member of staff, and shows the list again. */
export async function saveListAction(given: FormData): Promise<void> {
  const form = formIn(given);
  const input = listSettingSchema.safeParse(Object.fromEntries(form));
  if (!input.success) redirect("/admin");
  const { page, staff } = await requireReader(input.data.list);
  await saveListSetting(staff.id, input.data);
  const back = ownPath(form.get("back"), page);
  redirect(back === page || back.startsWith(`${page}?`) ? back : page);
}

/** Saves the filter, sort and columns of a list under a name, and shows it again. */
export const saveViewAction = staffAction(
  everybody,
  saveViewSchema,
  async (_staff, input, now) => {
    const { staff } = await requireReader(input.list);
    const saved = await saveView(staff.id, input, now);
    return saved.ok ? ok(input) : saved;
  },
  ({ list, shown }) => `${listPlaces[list].page}?${shown}`,
);

/** Deletes a view of one's own, or as an administrator one that a colleague shares. */
export async function deleteViewAction(given: FormData): Promise<void> {
  const input = deleteViewSchema.safeParse(Object.fromEntries(formIn(given)));
  if (!input.success) redirect("/admin");
  const { page, staff } = await requireReader(input.data.list);
  await deleteView(staff, input.data, new Date());
  redirect(page);
}

export type SaveViewState = FormState<"too_many_views">;
