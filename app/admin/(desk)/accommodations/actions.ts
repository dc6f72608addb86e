"use server";

import { staffAction } from "@/lib/auth/actions";
import { decideAccommodation, undoAccommodation } from "@/lib/domain/review/commands/decide-accommodation";
import { decideAccommodationSchema, undoAccommodationSchema } from "@/lib/domain/review/accommodation-schema";

const roles = ["REVIEWER", "EXAM_OFFICER"] as const;

const pageOf = ({ registrationId }: { registrationId: string }) => `/admin/accommodations/${registrationId}`;

export const decideAccommodationAction = staffAction(
  roles,
  decideAccommodationSchema,
  (staff, { id, version, ...verdict }, now) =>
    decideAccommodation({ registrationId: id, version, verdict, staff, now }),
  (decided) => ({ path: pageOf(decided), notice: "accommodation_decided" }),
);

export const undoAccommodationAction = staffAction(
  roles,
  undoAccommodationSchema,
  (staff, { decisionId }, now) => undoAccommodation({ decisionId, staff, now }),
  (undone) => ({ path: pageOf(undone), notice: "accommodation_undone" }),
);
