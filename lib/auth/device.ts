import { randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import { type Device, deviceMark, MAX_MARKS } from "@/lib/adapter/crypto/device";
import { cookieOptions, hostCookie } from "@/lib/http/host-cookie";

const NAME = "device";
// 400 days: browsers shorten longer lifetimes of cookies to this.
const SECONDS = 400 * 24 * 60 * 60;

/** The id and its marks, from the oldest to the newest; both in base64url, which has no dot. */
const wellFormed = /^[\w-]{22}(?:\.[\w-]{22})*$/;

/** The device id of this browser; null when it has none. */
export async function currentDevice(): Promise<Device | null> {
  const value = (await cookies()).get(hostCookie(NAME))?.value;
  if (!value || !wellFormed.test(value)) return null;
  const [id = "", ...marks] = value.split(".");
  return { id, marks: marks.slice(-MAX_MARKS) };
}

/** The device id of this browser, created when it has none. Only an action or a route can set the cookie. */
export async function ensureDevice(): Promise<Device> {
  const known = await currentDevice();
  if (known) return known;
  const device = { id: randomBytes(16).toString("base64url"), marks: [] };
  await keep(device);
  return device;
}

/**
 * Remembers that an account or a member of staff signed in on this browser. From then on wrong passwords of other
 * people do not limit this browser.
 */
export async function rememberDevice(ownerId: string): Promise<void> {
  const { id, marks } = await ensureDevice();
  const mark = deviceMark(id, ownerId);
  await keep({ id, marks: [...marks.filter((other) => other !== mark), mark].slice(-MAX_MARKS) });
}

async function keep({ id, marks }: Device): Promise<void> {
  (await cookies()).set(hostCookie(NAME), [id, ...marks].join("."), { ...cookieOptions(), maxAge: SECONDS });
}
