import { env } from "@/lib/env";

const isSecure = () => env().APP_URL.startsWith("https://");

/**
 * A cookie's name. Under https it begins with __Host-: then no other host of the school's domain can set or overwrite
 * it, and browsers refuse it without Secure, with a Domain or with another path than "/". A demo on http://localhost
 * cannot set Secure, so there the name is plain.
 */
export const hostCookie = (name: string): string => (isSecure() ? `__Host-${name}` : name);

export const cookieOptions = () => ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() }) as const;
