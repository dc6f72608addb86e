// Where a member of staff signed in, told so far that he knows his own logins and a foreign one again: the network
// without the machine, and the device in two words. Neither is looked up in a table of places.

export type LoginOrigin = { network: string | null; device: string | null };

/** The network of an address: "203.0.113.*", "2001:db8:7::/48", or this machine; null for anything else. */
export function networkOf(address: string): string | null {
  if (address === "0:0:0:0" || address.startsWith("127.")) return "本机";
  const v4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)?.[1];
  if (v4) return `${v4}.*`;
  const groups = address.split(":");
  return groups.length > 2 && groups.slice(0, 3).every((group) => /^[\da-f]{1,4}$/i.test(group))
    ? `${groups.slice(0, 3).join(":")}::/48`
    : null;
}

// The first that matches: every browser names others that it resembles, and an iPad may call itself a Mac.
const systems: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/i, "鸿蒙"],
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "安卓"],
  [/Windows/, "Windows"],
  [/Macintosh|Mac OS X/, "Mac"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];
const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/i, "微信"],
  [/DingTalk/i, "钉钉"],
  [/QQBrowser/i, "QQ浏览器"],
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/Firefox|FxiOS/, "Firefox"],
  [/OPR\//, "Opera"],
  [/Chrome|CriOS/, "Chrome"],
  [/Safari/, "Safari"],
];

const firstOf = (words: typeof systems, text: string) => words.find(([pattern]) => pattern.test(text))?.[1];

/** A device in words from its User-Agent: "Windows · Edge"; null when it names nothing known. */
export function deviceWords(userAgent: string | null): string | null {
  const text = (userAgent ?? "").slice(0, 1000);
  return [firstOf(systems, text), firstOf(browsers, text)].filter(Boolean).join(" · ") || null;
}
