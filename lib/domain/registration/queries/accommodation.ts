import { z } from "zod";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import {
  type AccommodationKind,
  accommodationKinds,
  type AccommodationRequest,
  isAnswered,
  readRequest,
} from "../accommodation";
import type { CandidateInExamSession } from "./standing";

const contentJson = z.object({ kinds: z.array(z.enum(accommodationKinds)), reason: z.string() });

/** The kinds that a decision granted, and its reason. */
export const readDecisionContent = ({ id, contentEncrypted }: { id: string; contentEncrypted: string }) =>
  contentJson.parse(JSON.parse(decryptColumn("accommodation_decision.content_encrypted", id, contentEncrypted)));

/** The request in the field of a registration. */
export const requestOf = (row: { id: string; accommodationEncrypted: string | null }): AccommodationRequest =>
  readRequest(
    row.accommodationEncrypted
      ? decryptColumn("registration.accommodation_encrypted", row.id, row.accommodationEncrypted)
      : "",
  );

/** The decision that holds: the latest one that was not undone. */
export const holdingDecision = {
  where: { undoneAt: null },
  orderBy: { version: "desc" },
  take: 1,
} as const satisfies Prisma.AccommodationDecisionFindManyArgs;

/** What seats and lists of rooms need: the state, and the decision behind a grant. */
export const grantSelect = {
  state: true,
  decisions: { ...holdingDecision, select: { id: true, contentEncrypted: true } },
} as const satisfies Prisma.AccommodationSelect;

type Grant = Prisma.AccommodationGetPayload<{ select: typeof grantSelect }>;

/** What was granted; empty when nothing was. */
export function grantedKinds(accommodation: Grant | null): AccommodationKind[] {
  const decision = accommodation?.state === "GRANTED" ? accommodation.decisions[0] : undefined;
  return decision ? readDecisionContent(decision).kinds : [];
}

/** The candidate's own request with its state and the decision that holds; null when he handed none in. */
export async function ownAccommodation({ accountId, examSessionId }: CandidateInExamSession) {
  const row = await db().registration.findUnique({
    where: { accountId_examSessionId: { accountId, examSessionId } },
    select: {
      id: true,
      accommodationEncrypted: true,
      accommodation: {
        select: {
          state: true,
          askedAt: true,
          decisions: { ...holdingDecision, select: { id: true, contentEncrypted: true, decidedAt: true } },
        },
      },
    },
  });
  if (!row) return null;
  const { accommodation } = row;
  const decision = accommodation?.decisions[0];
  return {
    request: requestOf(row),
    state: accommodation?.state ?? null,
    askedAt: accommodation?.askedAt ?? null,
    decision:
      decision && isAnswered(accommodation.state)
        ? { ...readDecisionContent(decision), decidedAt: decision.decidedAt }
        : null,
  };
}
