import { env } from "@/lib/env";

const isSecure = () => env().APP_URL.startsWith("https://");

/**
 * The full name of a cookie. Under https it begins with __Host-, so that no other host of the school's domain can set
 * or overwrite it; browsers then demand Secure, no Domain and the path "/". A demo on http://localhost cannot set
 * Secure, so its names are plain.
 */
export const hostCookie = (name: string): string => (isSecure() ? `__Host-${name}` : name);

export const cookieOptions = () => ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() }) as const;
