import { z } from "zod";
import { cleanInput } from "@/lib/core/clean-input";
import { accommodationKinds, accommodationOutcomes } from "@/lib/domain/registration/accommodation";

const MAX_REASON = 300;

/** The registration, and the version of the request that the page showed; a checkbox for each kind, `kind-<KIND>`. */
export const decideAccommodationSchema = z
  .looseObject({
    id: z.uuid(),
    version: z.coerce.number().int().min(1),
    outcome: z.enum(accommodationOutcomes, "accommodation_outcome_missing"),
    reason: z.string().catch("").transform(cleanInput).pipe(z.string().max(MAX_REASON, "field_too_long")),
  })
  .transform(({ id, version, outcome, reason, ...fields }) => ({
    id,
    version,
    outcome,
    reason,
    kinds: accommodationKinds.filter((kind) => fields[`kind-${kind}`] === "on"),
  }));

export const undoAccommodationSchema = z.object({ decisionId: z.uuid() });

export type AccommodationFieldError = "accommodation_outcome_missing";
