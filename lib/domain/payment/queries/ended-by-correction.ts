import { db, type Prisma } from "@/lib/adapter/db/client";
import { actionsFor, correctionOf, endsRegistration } from "../exception-actions";
import { readCharges } from "./charges";
import type { PaymentExceptionView } from "./exceptions";

const endingSelect = {
  id: true,
  name: true,
  documentMasked: true,
  registrationNumber: true,
} as const satisfies Prisma.RegistrationSelect;

/** A registration that ends if an exception is resolved by a correction. */
export type Ending = Prisma.RegistrationGetPayload<{ select: typeof endingSelect }>;

/**
 * The registration that "correct the ledger" would end now, by the exception's id. Exceptions that would end none are
 * omitted.
 */
export async function endedByCorrection(cases: readonly PaymentExceptionView[]): Promise<Map<string, Ending>> {
  const correctable = cases.filter((found) => actionsFor(found).includes("correct"));
  const transactionIds = correctable.flatMap(({ transactionId }) => transactionId ?? []);
  if (transactionIds.length === 0) return new Map();
  const charges = await readCharges({ transactionId: { in: transactionIds } });
  const ended = correctable.flatMap((found) => {
    const charge = charges.find(({ transactionId }) => transactionId === found.transactionId);
    return charge?.registrationId && endsRegistration(charge, correctionOf(found))
      ? [[found.id, charge.registrationId] as const]
      : [];
  });
  const registrations = await db().registration.findMany({
    where: { id: { in: ended.map(([, registrationId]) => registrationId) } },
    select: endingSelect,
  });
  const byId = new Map(registrations.map((registration) => [registration.id, registration]));
  return new Map(
    ended.flatMap(([caseId, registrationId]) => {
      const ending = byId.get(registrationId);
      return ending ? [[caseId, ending] as const] : [];
    }),
  );
}
