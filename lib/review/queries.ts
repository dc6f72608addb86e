import { db } from "@/lib/db/client";
import { RegistrationStatus } from "@/lib/db/enums";

export type StatusCounts = Record<RegistrationStatus, number>;

/** How many registrations of a session stand in each status; zero where there are none. */
export async function countByStatus(examSessionId: string): Promise<StatusCounts> {
  const groups = await db().registration.groupBy({ by: ["status"], where: { examSessionId }, _count: true });
  const counts = Object.fromEntries(Object.values(RegistrationStatus).map((status) => [status, 0])) as StatusCounts;
  for (const { status, _count } of groups) counts[status] = _count;
  return counts;
}
