/** Runs once in each server process before the first request. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const [{ env }, { dropForgedAddresses }] = await Promise.all([import("@/lib/env"), import("@/lib/auth/peer-address")]);
  if (env().TRUSTED_PROXIES === 0) dropForgedAddresses();
}
