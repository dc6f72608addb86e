import { recordAudit } from "@/lib/audit/commands";
import { fillsIn, isWritten, type NameError, readName, UNWRITABLE } from "@/lib/core/person-name";
import { ok, refuse } from "@/lib/core/result";
import type { Prisma } from "@/lib/db/client";
import type { StaffRole } from "@/lib/db/enums";
import { literally } from "@/lib/db/literal";
import { transact } from "@/lib/db/transact";
import { enqueue } from "@/lib/jobs/enqueue";
import { scopeOf } from "../queries/scope";
import { scopeWhere } from "../scope";
import { freeFor } from "./claim";

export type WriteNameRefusal = NameError | "name_unwritten" | "name_rest_differs" | "registration_not_in_expected_status";

/**
 * Writes the name that the candidate could not type (无法输入), as staff read it from the photo of his document. Only in the place
 * of each mark: a name that is wrong elsewhere goes back to its owner. Counts as a change of content, so that nobody decides on the name that stood there before.
 */
export async function writeName({
  registrationId,
  version,
  staff,
  typed,
  now,
}: {
  registrationId: string;
  version: number;
  staff: { id: string; role: StaffRole };
  typed: string;
  now: Date;
}) {
  const scope = scopeWhere(await scopeOf(staff));
  return transact<{ name: string }, WriteNameRefusal>(async (tx) => {
    const name = readName(typed);
    if (!name.ok) return name;
    if (!isWritten(name.value)) return refuse("name_unwritten");
    const where = {
      id: registrationId,
      version,
      status: { in: ["SUBMITTED", "PRE_APPROVED"] },
      name: { contains: literally(UNWRITABLE) },
      AND: [scope, freeFor(staff.id, now)],
    } satisfies Prisma.RegistrationWhereInput;
    const stood = await tx.registration.findFirst({ where, select: { name: true } });
    if (stood && !fillsIn(stood.name ?? "", name.value)) return refuse("name_rest_differs");
    const { count } = await tx.registration.updateMany({
      where,
      data: { name: name.value, version: { increment: 1 } },
    });
    if (count === 0) return refuse("registration_not_in_expected_status");
    await enqueue(tx, "recheck-registrations", { registrationId });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staff.id },
      action: "registration.write_name",
      subject: { kind: "registration", id: registrationId },
      detail: { version: version + 1 },
      now,
    });
    return ok({ name: name.value });
  });
}
