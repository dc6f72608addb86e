import type { Action } from "./build";

const url = () => process.env["E2E_URL"] ?? "";
export const FOREIGN_ORIGIN = "https://foreign.invalid";

export type Answer = { status: number; location: string; text: string };
export type Sent = { cookie: string; foreign: boolean };

/** Headers, addresses and body in one text, with JSON's and the address bar's ways of writing a character undone. */
function readable(headers: Headers, body: string): string {
  const head = [...headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  const unescaped = body.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const numeric = unescaped.replace(/&#x([0-9a-f]+);/gi, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
  const decoded = head.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"),
  );
  return `${decoded}\n\n${numeric}`;
}

async function send(address: string, init: RequestInit): Promise<Answer> {
  const answer = await fetch(`${url()}${address}`, { redirect: "manual", ...init });
  const text = readable(answer.headers, await answer.text());
  const location =
    answer.headers.get("x-action-redirect")?.replace(/;\w+$/, "") ?? answer.headers.get("location") ?? "";
  return { status: answer.status, location: location.replace(url(), ""), text };
}

const common = ({ cookie, foreign }: Sent, origin: boolean): Record<string, string> => ({
  ...(cookie ? { cookie } : {}),
  ...(foreign
    ? { origin: FOREIGN_ORIGIN, "sec-fetch-site": "cross-site" }
    : origin
      ? { origin: url(), "sec-fetch-site": "same-origin" }
      : {}),
});

/** A navigation, or the same page as React asks for it: the mark in the address is Next's. */
export function read(address: string, by: Sent, rsc: boolean): Promise<Answer> {
  const asked = rsc ? `${address}${address.includes("?") ? "&" : "?"}_rsc` : address;
  return send(asked, { headers: { ...common(by, false), ...(rsc ? { rsc: "1" } : { accept: "text/html" }) } });
}

/** A request of another method, with the body as a form of this type. */
export const request = (method: string, address: string, by: Sent, body?: FormData | URLSearchParams) =>
  send(address, { method, headers: common(by, true), ...(body ? { body } : {}) });

/** Calls a server action as React does, with the form among its arguments. */
export function callAction(action: Action, address: string, by: Sent, fields: Record<string, string>): Promise<Answer> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(`_1_${name}`, value);
  body.set("0", JSON.stringify([[], ["$K1"], [{ status: "idle" }, "$K1"]][action.arguments]));
  return send(address, {
    method: "POST",
    headers: { ...common(by, true), "next-action": action.id, accept: "text/x-component" },
    body,
  });
}

/** Calls a server action as a page without JavaScript does: the only way open to a form on another site. */
export function postAction(action: Action, address: string, by: Sent, fields: Record<string, string>): Promise<Answer> {
  const body = new FormData();
  body.set(`$ACTION_ID_${action.id}`, "");
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return send(address, { method: "POST", headers: common(by, true), body });
}

/** The methods that a route handler answers, as it says itself. */
export async function methodsOf(address: string): Promise<string[]> {
  const answer = await fetch(`${url()}${address}`, { method: "OPTIONS" });
  return (answer.headers.get("allow") ?? "")
    .split(",")
    .map((method) => method.trim())
    .filter((method) => !["", "HEAD", "OPTIONS"].includes(method));
}

/**
 * What an answer comes to, in the words of the table. React's page says inside a 200 where it leads, or that there is
 * none.
 */
export function outcomeOf({ status, location, text }: Answer): string {
  const to = location || /NEXT_REDIRECT;\w+;([^;"]+);/.exec(text)?.[1];
  if (to) return /^(?:(?:\/admin)?\/login(?:\?|$)|\/admin\/second-factor(?:\?next=|$))/.test(to) ? "login" : "on";
  if (status === 404 || text.includes("NEXT_HTTP_ERROR_FALLBACK;404")) return "none";
  return status === 200 ? "ok" : String(status);
}
