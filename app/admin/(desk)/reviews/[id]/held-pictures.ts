// Prefetched pictures are kept only in this tab's memory, because the server forbids every cache.
const held = new Map<string, string>();

/** The address of a picture: in this tab's memory when it was prefetched, otherwise on the server. */
export const pictureSource = (address: string): string => held.get(address) ?? address;

/** Prefetches pictures, one after the other. A failed one is loaded later by the page that shows it. */
export async function fetchAhead(addresses: readonly string[], signal: AbortSignal): Promise<void> {
  for (const address of addresses) {
    if (held.has(address)) continue;
    try {
      const answer = await fetch(`${address}?ahead=1`, { cache: "no-store", signal });
      if (answer.ok) held.set(address, URL.createObjectURL(await answer.blob()));
    } catch {
      return;
    }
  }
}

/** Removes all pictures except these. */
export function forgetOthers(addresses: readonly string[]): void {
  for (const [address, url] of held) {
    if (addresses.includes(address)) continue;
    URL.revokeObjectURL(url);
    held.delete(address);
  }
}
