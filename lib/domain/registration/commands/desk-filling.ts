import { randomBytes } from "node:crypto";
import { recordAudit } from "@/lib/domain/audit/commands";
import { maskPersonal } from "@/lib/core/mask-personal";
import { ok, refuse, type Result } from "@/lib/core/result";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import type { Device } from "@/lib/adapter/crypto/device";
import { hashPassword } from "@/lib/adapter/crypto/password";
import { db, type Tx } from "@/lib/adapter/db/client";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { dropJob, enqueue } from "@/lib/adapter/jobs/enqueue";
import type { ImageSource } from "@/lib/adapter/image/decode";
import { insertAccount } from "@/lib/domain/account/commands/create-account";
import { sendNews } from "@/lib/domain/account/commands/send-news";
import { trySmsCode, useSmsCode } from "@/lib/domain/account/commands/try-sms-code";
import type { ExamSessionFrame } from "@/lib/domain/exam-session/queries";
import { readRequest, requestError, withConsent } from "../accommodation";
import { FILLED_AT_DESK, fillableStatuses, fillingSince, fillingUntil } from "../filling";
import type { UploadKind } from "../items";
import { ownDetails } from "../queries/own-details";
import { detailsContext } from "../queries/standing";
import type { DetailsInput } from "../schema";
import type { StepRefusal } from "../steps";
import { loadAccess, pageAccess } from "./load-access";
import { saveDetails } from "./save-details";
import { saveDraft } from "./save-draft";
import { startRegistration } from "./start-registration";
import { storeUpload } from "./store-upload";
import { submit } from "./submit";

/** There is no approved template of its own for it; he reads what after signing in. */
const TEXT = "您的学士学位外语考试报名审核状态已更新，请登录报名系统查看。";

const smsJob = (deskFillingId: string) => `filling-sms ${deskFillingId}`;

const actorOf = (staffId: string) => ({ kind: "STAFF", id: staffId }) as const;

/**
 * 当面代填: the person stands before the exam office and reads out the code that his phone was sent. His account and
 * his draft are made if there are none; what was sent back to him is corrected in the same way. Nobody of the staff
 * learns a password or gets a login session of his: he sets one by 找回密码. An account that has a document, and was not
 * filled at the desk, may be that of the number's former holder; its owner signs in himself.
 */
