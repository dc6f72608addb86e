"use server";

import { publishCards } from "@/lib/domain/admit-card/commands/publish-cards";
import { type Place, staffAction } from "@/lib/auth/actions";
import { seatingAddress } from "./seating-address";
import { ok, type Result } from "@/lib/core/result";
import { assignAllSeats, assignLatecomers } from "@/lib/domain/seating/commands/draw-seats";
import { deleteRoom, saveRoom } from "@/lib/domain/seating/commands/save-room";
import { takeBackSeats } from "@/lib/domain/seating/commands/take-back-seats";
import { deleteRoomSchema, drawSchema, publishSchema, roomSchema, takeBackSchema } from "@/lib/domain/seating/schema";

const roles = ["EXAM_OFFICER"] as const;
const back = (examSessionId: string, notice: string): Place => ({ path: seatingAddress("", examSessionId), notice });
const there = (place: Place) => place;

/**
 * The answer redirects to the question: the data has changed since it was shown, so staff must confirm again with the
 * present data.
 */
function orAskAgain<E extends string, S extends E>(
  answer: Result<unknown, E>,
  stale: S,
  question: "arrange" | "take-back" | "publish",
  { examSessionId }: { examSessionId: string },
  done: string,
) {
  if (answer.ok) return ok(back(examSessionId, done));
  const path = seatingAddress(`/${question}`, examSessionId);
  return answer.error === stale ? ok<Place>({ path, notice: stale }) : answer;
}

export const saveRoomAction = staffAction(
  roles,
  roomSchema,
  async (staff, input, now) => {
    const saved = await saveRoom({ staffId: staff.id, input, now });
    return saved.ok ? ok(back(input.examSessionId, "room_saved")) : saved;
  },
  there,
);

export const deleteRoomAction = staffAction(
  roles,
  deleteRoomSchema,
  async (staff, room, now) => {
    const deleted = await deleteRoom({ staffId: staff.id, now, ...room });
    return deleted.ok ? ok(back(room.examSessionId, "room_deleted")) : deleted;
  },
  there,
);

export const assignSeatsAction = staffAction(
  roles,
  drawSchema,
  async (staff, input, now) =>
    orAskAgain(
      await assignAllSeats({ ...input, staffId: staff.id, now }),
      "plan_outdated",
      "arrange",
      input,
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
      "arrange",
      input,
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
      "take-back",
      input,
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
      "publish",
      input,
      "cards_published",
    ),
  there,
);
