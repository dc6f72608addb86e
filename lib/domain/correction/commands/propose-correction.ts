import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, type Problem, refuse, type RefusalDetail } from "@/lib/core/result";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { documentIndexOf } from "@/lib/domain/registration/commands/details-columns";
import type { DetailsProblems } from "@/lib/domain/registration/check-details";
import type { Details, DetailsInput } from "@/lib/domain/registration/schema";
import { type Content, shownChanges } from "../content";
import { undrawnIn } from "../queries/undrawn";
import { type CorrectionSubject, correctionSubject, holderOfDocument, inWords } from "../queries/subject";
import { changesDocument, correctableStatuses, needsTwoPeople, readCorrection } from "../rules";
import {
  applyCorrection,
  type ApplyRefusal,
  closeOldOrder,
  lockForCorrection,
  refuseHeldDocument,
  standingRefusal,
} from "./apply-correction";

export type ProposeRefusal =
  | ApplyRefusal
  | "registration_not_found"
  | "person_changed_meanwhile"
  | "correction_invalid"
  | "correction_nothing"
  | "correction_to_confirm"
  | "correction_already_waits";

type Proposal = {
  registrationId: string;
  version: number;
  /** Empty fields stay as they are. */
  typed: DetailsInput;
  reason: string;
  evidence: string;
  /** The key of the changes that the page showed; another one, or none: they are shown first. */
  confirmed: string;
  staffId: string;
  now: Date;
};

export type Proposed = { correctionId: string; needsSecond: boolean };

/**
 * Corrects fields of a registration, once the page has shown what they are and will be. If seats are drawn or the fee
 * is paid, it only asks for a second person. Only the exam office may, so there is no scope.
 */
export async function proposeCorrection({ registrationId, version, typed, confirmed, ...act }: Proposal) {
  const { staffId, now } = act;
  const subject = await correctionSubject(registrationId);
  if (!subject) return refuse("registration_not_found");
  if (!correctableStatuses.includes(subject.status)) return refuse("correction_not_possible");
  if (subject.version !== version) return refuse("person_changed_meanwhile");
  const read = readCorrection(subject.stored, typed, subject.files, subject.examSession, now);
  if (!read.ok) return refuse("correction_invalid", { problems: problemsOf(read.problems) });
  if (read.changes.length === 0) return refuse("correction_nothing");
  const content = inWords(subject, read.changes);
  const refusal = standingRefusal(subject, content) ?? (await heldBy(subject, content, read.details));
  if (refusal) return typeof refusal === "string" ? refuse(refusal) : refusal;

  const needsSecond = needsTwoPeople({ status: subject.status, ...subject.examSession });
  const question = await questionOf(subject, content);
  if (confirmed !== question.confirm) return refuse("correction_to_confirm", question);
  if (!needsSecond) {
    const closed = await closeOldOrder(subject, content, now);
    if (!closed.ok) return refuse(closed.error);
  }
  try {
    return await refuseHeldDocument(() => write({ registrationId, content, needsSecond, ...act }));
  } catch (error) {
    if (violatedIndex(error)?.includes("correction_waiting")) return refuse("correction_already_waits");
    throw error;
  }

  function write(row: {
    registrationId: string;
    content: Content;
    needsSecond: boolean;
    reason: string;
    evidence: string;
  }) {
    return transact<Proposed, ProposeRefusal>(async (tx) => {
      await lockForCorrection(tx, row);
      const waits = await tx.correction.count({ where: { registrationId, needsSecond: true, decidedAt: null } });
      // Somebody has to decide that one first: this one would change under him what he compares.
      if (waits > 0) return refuse("correction_already_waits");
      const id = uuidv7(now);
      await tx.correction.create({
        data: {
          id,
          registrationId,
          contentEncrypted: encryptColumn("correction.content_encrypted", id, JSON.stringify(row.content)),
          reason: row.reason,
          evidence: row.evidence,
          staffId,
          createdAt: now,
          needsSecond,
        },
      });
      if (!needsSecond) {
        const applied = await applyCorrection(tx, {
          correctionId: id,
          registrationId,
          content,
          reason: row.reason,
          staffId,
          alone: true,
          now,
        });
        return applied.ok ? ok({ correctionId: id, needsSecond }) : applied;
      }
      await recordAudit(tx, {
        actor: { kind: "STAFF", id: staffId },
        action: "correction.propose",
        subject: { kind: "correction", id },
        detail: { registrationId, items: content.map(({ item }) => item), before: version },
        now,
      });
      return ok({ correctionId: id, needsSecond });
    });
  }
}

const problemsOf = (problems: DetailsProblems): Problem[] =>
  Object.entries(problems).flatMap(([field, codes]) => codes.map((code) => ({ field, code })));

/** Names the other registration, so that the way to it is one step. */
async function heldBy(subject: CorrectionSubject, content: Content, details: Details) {
  const held = changesDocument(content) ? await holderOfDocument(subject, documentIndexOf(details)) : null;
  if (!held) return null;
  if (!("registration" in held)) return refuse(held.error);
  const { id, name } = held.registration;
  return refuse(held.error, {
    problems: [{ field: "documentNumber", code: "held_by", values: { registrationId: id, name: name ?? "" } }],
  });
}

/**
 * Before and after, and the key that says that this member of staff saw them. `undrawn`: characters of the new name
 * that no installed font draws on the card. That is no reason to keep a wrong name.
 */
async function questionOf(
  { id, version }: CorrectionSubject,
  content: Content,
): Promise<RefusalDetail & { confirm: string }> {
  const undrawn = (await undrawnIn(content)).join("");
  const key = createHash("sha256")
    .update(JSON.stringify([id, version, content]))
    .digest("hex")
    .slice(0, 32);
  const masked = shownChanges(content, { whole: false });
  return {
    problems: content.map(({ item, shownAfter }, index) => ({
      field: item,
      code: "correction_change",
      // He has just typed the new number himself; of the old one he knows what the page shows.
      values: {
        before: masked[index]?.before ?? "",
        after: shownAfter,
        ...(item === "name" && undrawn ? { undrawn } : {}),
      },
    })),
    confirm: key,
  };
}
