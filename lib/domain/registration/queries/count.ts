import { db } from "@/lib/adapter/db/client";

/** How many registrations an exam session has, drafts included. */
export const countRegistrations = (examSessionId: string): Promise<number> =>
  db().registration.count({ where: { examSessionId } });
