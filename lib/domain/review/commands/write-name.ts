import { recordAudit } from "@/lib/domain/audit/commands";
import { isWritten } from "@/lib/core/person-name";
import { ok, refuse } from "@/lib/core/result";
import type { Roles } from "@/lib/domain/account/roles";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { storeSubmission } from "@/lib/domain/registration/commands/store-submission";
import { setName } from "@/lib/domain/registration/commands/set-name";
import { fillName, type FillNameRefusal } from "../fill-name";
import { nameAsTyped } from "../queries/name-as-typed";
import { scopeOf } from "../queries/scope";
import { scopeWhere } from "../scope";
import { reviewDeciders } from "../stages";
import { freeFor } from "./claim";

export type WriteNameRefusal =
  | FillNameRefusal
  | "name_not_confirmed"
  | "name_reason_missing"
  | "registration_not_in_expected_status";

/**
 * Fills in the characters that the candidate could not type (〓), as staff read them on the photo of his document, after
 * the page has shown the whole name for confirmation (`confirmed`). Staff can correct what a colleague filled in, with
 * a reason, until the decision. The names before and after are stored like the contents of submissions: encrypted,
 * under the versions that the audit row names. Counts as a change of content, so that no reviewer decides on the name
 * before.
 */
export async function writeName({
  registrationId,
  version,
  staff,
  typed,
  confirmed,
  reason = "",
  now,
}: {
  registrationId: string;
  version: number;
  staff: { id: string; roles: Roles };
  typed: string;
  confirmed: string | undefined;
  reason?: string | undefined;
  now: Date;
}) {
  const scope = scopeWhere(await scopeOf(staff, reviewDeciders));
  return transact<{ name: string }, WriteNameRefusal>(async (tx) => {
    const where = {
      id: registrationId,
      version,
      status: { in: ["SUBMITTED" as const, "PRE_APPROVED" as const] },
      AND: [scope, freeFor(staff.id, now)],
    };
    // Two concurrent writers run one after the other here, so that the name before is stored once.
    await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId}::uuid FOR UPDATE`;
    const before = await tx.registration.findFirst({
      where,
      select: { name: true, submittedAt: true, accountId: true, examSessionId: true },
    });
    if (!before?.name) return refuse("registration_not_in_expected_status");
    const asTyped = (await nameAsTyped(registrationId, tx)) ?? before.name;
    // Only the candidate may correct a name without 〓: such a registration is sent back to him.
    if (isWritten(asTyped)) return refuse("registration_not_in_expected_status");
    const name = fillName(asTyped, typed);
    if (!name.ok) return name;
    const corrects = isWritten(before.name);
    if (corrects && !reason) return refuse("name_reason_missing");
    if (confirmed !== name.value) return refuse("name_not_confirmed");

    const own = { accountId: before.accountId, examSessionId: before.examSessionId };
    const kept = await tx.submission.count({ where: { registrationId } });
    if (!kept) await storeSubmission(tx, own, { version, now: before.submittedAt ?? now });
    if (!(await setName(tx, where, name.value))) return refuse("registration_not_in_expected_status");
    await storeSubmission(tx, own, { version: version + 1, now, writtenById: staff.id });
    await enqueue(tx, "recheck-registrations", { registrationId });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staff.id },
      action: corrects ? "registration.correct_name" : "registration.write_name",
      subject: { kind: "registration", id: registrationId },
      detail: { before: version, after: version + 1, ...(corrects ? { reason } : {}) },
      now,
    });
    return ok({ name: name.value });
  });
}
