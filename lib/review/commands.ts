import { recordAudit } from "@/lib/audit/commands";
import { isWritten, type NameError, readName, UNWRITABLE } from "@/lib/core/person-name";
import { ok, refuse, type Result } from "@/lib/core/result";
import { openText } from "@/lib/crypto/sealed";
import type { Prisma, Tx } from "@/lib/db/client";
import type { DecisionKind, StaffRole } from "@/lib/db/enums";
import { transact, violatedIndex } from "@/lib/db/transact";
import { windowFor } from "@/lib/exam-session/windows";
import { advance } from "@/lib/registration/commands/advance";
import type { Item } from "@/lib/registration/items";
import { reviewState, type ReviewWindowRefusal, windowRefusal } from "./window";

/** What every decision names: the registration, the version that was looked at, and who decides. */
export type Decision = { registrationId: string; version: number; staff: { id: string; role: StaffRole }; now: Date };

export type Decided = { examSessionId: string; submittedAt: Date | null };

type DecisionRefusal = ReviewWindowRefusal | "registration_not_found" | "registration_not_in_expected_status";

export type ApproveRefusal = DecisionRefusal | "name_unwritten" | "document_bound_to_other_phone" | "phone_bound_to_other_document";

/**
 * 通过. Binds the account's phone and the document to each other, across sessions; a document that is bound to another phone is refused, and so
 * is a name of which staff have still to write a character (writeName).
 * `reason` is asked after review has closed.
 */
export async function approve({
  reason,
  ...decision
}: Decision & { reason?: string | undefined }): Promise<Result<Decided, ApproveRefusal>> {
  try {
    return await transact<Decided, ApproveRefusal>(async (tx) => {
      const decided = await decide(tx, { ...decision, event: "approve", kind: "APPROVE", reason });
      if (!decided.ok) return decided;
      if (!isWritten(decided.value.name ?? "")) return refuse("name_unwritten");
      const bound = await bindDocument(tx, decided.value);
      return bound.ok ? ok(decided.value) : bound;
    });
  } catch (error) {
    if (violatedIndex(error)?.includes("document_index")) return refuse("document_bound_to_other_phone");
    throw error;
  }
}

/** The unique index on the account decides who holds a document; this only writes. */
async function bindDocument(tx: Tx, { accountId, documentIndex }: { accountId: string; documentIndex: string | null }) {
  const { count } = await tx.account.updateMany({
    where: { id: accountId, OR: [{ documentIndex: null }, { documentIndex }] },
    data: { documentIndex },
  });
  return count ? ok(null) : refuse("phone_bound_to_other_document");
}

export type SendBackRefusal = DecisionRefusal | "reopen_until_invalid" | "send_back_too_late";

/**
 * 退回修改: the named items, each with its reason, are opened to the candidate. `reopenUntil` keeps review open for this person, so that who is
 * sent back at the last moment has time to correct; it ends before payment closes. Without it nobody is sent back after review has closed.
 */
export const sendBack = ({
  returned,
  reopenUntil,
  ...decision
}: Decision & { returned: readonly { item: Item; reason: string }[]; reopenUntil?: Date | undefined }) =>
  transact<Decided, SendBackRefusal>(async (tx) => {
    const decided = await decide(tx, {
      ...decision,
      event: "sendBack",
      kind: "SEND_BACK",
      reason: undefined,
      returned,
      data: { reopenedItems: returned.map(({ item }) => item) },
    });
    if (!decided.ok) return decided;

    const { registrationId, staff, now } = decision;
    if (!reopenUntil) return decided.value.state === "late" ? refuse("send_back_too_late") : decided;
    const payment = windowFor(decided.value.examSession, decided.value.overrides, "PAYMENT");
    if (reopenUntil <= now || reopenUntil > payment.closesAt) return refuse("reopen_until_invalid");
    const override = { until: reopenUntil, reason: returned.map(({ reason }) => reason).join(" "), staffId: staff.id };
    await tx.stepOverride.upsert({
      where: { registrationId_step: { registrationId, step: "REVIEW" } },
      update: override,
      create: { registrationId, step: "REVIEW", ...override },
    });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staff.id },
      action: "registration.reopen_step",
      subject: { kind: "registration", id: registrationId },
      detail: { step: "REVIEW", until: reopenUntil.toISOString() },
      now,
    });
    return decided;
  });

