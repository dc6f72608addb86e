import { evidenceUploads } from "@/lib/domain/account/limits";
import { portraitRuleOf } from "@/lib/core/portrait-rule";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import type { ImageSource } from "@/lib/adapter/image/decode";
import { processDocument } from "@/lib/adapter/image/document";
import { type CropRectangle, processPortrait } from "@/lib/adapter/image/portrait";
import { consume } from "@/lib/adapter/rate-limit/limiter";
import { transact } from "@/lib/adapter/db/transact";
import { recordAudit } from "@/lib/domain/audit/commands";
import { removeEvidence } from "@/lib/domain/evidence/commands/remove-evidence";
import { storeEvidence } from "@/lib/domain/evidence/commands/store-evidence";
import { type Processed, processProof, type ProofRefusal } from "@/lib/domain/registration/commands/process-proof";
import { keepFaceConsent } from "@/lib/domain/registration/commands/replace-files";
import { comesInParts, exchangeableStatuses, takesFile } from "../exchange";
import { itemOf } from "./exchange";

type HandIn = {
  accountId: string;
  exchangeId: string;
  /** The kind that the page sent: it must be the item that is open. */
  kind: string;
  source: ImageSource;
  crop?: CropRectangle | undefined;
  faceConsent: boolean;
  now: Date;
};

/** Whether the candidate's own exchange takes a file now. Asked before the file is received; the command asks again. */
export async function mayHandIn({
  accountId,
  exchangeId,
  now,
}: Pick<HandIn, "accountId" | "exchangeId" | "now">): Promise<Result<null, "exchange_closed">> {
  const exchange = await db().exchange.findFirst({
    where: { id: exchangeId, registration: { accountId } },
    select: { state: true, until: true },
  });
  return exchange && takesFile(exchange, now) ? ok(null) : refuse("exchange_closed");
}

/**
 * The candidate hands in what was opened to him. A picture that exists once replaces what he handed in before, and
 * waits for staff at once; a proof may be several files, and waits when he has said that all are there
 * (finishExchange). Nothing of the registration changes until staff accept it.
 */
export async function handInExchange({ accountId, exchangeId, kind, source, crop, faceConsent, now }: HandIn) {
  const exchange = await db().exchange.findFirst({
    where: { id: exchangeId, registration: { accountId } },
    select: {
      registrationId: true,
      item: true,
      state: true,
      until: true,
      registration: {
        select: {
          faceConsentAt: true,
          examSession: { select: { portraitWidth: true, portraitHeight: true, portraitMaxKb: true } },
        },
      },
    },
  });
  // An early check saves the expensive work. Only the check inside the transaction decides.
  if (!exchange || exchange.item !== kind || !takesFile(exchange, now)) return refuse("exchange_closed");
  const { registrationId, registration } = exchange;
  const item = itemOf(exchange.item);
  if (item === "PORTRAIT" && !faceConsent && !registration.faceConsentAt) return refuse("face_consent_missing");
  const { allowed } = await consume(evidenceUploads, accountId);
  if (!allowed) return refuse("evidence_uploads_used_up");
  return storeEvidence({
    subject: { exchangeId },
    source,
    redraw: (bytes) => redraw(item, bytes, portraitRuleOf(registration.examSession), crop),
    replaces: !comesInParts(item),
    hold: (tx) => holdOpen(tx, { exchangeId, registrationId, item, faceConsent, now }),
    actor: { kind: "CANDIDATE", id: accountId },
    now,
  });
}

async function redraw(
  item: ReturnType<typeof itemOf>,
  source: ImageSource,
  rule: ReturnType<typeof portraitRuleOf>,
  crop: CropRectangle | undefined,
): Promise<Result<Processed, ProofRefusal>> {
  if (item === "PROOF") return processProof(source);
  if (item === "PORTRAIT") {
    const portrait = await processPortrait(source, rule, crop);
    return portrait.ok ? ok({ pages: [portrait.value], findings: portrait.value.findings }) : portrait;
  }
  const document = await processDocument(source);
  return document.ok ? ok({ pages: [document.value], findings: [] }) : document;
}

type Own = { accountId: string; exchangeId: string; now: Date };

const holdRegistrationOf = (tx: Tx, exchangeId: string) =>
  tx.$queryRaw`
    SELECT r.id FROM registration r JOIN exchange x ON x.registration_id = r.id
    WHERE x.id = ${exchangeId}::uuid FOR NO KEY UPDATE OF r`;

/** The candidate's own exchange in several files, while he has not said that all are there. */
const unfinished = ({ accountId, exchangeId, now }: Own) => ({
  id: exchangeId,
  item: "PROOF" as const,
  state: "OPEN" as const,
  until: { gt: now },
  registration: { accountId, status: { in: [...exchangeableStatuses] } },
});

/** 提交核对: all files are there. Pressed twice, the second time changes nothing. */
export const finishExchange = (own: Own): Promise<Result<null, "exchange_closed" | "file_missing">> =>
  transact<null, "exchange_closed" | "file_missing">(async (tx) => {
    const { accountId, exchangeId, now } = own;
    await holdRegistrationOf(tx, exchangeId);
    const files = await tx.evidenceFile.count({ where: { exchangeId, removedAt: null } });
    const { count } = await tx.exchange.updateMany({
      where: { ...unfinished(own), files: { some: { removedAt: null } } },
      data: { state: "HANDED_IN", version: { increment: 1 } },
    });
    if (!count) {
      if (await tx.exchange.count({ where: { ...unfinished(own), state: "HANDED_IN" } })) return ok(null);
      return refuse(files > 0 ? "exchange_closed" : "file_missing");
    }
    await recordAudit(tx, {
      actor: { kind: "CANDIDATE", id: accountId },
      action: "exchange.hand_in",
      subject: { kind: "exchange", id: exchangeId },
      now,
    });
    return ok(null);
  });

/** Takes one file back before all were handed in. */
export const removeFromExchange = ({ fileId, ...own }: Own & { fileId: string }) =>
  removeEvidence<"exchange_closed">({
    fileId,
    subject: { exchangeId: own.exchangeId },
    hold: async (tx) => {
      await holdRegistrationOf(tx, own.exchangeId);
      const { count } = await tx.exchange.updateMany({ where: unfinished(own), data: { version: { increment: 1 } } });
      return count ? ok(null) : refuse("exchange_closed");
    },
    actor: { kind: "CANDIDATE", id: own.accountId },
    now: own.now,
  });

/** Locks registration and exchange in the order of decideExchange, and marks that something waits for staff. */
async function holdOpen(
  tx: Tx,
  {
    exchangeId,
    registrationId,
    item,
    faceConsent,
    now,
  }: { exchangeId: string; registrationId: string; item: string; faceConsent: boolean; now: Date },
): Promise<Result<null, "exchange_closed" | "face_consent_missing">> {
  await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId}::uuid FOR NO KEY UPDATE`;
  const { count } = await tx.exchange.updateMany({
    where: {
      id: exchangeId,
      state: { in: ["OPEN", "HANDED_IN"] },
      until: { gt: now },
      registration: { status: { in: [...exchangeableStatuses] } },
    },
    data: { ...(!comesInParts(item) && { state: "HANDED_IN" }), version: { increment: 1 } },
  });
  if (!count) return refuse("exchange_closed");
  return item === "PORTRAIT" ? keepFaceConsent(tx, { registrationId, ticked: faceConsent, now }) : ok(null);
}
