import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { markCardsPublished } from "@/lib/domain/exam-session/commands/seating-state";
import { namesThatCannotBeDrawn } from "../queries";
import { enqueueCardWork } from "./enqueue-card-work";

export type PublishRefusal =
  | "seats_not_assigned"
  | "cards_already_published"
  | "names_cannot_be_drawn"
  | "cards_changed_meanwhile";

/**
 * Publishes the cards of an exam session: candidates see them, and the worker draws each card. Refuses while no font
 * draws a seated candidate's name, unless staff confirmed the list of names (`despiteNames`); those cards have no PDF.
 * `seen`: the number of cards that the confirmation named. Of two calls at once one publishes.
 */
export async function publishCards({
  examSessionId,
  staffId,
  seen,
  despiteNames = false,
  now,
}: {
  examSessionId: string;
  staffId: string;
  seen: number;
  despiteNames?: boolean;
  now: Date;
}): Promise<Result<{ cards: number }, PublishRefusal>> {
  if (!despiteNames && (await namesThatCannotBeDrawn(examSessionId)).length > 0) return refuse("names_cannot_be_drawn");

  return transact(async (tx) => {
    if (!(await markCardsPublished(tx, examSessionId, now))) {
      const session = await tx.examSession.findUnique({
        where: { id: examSessionId },
        select: { cardsPublishedAt: true },
      });
      return refuse(session?.cardsPublishedAt ? "cards_already_published" : "seats_not_assigned");
    }
    const cards = await enqueueCardWork(tx, examSessionId);
    if (cards !== seen) return refuse("cards_changed_meanwhile");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "admit_card.publish",
      subject: { kind: "exam_session", id: examSessionId },
      detail: { cards, despiteNames },
      now,
    });
    return ok({ cards });
  }, "session");
}
