"use server";

import { publishCards } from "@/lib/domain/admit-card/commands/publish-cards";
import { type Place, staffAction } from "@/lib/auth/actions";
import { ok, type Result } from "@/lib/core/result";
import { assignAllSeats, assignLatecomers } from "@/lib/domain/seating/commands/draw-seats";
import { deleteRoom, saveRoom } from "@/lib/domain/seating/commands/save-room";
import { takeBackSeats } from "@/lib/domain/seating/commands/take-back-seats";
import { drawSchema, publishSchema, roomRefSchema, roomSchema, takeBackSchema } from "@/lib/domain/seating/schema";

const roles = ["EXAM_OFFICER"] as const;
const back = (notice: string): Place => ({ path: "/admin/seating", notice });
const there = (place: Place) => place;

/**
 * The answer redirects to the question: the data has changed since it was shown, so staff must confirm again with the
 * present data.
 */
function orAskAgain<E extends string, S extends E>(
  answer: Result<unknown, E>,
  stale: S,
  question: string,
  done: string,
) {
  if (answer.ok) return ok(back(done));
  return answer.error === stale ? ok<Place>({ path: question, notice: stale }) : answer;
}

export const saveRoomAction = staffAction(
  roles,
  roomSchema,
  (staff, input, now) => saveRoom({ staffId: staff.id, input, now }),
  back("room_saved"),
);

export const deleteRoomAction = staffAction(
  roles,
  roomRefSchema,
  (staff, room, now) => deleteRoom({ staffId: staff.id, now, ...room }),
  back("room_deleted"),
);

export const assignSeatsAction = staffAction(
  roles,
  drawSchema,
  async (staff, input, now) =>
    orAskAgain(
      await assignAllSeats({ ...input, staffId: staff.id, now }),
      "plan_outdated",
      "/admin/seating/arrange",
      "seats_assigned",
    ),
  there,
);

export const assignLatecomersAction = staffAction(
  roles,
  drawSchema,
  async (staff, input, now) =>
    orAskAgain(
      await assignLatecomers({ ...input, staffId: staff.id, now }),
      "plan_outdated",
      "/admin/seating/arrange",
      "latecomers_seated",
    ),
  there,
);

export const takeBackSeatsAction = staffAction(
  roles,
  takeBackSchema,
  async (staff, input, now) =>
    orAskAgain(
      await takeBackSeats({ ...input, staffId: staff.id, now }),
      "seats_changed_meanwhile",
      "/admin/seating/take-back",
      "seats_taken_back",
    ),
  there,
);

export const publishCardsAction = staffAction(
  roles,
  publishSchema,
  async (staff, input, now) =>
    orAskAgain(
      await publishCards({ ...input, staffId: staff.id, now }),
      "cards_changed_meanwhile",
      "/admin/seating/publish",
      "cards_published",
    ),
  there,
);
