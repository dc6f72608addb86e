import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import type { ReasonSubject } from "../canned-reason";

const record = (staffId: string, action: string, id: string, now: Date) => ({
  actor: { kind: "STAFF" as const, id: staffId },
  action,
  subject: { kind: "canned_reason", id },
  now,
});

/** Creates a reason. A retired reason with the same text is offered again, with its count. */
export const addCannedReason = ({
  item,
  text,
  staffId,
  now,
}: {
  item: ReasonSubject;
  text: string;
  staffId: string;
  now: Date;
}) =>
  transact<{ id: string }, never>(async (tx) => {
    const { id } = await tx.cannedReason.upsert({
      where: { item_text: { item, text } },
      update: { retiredAt: null },
      create: { item, text, createdAt: now },
      select: { id: true },
    });
    await recordAudit(tx, record(staffId, "canned_reason.add", id, now));
    return ok({ id });
  });

export type ReasonRefusal = "reason_gone";

/** Stops offering a reason. Decisions that used it do not change. */
export const retireCannedReason = ({ id, staffId, now }: { id: string; staffId: string; now: Date }) =>
  transact<null, ReasonRefusal>(async (tx) => {
    const { count } = await tx.cannedReason.updateMany({ where: { id, retiredAt: null }, data: { retiredAt: now } });
    if (!count) return refuse("reason_gone");
    await recordAudit(tx, record(staffId, "canned_reason.retire", id, now));
    return ok(null);
  });

/** Changes the text of a reason: the old text is retired with its count, and the new text takes its position. */
export async function rewordCannedReason({
  id,
  text,
  staffId,
  now,
}: {
  id: string;
  text: string;
  staffId: string;
  now: Date;
}) {
  const old = await db().cannedReason.findFirst({ where: { id, retiredAt: null }, select: { item: true, text: true } });
  if (!old) return refuse("reason_gone");
  if (old.text === text) return ok({ id });
  const retired = await retireCannedReason({ id, staffId, now });
  if (!retired.ok) return retired;
  return addCannedReason({ item: old.item as ReasonSubject, text, staffId, now });
}
