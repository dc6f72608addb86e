import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { type ListSettingInput, MAX_VIEWS_OF_A_LIST, type SaveViewInput, type SettableList } from "../list-settings";
import { isAdministrator, type Roles } from "../roles";

// What concerns a member of staff alone and changes nothing for candidates or colleagues: no audit row is written.

/** Remembers how a member of staff wants to see a list. */
export async function saveListSetting(staffId: string, { list, ...look }: ListSettingInput): Promise<void> {
  await db().listSetting.upsert({
    where: { staffId_list: { staffId, list } },
    create: { staffId, list, ...look },
    update: look,
  });
}

/** Saves a view of a list. A view of the same name is replaced. */
export async function saveView(
  staffId: string,
  { list, name, query, shared }: Omit<SaveViewInput, "shown">,
  now: Date,
): Promise<Result<null, "too_many_views">> {
  const others = await db().savedView.count({ where: { staffId, list, name: { not: name } } });
  if (others >= MAX_VIEWS_OF_A_LIST) return refuse("too_many_views");
  await db().savedView.upsert({
    where: { staffId_list_name: { staffId, list, name } },
    create: { staffId, list, name, query, shared, createdAt: now },
    update: { query, shared },
  });
  return ok(null);
}

/**
 * Deletes a view of one's own; an administrator deletes any shared one, also of who was disabled. That takes something
 * from a colleague, so it is on record.
 */
export async function deleteView(
  staff: { id: string; roles: Roles },
  { list, id }: { list: SettableList; id: string },
  now: Date,
): Promise<void> {
  const { count } = await db().savedView.deleteMany({ where: { id, staffId: staff.id, list } });
  if (count > 0 || !isAdministrator(staff.roles)) return;
  await transact(async (tx) => {
    const [view] = await tx.savedView.findMany({ where: { id, list, shared: true }, select: { staffId: true } });
    const deleted = await tx.savedView.deleteMany({ where: { id, list, shared: true } });
    if (!view || deleted.count === 0) return ok(null);
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staff.id },
      action: "saved_view.delete",
      subject: { kind: "saved_view", id },
      detail: { list, owner: view.staffId },
      now,
    });
    return ok(null);
  });
}
