import { Prisma } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { transitions } from "../status";

// The payment domain settles a payment in one statement. This file has the parts of that statement that write a
// registration. They do what `advance` does for every other event.

const { from, to } = transitions.confirmPayment;

/** Whether a payment moves a registration that has this status. */
export const awaitsPayment = (status: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${status} = ANY (${[...from]}::registration_status[])`;

/**
 * Moves the registrations that the WITH query `decided` reports as settled. `decided` has the columns registration_id,
 * registration_status and outcome, and has locked the rows.
 */
export const movePaid = (paidAt: Date, now: Date): Prisma.Sql => Prisma.sql`
  UPDATE registration r
  SET status = ${to}::registration_status, version = r.version + 1, paid_at = ${paidAt}::timestamptz,
    updated_at = ${now}::timestamptz
  FROM decided j WHERE r.id = j.registration_id AND j.outcome = 'settled'
  RETURNING r.id, r.version, j.registration_status AS from_status`;

/** Writes the event of each registration that the query `moved` returned (see movePaid). */
export const insertPaidEvent = (now: Date): Prisma.Sql => Prisma.sql`
  INSERT INTO registration_event (id, registration_id, event, from_status, to_status, version, actor_kind, at)
  SELECT ${uuidv7(now)}::uuid, id, 'confirmPayment', from_status, ${to}::registration_status, version, 'SYSTEM',
    ${now}::timestamptz
  FROM moved`;
