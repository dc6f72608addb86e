"use server";

import { publishCards } from "@/lib/admit-card/commands/publish-cards";
import { staffAction } from "@/lib/auth/actions";
import { assignAllSeats, assignLatecomers, deleteRoom, saveRoom } from "@/lib/seating/commands";
import { publishSchema, roomRefSchema, roomSchema, sessionRefSchema } from "@/lib/seating/schema";

const roles = ["EXAM_OFFICER"] as const;
const back = (notice: string) => ({ path: "/admin/seating", notice });

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
  sessionRefSchema,
  (staff, { examSessionId }, now) => assignAllSeats({ examSessionId, staffId: staff.id, now }),
  back("seats_assigned"),
);

export const assignLatecomersAction = staffAction(
  roles,
  sessionRefSchema,
  (staff, { examSessionId }, now) => assignLatecomers({ examSessionId, staffId: staff.id, now }),
  back("latecomers_seated"),
);

export const publishCardsAction = staffAction(
  roles,
  publishSchema,
  (staff, { examSessionId, despiteNames }, now) => publishCards({ examSessionId, staffId: staff.id, despiteNames, now }),
  back("cards_published"),
);
