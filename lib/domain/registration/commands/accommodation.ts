import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { cleanInput } from "@/lib/core/clean-input";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import type { Tx } from "@/lib/adapter/db/client";
import { decryptColumn, encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact } from "@/lib/adapter/db/transact";
import {
  askRefusal,
  type AskRefusal,
  isWithdrawable,
  readRequest,
  requestError,
  type RequestError,
  stateAfterSubmit,
  writeRequest,
} from "../accommodation";
import { readDraft } from "../queries/own-details";
import type { CandidateInExamSession } from "../queries/standing";

const PROOFS = { kind: "ACCOMMODATION_PROOF", removedAt: null } as const;

/** The text of the field, and an HMAC of it with its proofs. */
async function filed(tx: Tx, registrationId: string): Promise<{ text: string; contentIndex: string }> {
  const { accommodationEncrypted: encrypted, files } = await tx.registration.findUniqueOrThrow({
    where: { id: registrationId },
    select: {
      accommodationEncrypted: true,
      files: { where: PROOFS, select: { id: true }, orderBy: { id: "asc" } },
    },
  });
  const text = encrypted ? decryptColumn("registration.accommodation_encrypted", registrationId, encrypted) : "";
  return { text, contentIndex: blindIndex("accommodation", [text, ...files.map(({ id }) => id)].join("\n")) };
}

/**
 * Files the request of a registration that was just handed in, inside the transaction of the submit, whose lock on the
 * registration orders it with decisions. The same request handed in again keeps its decision.
 */
export async function fileAccommodation(
  tx: Tx,
  { registrationId, accountId, now }: { registrationId: string; accountId: string; now: Date },
): Promise<void> {
  const [{ text, contentIndex }, before] = await Promise.all([
    filed(tx, registrationId),
    tx.accommodation.findUnique({ where: { registrationId }, select: { state: true, contentIndex: true } }),
  ]);
  const asks = text !== "";
  // Who asks for nothing leaves no medical proofs behind.
  if (!asks) await tx.storedFile.updateMany({ where: { registrationId, ...PROOFS }, data: { removedAt: now } });
  const state = stateAfterSubmit(before?.state ?? null, { asks, same: before?.contentIndex === contentIndex });
  if (state) await setState(tx, { registrationId, accountId, state, contentIndex, now });
}

async function setState(
  tx: Tx,
  {
    registrationId,
    accountId,
    state,
    contentIndex,
    now,
  }: { registrationId: string; accountId: string; state: "ASKED" | "WITHDRAWN"; contentIndex: string; now: Date },
): Promise<void> {
  const asked = state === "ASKED" ? { askedAt: now } : {};
  await tx.accommodation.upsert({
    where: { registrationId },
    create: { registrationId, state, contentIndex, askedAt: now },
    update: { state, contentIndex, version: { increment: 1 }, ...asked },
  });
  await recordAudit(tx, {
    actor: { kind: "CANDIDATE", id: accountId },
    action: state === "ASKED" ? "accommodation.ask" : "accommodation.withdraw",
    subject: { kind: "registration", id: registrationId },
    now,
  });
}

type Own = { id: string; status: Parameters<typeof isWithdrawable>[0]; examSession: { seatsFrozenAt: Date | null } };

/** The candidate's registration, locked: decisions, submits and uploads wait. */
async function lockOwn(tx: Tx, { accountId, examSessionId }: CandidateInExamSession): Promise<Own | null> {
  await tx.$queryRaw`SELECT id FROM registration
    WHERE account_id = ${accountId}::uuid AND exam_session_id = ${examSessionId}::uuid FOR UPDATE`;
  return tx.registration.findUnique({
    where: { accountId_examSessionId: { accountId, examSessionId } },
    select: { id: true, status: true, examSession: { select: { seatsFrozenAt: true } } },
  });
}

/**
 * Asks, or asks again, after the registration was handed in, until seats are drawn. Every ask waits for a decision,
 * also after an earlier one. The version of the registration stays: the review of eligibility is not touched.
 */
export async function askAccommodation({
  text,
  now,
  ...own
}: CandidateInExamSession & { text: string; now: Date }): Promise<Result<null, AskRefusal | RequestError>> {
  const request = readRequest(cleanInput(text));
  if (request.kinds.length === 0) return refuse("accommodation_required");
  const wrong = requestError(request);
  if (wrong) return refuse(wrong);
  return transact<null, AskRefusal>(async (tx) => {
    const registration = await lockOwn(tx, own);
    if (!registration) return refuse("accommodation_not_open");
    const { id, status, examSession } = registration;
    const refusal = askRefusal({ status, seatsFrozen: examSession.seatsFrozenAt !== null });
    if (refusal) return refuse(refusal);
    const encrypted = encryptColumn("registration.accommodation_encrypted", id, writeRequest(request));
    await tx.registration.update({
      where: { id },
      data: { accommodationEncrypted: encrypted, accommodationPlain: null },
    });
    const { contentIndex } = await filed(tx, id);
    const before = await tx.accommodation.findUnique({
      where: { registrationId: id },
      select: { state: true, contentIndex: true },
    });
    // The same once more tells staff nothing, and would refuse the decision that a colleague is about to make.
    if (before?.state === "ASKED" && before.contentIndex === contentIndex) return ok(null);
    await setState(tx, { registrationId: id, accountId: own.accountId, state: "ASKED", contentIndex, now });
    return ok(null);
  });
}

/**
 * The candidate takes his request back, and with it his consent: the words and the proofs leave his registration, and
 * the words the draft of what is reopened, at any time after he handed it in, also when he may no longer take part. A
 * seat that was drawn stays.
 */
export const withdrawAccommodation = ({ now, ...own }: CandidateInExamSession & { now: Date }) =>
  transact<null, "accommodation_not_open">(async (tx) => {
    const registration = await lockOwn(tx, own);
    if (!registration || !isWithdrawable(registration.status)) return refuse("accommodation_not_open");
    const { id } = registration;
    const { count } = await tx.accommodation.updateMany({
      where: { registrationId: id, state: { not: "WITHDRAWN" } },
      data: { state: "WITHDRAWN" },
    });
    if (count === 0) return refuse("accommodation_not_open");
    await tx.registration.update({ where: { id }, data: { accommodationEncrypted: null, accommodationPlain: null } });
    await dropFromDraft(tx, id);
    await tx.storedFile.updateMany({ where: { registrationId: id, ...PROOFS }, data: { removedAt: now } });
    const { contentIndex } = await filed(tx, id);
    await setState(tx, { registrationId: id, accountId: own.accountId, state: "WITHDRAWN", contentIndex, now });
    return ok(null);
  });

/** What was typed of the request while the registration is sent back, and not saved yet. */
async function dropFromDraft(tx: Tx, id: string): Promise<void> {
  const { draftEncrypted } = await tx.registration.findUniqueOrThrow({
    where: { id },
    select: { draftEncrypted: true },
  });
  if (!draftEncrypted) return;
  const { accommodation, ...draft } = readDraft(id, draftEncrypted);
  if (accommodation === undefined) return;
  const encrypted = encryptColumn("registration.draft_encrypted", id, JSON.stringify(draft));
  await tx.registration.update({ where: { id }, data: { draftEncrypted: encrypted } });
}