export async function openFilling({
  phone,
  smsCode,
  device,
  consent,
  examSession,
  staffId,
  now,
}: {
  phone: string;
  smsCode: string;
  /** The browser that asked for the code. */
  device: Device | null;
  /** What he signed and where it is kept. */
  consent: string;
  examSession: ExamSessionFrame;
  staffId: string;
  now: Date;
}) {
  const phoneIndex = blindIndex("phone", phone);
  const examSessionId = examSession.id;
  const closed = pageAccess({ examSession, registration: null }, "notice", now).refusal;
  const before = await db().account.findUnique({ where: { phoneIndex }, select: { id: true } });
  if (closed && !before) return refuse(closed);
  const tried = await trySmsCode({ purpose: "APPEAL", phone, code: smsCode, device, now });
  if (!tried.ok) return tried;
  const passwordHash = await hashPassword(randomBytes(32).toString("base64url"));
  const actor = actorOf(staffId);
  const account = await ofPhone();
  if (!account.ok) return account;
  const { accountId } = account.value;

  const started = await startRegistration({
    accountId,
    examSessionId,
    textsVersion: examSession.textsVersion,
    actor,
    now,
  });
  if (!started.ok) return started;
  const registrationId = started.value.id;
  return transact<{ id: string }, "filling_not_draft">(async (tx) => {
    await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId}::uuid FOR NO KEY UPDATE`;
    const row = await tx.registration.findUniqueOrThrow({ where: { id: registrationId }, select: { status: true } });
    if (!isFillable(row.status)) return refuse("filling_not_draft");
    const former = await tx.deskFilling.updateManyAndReturn({
      where: { registrationId, endedAt: null },
      data: { endedAt: now },
      select: { id: true },
    });
    // He is told of this one.
    for (const one of former) await dropJob(tx, smsJob(one.id));
    const id = uuidv7(now);
    await tx.deskFilling.create({ data: { id, registrationId, staffId, consent, createdAt: now } });
    await recordAudit(tx, {
      actor,
      action: "registration.fill_in_person",
      subject: { kind: "registration", id: registrationId },
      detail: { deskFillingId: id, consent: maskPersonal(consent) },
      now,
    });
    // Sooner, when it is ended or handed in; nobody may forget to.
    await enqueue(tx, "send-filling-sms", { deskFillingId: id }, { jobKey: smsJob(id), runAt: fillingUntil(now) });
    return ok({ id: registrationId });
  });

  /** The account of the phone that was just proven, in the transaction that uses up the code; a refusal keeps it. */
  async function ofPhone() {
    type Refusal = StepRefusal | "sms_code_wrong" | "filling_account_used" | "filling_not_draft";
    try {
      return await transact<{ accountId: string }, Refusal>(async (tx) => {
        if (!tried.ok || !(await useSmsCode(tx, { smsCodeId: tried.value.smsCodeId, now })))
          return refuse("sms_code_wrong");
        const found = await tx.account.findUnique({
          where: { phoneIndex },
          select: {
            id: true,
            documentIndex: true,
            registrations: {
              where: { OR: [{ documentIndex: { not: null } }, { draftEncrypted: { not: null } }] },
              select: { deskFillings: { select: { id: true } } },
            },
          },
        });
        if (!found)
          return ok({ accountId: await insertAccount(tx, { phone, passwordHash, notMine: false, by: actor, now }) });
        const strange = found.registrations.some(({ deskFillings }) => deskFillings.length === 0);
        if (found.documentIndex || strange) return refuse("filling_account_used");
        const own = { accountId: found.id, examSessionId };
        const { registration, refusal } = await loadAccess(tx, own, "notice", now);
        if (registration && !isFillable(registration.status)) return refuse("filling_not_draft");
        return refusal ? refuse(refusal) : ok({ accountId: found.id });
      });
    } catch (error) {
      // He has just registered himself.
      if (violatedIndex(error)?.includes("phone_index")) return refuse("filling_account_used");
      throw error;
    }
  }
}

const isFillable = (status: RegistrationStatus) => (fillableStatuses as readonly RegistrationStatus[]).includes(status);

type Filling = { registrationId: string; staffId: string; now: Date };

const openNow = ({ registrationId, staffId, now }: Filling) => ({
  registrationId,
  staffId,
  endedAt: null,
  createdAt: { gt: fillingSince(now) },
  registration: { status: { in: [...fillableStatuses] } },
});

/** Whose registration this member of staff may write now; refused for everybody else. */
async function held(
  filling: Filling,
  tx: Pick<Tx, "deskFilling"> = db(),
): Promise<Result<{ accountId: string; examSessionId: string }, "filling_over">> {
  const row = await tx.deskFilling.findFirst({
    where: openNow(filling),
    select: { registration: { select: { accountId: true, examSessionId: true } } },
  });
  return row ? ok(row.registration) : refuse("filling_over");
}

/**
 * 信息填写 by staff, with the candidate's own rules. What he needs at the exam he asks for himself: his request stays as
 * he has written it, whatever was posted.
 */
export async function fillDetails({ typed, ...filling }: Filling & { typed: DetailsInput }) {
  const own = await held(filling);
  if (!own.ok) return own;
  const { staffId, now } = filling;
  const [context, before] = await Promise.all([detailsContext(own.value), ownDetails(own.value)]);
  const stored = withConsent(before?.accommodation ?? "");
  const asked = before?.draft?.accommodation ?? stored;
  const unfinished = requestError(readRequest(asked)) !== null;
  const accommodation = unfinished ? stored : asked;
  const saved = await saveDetails({ ...context, typed: { ...typed, accommodation }, staffId, now });
  if (unfinished) {
    const after = await detailsContext(own.value);
    const basis = after.registration?.detailsSavedAt ?? null;
    await saveDraft({ ...own.value, typed: { accommodation: asked }, basis, now });
  }
  return saved;
}

/** A document or portrait taken at the desk, by the candidate's own pipeline. */
export async function fillUpload({
  kind,
  source,
  faceConsent,
  ...filling
}: Filling & { kind: UploadKind; source: ImageSource; faceConsent: boolean }) {
  const own = await held(filling);
  if (!own.ok) return own;
  const { registrationId, staffId, now } = filling;
  const { accountId } = own.value;
  return storeUpload({ accountId, registrationId, kind, source, faceConsent, actor: actorOf(staffId), now });
}

/**
 * Hands in for the person, who has read it on the screen; he is told by SMS. `keepUnchanged`: as in submit, of what was
 * sent back.
 */
export async function submitFilling({
  version,
  keepUnchanged = false,
  ...filling
}: Filling & { version: number; keepUnchanged?: boolean }) {
  const own = await held(filling);
  if (!own.ok) return own;
  const { staffId, now } = filling;
  const actor = actorOf(staffId);
  const submitted = await submit({ ...own.value, version, keepUnchanged, actor, reason: FILLED_AT_DESK, now });
  if (!submitted.ok) return submitted;
  await end(filling);
  return ok({ id: filling.registrationId });
}

/** The person goes on by himself, or has left. What was filled in stays in his draft. */
export async function endFilling(filling: Filling): Promise<Result<{ id: string }, "filling_over">> {
  return (await end(filling)) ? ok({ id: filling.registrationId }) : refuse("filling_over");
}

async function end({ registrationId, staffId, now }: Filling): Promise<boolean> {
  const ended = await transact(async (tx) => {
    const [filling] = await tx.deskFilling.updateManyAndReturn({
      where: { registrationId, staffId, endedAt: null },
      data: { endedAt: now },
      select: { id: true },
    });
    if (!filling) return ok(false);
    await recordAudit(tx, {
      actor: actorOf(staffId),
      action: "registration.fill_ended",
      subject: { kind: "registration", id: registrationId },
      detail: { deskFillingId: filling.id },
      now,
    });
    await enqueue(tx, "send-filling-sms", { deskFillingId: filling.id }, { jobKey: smsJob(filling.id) });
    return ok(true);
  });
  return ended.ok && ended.value;
}

/**
 * Tells the person that something stands in his account now. Sends nothing twice. A filling that nobody has ended is
 * over by then.
 */
export async function sendFillingSms({
  deskFillingId,
  now,
}: {
  deskFillingId: string;
  now: Date;
}): Promise<"sent" | "nobody"> {
  await transact(async (tx) => {
    const [over] = await tx.deskFilling.updateManyAndReturn({
      where: { id: deskFillingId, endedAt: null, createdAt: { lte: fillingSince(now) } },
      data: { endedAt: now },
      select: { registrationId: true },
    });
    if (!over) return ok(null);
    await recordAudit(tx, {
      actor: { kind: "SYSTEM" },
      action: "registration.fill_ended",
      subject: { kind: "registration", id: over.registrationId },
      detail: { deskFillingId },
      now,
    });
    return ok(null);
  });
  const row = await db().deskFilling.findUnique({
    where: { id: deskFillingId },
    select: { registration: { select: { account: { select: { id: true, phoneEncrypted: true } } } } },
  });
  const account = row?.registration.account;
  if (!account?.phoneEncrypted) return "nobody";
  await sendNews({
    accountId: account.id,
    template: "review-result",
    text: TEXT,
    key: `filling:${deskFillingId}`,
    now,
  });
  return "sent";
}
