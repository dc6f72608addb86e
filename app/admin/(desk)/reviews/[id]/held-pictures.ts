// Pictures that were fetched before their page is open, kept in this tab's memory and nowhere else: the server forbids
// every cache.
const held = new Map<string, string>();

/** Where to take a picture from: this tab's memory when it was fetched ahead, else the server. */
export const pictureSource = (address: string): string => held.get(address) ?? address;

/** Fetches pictures ahead, one after the other. What fails is left to the page that shows it. */
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

/** Forgets every picture but these. */
export function forgetOthers(addresses: readonly string[]): void {
  for (const [address, url] of held) {
    if (addresses.includes(address)) continue;
    URL.revokeObjectURL(url);
    held.delete(address);
  }
}
