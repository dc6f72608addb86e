"use server";

import { graveStaffAction, staffAction } from "@/lib/auth/actions";
import { ok } from "@/lib/core/result";
import { decideExchange, openExchange } from "@/lib/domain/correction/commands/exchange";
import { decideExchangeSchema, openExchangeSchema, withdrawExchangeSchema } from "@/lib/domain/correction/schema";

const pageOf = (id: string, notice: string) => ({ path: `/admin/registrations/${id}/exchange`, notice });

export const openExchangeAction = staffAction(
  ["EXAM_OFFICER"],
  openExchangeSchema,
  async (staff, { id, ...input }, now) => {
    const opened = await openExchange({ registrationId: id, ...input, staffId: staff.id, now });
    return opened.ok ? ok(id) : opened;
  },
  (id) => pageOf(id, "exchange_opened"),
);

/** Often the second person: his code shows that he is not the first one at a colleague's desk. */
export const decideExchangeAction = graveStaffAction(
  ["EXAM_OFFICER"],
  decideExchangeSchema,
  async (staff, { id, ...input }, now) => {
    const decided = await decideExchange({ ...input, staffId: staff.id, now });
    return decided.ok ? ok({ id, decision: input.decision }) : decided;
  },
  ({ id, decision }) => pageOf(id, decision === "accept" ? "exchange_accepted" : "exchange_refused"),
);

export const withdrawExchangeAction = staffAction(
  ["EXAM_OFFICER"],
  withdrawExchangeSchema,
  async (staff, { id, ...input }, now) => {
    const decided = await decideExchange({ ...input, decision: "withdraw", staffId: staff.id, now });
    return decided.ok ? ok(id) : decided;
  },
  (id) => pageOf(id, "exchange_withdrawn"),
);
