import type { Prisma, Tx } from "@/lib/adapter/db/client";

/**
 * Writes the name that staff read from the document, and increments the version, so that no reviewer decides on the old
 * name. Returns whether a registration matched `where`.
 */
export async function setName(tx: Tx, where: Prisma.RegistrationWhereInput, name: string): Promise<boolean> {
  const { count } = await tx.registration.updateMany({ where, data: { name, version: { increment: 1 } } });
  return count > 0;
}
