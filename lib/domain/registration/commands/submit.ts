import { randomInt } from "node:crypto";
import type { Actor } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { registrationNumber } from "../number";
import { ownDetails, unchangedItems } from "../queries/own-details";
import { fileAccommodation } from "./accommodation";
import { advance } from "./advance";
import { refuseTakenDocument } from "./document-taken";
import { storeSubmission } from "./store-submission";
import type { CandidateInExamSession } from "../queries/standing";
import { loadAccess } from "./load-access";

const TRIES = 5;

/**
 * `keepUnchanged`: the candidate whose registration was returned has seen which items are unchanged, and submits all
 * the same.
 */
type Submit = CandidateInExamSession & { version: number; keepUnchanged?: boolean; now: Date } & DoneBy;

/** Who of the staff does it for him (当面代填), and what the time line says of it. */
type DoneBy = { actor?: Actor; reason?: string };

/**
 * Submits a complete registration for review. `version` is the one the candidate checked. If it has changed since, he
 * must check again. The first submit assigns the 报名号, which never changes.
 */
export const submit = (input: Submit) =>
  refuseTakenDocument(() =>
    retryOnTakenNumber(async () => {
      const submitted = await submitOnce(input);
      // The same button was pressed twice and the other request came first. Now its result is visible.
      const lost = !submitted.ok && submitted.error === "registration_not_in_expected_status";
      return lost ? submitOnce(input) : submitted;
    }),
  );

const submitOnce = ({ version, keepUnchanged = false, actor, reason, now, ...own }: Submit) =>
  transact(async (tx) => {
    const { examSession, registration, refusal } = await loadAccess(tx, own, "confirm", now);
    // The button was pressed twice, or again because the answer was lost. The submitted content is what this page
    // showed.
    if (registration?.status === "SUBMITTED" && registration.version === version + 1)
      return ok({ status: registration.status, version: registration.version });
    if (!registration || refusal) return refuse(refusal ?? "step_comes_later");
    if (registration.version !== version) return refuse("registration_changed_meanwhile");

    const details = registration.status === "RETURNED" && !keepUnchanged ? await ownDetails(own, tx) : null;
    if (details && (await unchangedItems(details, tx)).length > 0) return refuse("returned_items_unchanged");

    const moved = await advance(tx, {
      registrationId: registration.id,
      event: "submit",
      actor: actor ?? { kind: "CANDIDATE", id: own.accountId },
      ...(reason && { reason }),
      now,
      where: { accountId: own.accountId, version },
      data: {
        registrationNumber:
          registration.registrationNumber ?? registrationNumber(examSession.numberPrefix, now, randomInt(10_000)),
        submittedAt: now,
        submissions: { increment: 1 },
        // The stored findings belong to the former content until the check has run.
        checkedAt: null,
        reopenedItems: [],
        draftEncrypted: null,
      },
    });
    if (!moved.ok) return moved;
    await storeSubmission(tx, own, { version: moved.value.version, now });
    await fileAccommodation(tx, { registrationId: registration.id, accountId: own.accountId, now });
    await enqueue(tx, "recheck-registrations", { registrationId: registration.id });
    return moved;
  });

/** Four random digits distinguish candidates who submit in the same second. On a collision new digits are drawn. */
async function retryOnTakenNumber<T, E extends string>(write: () => Promise<Result<T, E>>): Promise<Result<T, E>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (attempt === TRIES || !violatedIndex(error)?.includes("registration_number")) throw error;
    }
  }
}
