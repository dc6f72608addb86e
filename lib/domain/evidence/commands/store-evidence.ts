import { recordAudit, type Actor } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import type { ImageSource } from "@/lib/adapter/image/decode";
import { type Processed, processProof, type ProofRefusal } from "@/lib/domain/registration/commands/process-proof";
import {
  contentIndexOf,
  type StoredPage,
  storePages,
  type StoredUpload,
} from "@/lib/domain/registration/commands/store-pages";
import { removeEvidenceOf } from "./remove-evidence";
import { type EvidenceSubject, MAX_EVIDENCE, MAX_EVIDENCE_EVER } from "../subject";

export type StoreEvidenceRefusal = ProofRefusal | "too_much_evidence" | "evidence_used_up";

/**
 * Redraws a received photo or PDF and keeps it beside its subject. `hold` locks the subject in the transaction and says
 * whether it still takes evidence; the same file again is not kept twice. The caller has limited the size of `source`.
 */
export async function storeEvidence<E extends string>({
  subject,
  source,
  redraw = processProof,
  replaces = false,
  hold,
  actor,
  now,
}: {
  subject: EvidenceSubject;
  source: ImageSource;
  /** How it is drawn anew: a photo or a PDF unless told otherwise. */
  redraw?: (source: ImageSource) => Promise<Result<Processed, ProofRefusal>>;
  /** The subject has one file at a time. */
  replaces?: boolean;
  hold: (tx: Tx) => Promise<Result<null, E>>;
  actor: Actor;
  now: Date;
}): Promise<Result<StoredUpload, StoreEvidenceRefusal | E>> {
  const processed = await redraw(source);
  if (!processed.ok) return processed;
  const { pages, findings } = processed.value;
  return storePages<StoreEvidenceRefusal | E>(pages, (stored) =>
    transact<{ file: StoredUpload; fresh: boolean }, StoreEvidenceRefusal | E>(async (tx) => {
      const held = await hold(tx);
      if (!held.ok) return held;
      return put(tx, { subject, pages: stored, findings, replaces, actor, now });
    }),
  );
}

type Put = {
  subject: EvidenceSubject;
  pages: readonly StoredPage[];
  findings: string[];
  replaces: boolean;
  actor: Actor;
  now: Date;
};

async function put(tx: Tx, { subject, pages, findings, replaces, actor, now }: Put) {
  const contentIndex = contentIndexOf(pages);
  const files = await tx.evidenceFile.findMany({
    where: subject,
    select: { id: true, contentIndex: true, removedAt: true },
  });
  const live = files.filter(({ removedAt }) => !removedAt);
  const [first] = pages;
  if (!first) throw new Error("a file without a page");
  const shown = {
    kind: "PROOF" as const,
    findings,
    pages: pages.length,
    size: first.bytes.byteLength,
    width: first.width,
    height: first.height,
  };
  // A repeated post whose answer was lost.
  const same = live.find((file) => file.contentIndex === contentIndex);
  if (same) return ok({ file: { id: same.id, ...shown }, fresh: false });
  if (replaces) await removeEvidenceOf(tx, subject, { actor, now });
  else if (live.length >= MAX_EVIDENCE) return refuse("too_much_evidence");
  if (files.length >= MAX_EVIDENCE_EVER) return refuse("evidence_used_up");
  const id = uuidv7(now);
  await tx.evidenceFile.create({
    data: {
      id,
      ...subject,
      contentIndex,
      perceptualHash: first.perceptualHash,
      findings,
      createdAt: now,
      pages: {
        create: pages.map(({ storageKey, bytes, width, height }, index) => ({
          number: index + 1,
          storageKey,
          size: bytes.byteLength,
          width,
          height,
        })),
      },
    },
  });
  await recordAudit(tx, { actor, action: "evidence.add", subject: { kind: "evidence", id }, detail: subject, now });
  return ok({ file: { id, ...shown }, fresh: true });
}
