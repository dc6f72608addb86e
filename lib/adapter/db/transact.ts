import type { RefusalDetail, Result } from "@/lib/core/result";
import { db, patientDb, type Tx } from "./client";
import { Prisma } from "./generated/client";

class Refused extends Error {
  readonly result: { ok: false; error: string; detail?: RefusalDetail };

  constructor(result: { ok: false; error: string; detail?: RefusalDetail }) {
    super(result.error);
    this.result = result;
  }
}

/**
 * What one person does takes milliseconds; what touches every candidate of a session may take a minute on a busy
 * machine.
 */
const LIMITS = { person: { timeout: 10_000, maxWait: 10_000 }, session: { timeout: 120_000, maxWait: 10_000 } };

/**
 * Runs `work` in one transaction. A refusal rolls back just as a throw does. `scope`: how much it touches, and so how
 * long it may take.
 */
export async function transact<T, E extends string>(
  work: (tx: Tx) => Promise<Result<T, E>>,
  scope: keyof typeof LIMITS = "person",
): Promise<Result<T, E>> {
  try {
    return await (scope === "session" ? patientDb() : db()).$transaction(async (tx) => {
      const result = await work(tx);
      if (!result.ok) throw new Refused(result);
      return result;
    }, LIMITS[scope]);
  } catch (error) {
    // Only `work` makes a Refused, so its error is one of E.
    if (error instanceof Refused) return error.result as { ok: false; error: E; detail?: RefusalDetail };
    throw error;
  }
}

/**
 * The name of the unique index that a write ran into, by the ORM (P2002) or by a statement of ours (P2010), or null
 * when the error is something else.
 */
export function violatedIndex(error: unknown): string | null {
  const cause = driverCause(error);
  if (cause?.kind !== "UniqueConstraintViolation") return null;
  return cause.constraint?.index ?? cause.constraint?.fields?.join("_") ?? "unknown";
}

/** Whether a write named a row that is not there. */
export const violatesReference = (error: unknown): boolean =>
  driverCause(error)?.kind === "ForeignKeyConstraintViolation";

type DriverCause = { kind?: string; constraint?: { index?: string; fields?: string[] } };

/** The driver adapter leaves meta.target out and keeps the server's own words. */
function driverCause(error: unknown): DriverCause | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  return (error.meta as { driverAdapterError?: { cause?: DriverCause } } | undefined)?.driverAdapterError?.cause;
}