/** 不通过: final, with a reason that the candidate reads. */
export const refuseRegistration = ({ reason, ...decision }: Decision & { reason: string }) =>
  transact<Decided, DecisionRefusal>((tx) => decide(tx, { ...decision, event: "refuse", kind: "REFUSE", reason }));

const decisionSelect = {
  accountId: true,
  name: true,
  documentIndex: true,
  examSessionId: true,
  submittedAt: true,
  overrides: { select: { step: true, until: true } },
  examSession: true,
} as const satisfies Prisma.RegistrationSelect;

async function decide(
  tx: Tx,
  {
    registrationId,
    version,
    staff,
    now,
    event,
    kind,
    reason,
    returned = [],
    data,
  }: Decision & {
    event: "approve" | "sendBack" | "refuse";
    kind: DecisionKind;
    reason: string | undefined;
    returned?: readonly { item: Item; reason: string }[];
    data?: { reopenedItems: string[] };
  },
) {
  const registration = await tx.registration.findUnique({ where: { id: registrationId }, select: decisionSelect });
  if (!registration) return refuse("registration_not_found");

  const state = reviewState(registration.examSession, registration.overrides, now);
  const closed = windowRefusal(state, staff.role, reason ?? returned[0]?.reason);
  if (closed) return refuse(closed);

  const moved = await advance(tx, {
    registrationId,
    event,
    actor: { kind: "STAFF", id: staff.id },
    now,
    ...(reason ? { reason } : {}),
    where: { version },
    data: { decidedAt: now, reopenedItems: [], ...data },
  });
  if (!moved.ok) return moved;

  await tx.reviewDecision.create({
    data: {
      registrationId,
      staffId: staff.id,
      kind,
      registrationVersion: version,
      reason: reason ?? null,
      decidedAt: now,
      items: { create: [...returned] },
    },
  });
  return ok({ ...registration, state });
}

export type WriteNameRefusal = NameError | "name_unwritten" | "registration_not_in_expected_status";

/**
 * Writes the name that the candidate could not type (无法输入), as staff read it from the photo of his document. Only such a name: any other
 * goes back to its owner. Counts as a change of content, so that nobody decides on the name that stood there before.
 */
export function writeName({
  registrationId,
  version,
  staffId,
  typed,
  now,
}: {
  registrationId: string;
  version: number;
  staffId: string;
  typed: string;
  now: Date;
}) {
  return transact<{ name: string }, WriteNameRefusal>(async (tx) => {
    const name = readName(typed);
    if (!name.ok) return name;
    if (!isWritten(name.value)) return refuse("name_unwritten");
    const { count } = await tx.registration.updateMany({
      where: { id: registrationId, version, status: { in: ["SUBMITTED", "PRE_APPROVED"] }, name: { contains: UNWRITABLE } },
      data: { name: name.value, version: { increment: 1 } },
    });
    if (count === 0) return refuse("registration_not_in_expected_status");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "registration.write_name",
      subject: { kind: "registration", id: registrationId },
      detail: { version: version + 1 },
      now,
    });
    return ok({ name: name.value });
  });
}

/** Shows the whole document number to a member of staff, and writes down that it was shown. */
export const revealDocument = ({ registrationId, staffId, now }: { registrationId: string; staffId: string; now: Date }) =>
  transact<{ number: string }, "registration_not_found">(async (tx) => {
    const registration = await tx.registration.findUnique({ where: { id: registrationId }, select: { documentEncrypted: true } });
    if (!registration?.documentEncrypted) return refuse("registration_not_found");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "registration.reveal_document",
      subject: { kind: "registration", id: registrationId },
      now,
    });
    return ok({ number: openText("document", registration.documentEncrypted) });
  });
