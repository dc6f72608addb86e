import { evidenceUploads } from "@/lib/domain/account/limits";
import { portraitRuleOf } from "@/lib/core/portrait-rule";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import type { ImageSource } from "@/lib/adapter/image/decode";
import { processDocument } from "@/lib/adapter/image/document";
import { type CropRectangle, processPortrait } from "@/lib/adapter/image/portrait";
import { consume } from "@/lib/adapter/rate-limit/limiter";
import { storeEvidence } from "@/lib/domain/evidence/commands/store-evidence";
import { type Processed, processProof, type ProofRefusal } from "@/lib/domain/registration/commands/process-proof";
import { keepFaceConsent } from "@/lib/domain/registration/commands/replace-files";
import { exchangeableStatuses, takesFile } from "../exchange";
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
 * The candidate hands in what was opened to him. A picture that exists once replaces what he handed in before; nothing
 * of the registration changes until staff accept it.
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
    replaces: item !== "PROOF",
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
    data: { state: "HANDED_IN", version: { increment: 1 } },
  });
  if (!count) return refuse("exchange_closed");
  return item === "PORTRAIT" ? keepFaceConsent(tx, { registrationId, ticked: faceConsent, now }) : ok(null);
}
