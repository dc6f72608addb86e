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
 * An action of one person takes milliseconds. An action on every candidate of an exam session may take a minute on a
 * busy machine.
 */
const LIMITS = { person: { timeout: 10_000, maxWait: 10_000 }, session: { timeout: 120_000, maxWait: 10_000 } };

/**
 * Runs `work` in one transaction. A refusal rolls back, as a throw does. `scope` sets the time limit by how many rows
 * the work touches.
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
 * The name of the unique index that a write violated, from the ORM (P2002) or from our own SQL (P2010); null for any
 * other error.
 */
export function violatedIndex(error: unknown): string | null {
  const cause = driverCause(error);
  if (cause?.kind !== "UniqueConstraintViolation") return null;
  return cause.constraint?.index ?? cause.constraint?.fields?.join("_") ?? "unknown";
}

/** Whether a write named a row that does not exist. */
export const violatesReference = (error: unknown): boolean =>
  driverCause(error)?.kind === "ForeignKeyConstraintViolation";

type DriverCause = { kind?: string; constraint?: { index?: string; fields?: string[] } };

/** The driver adapter omits meta.target, and keeps the text of the server's message. */
function driverCause(error: unknown): DriverCause | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  return (error.meta as { driverAdapterError?: { cause?: DriverCause } } | undefined)?.driverAdapterError?.cause;
}
