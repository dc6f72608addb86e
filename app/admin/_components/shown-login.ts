import { formatStamp } from "@/app/_lib/format";
import type { LiveLogin } from "@/lib/domain/account/queries";
import type { Login } from "./login-list";

/** A login session in words. `own`: the login session of this browser. */
export const shownLogin = ({ id, createdAt, lastSeenAt, network, device, half }: LiveLogin, own: string): Login => ({
  id,
  since: formatStamp(createdAt),
  lastSeen: formatStamp(lastSeenAt),
  network: network ?? "未知",
  device: device ?? "未知",
  half,
  isThis: id === own,
});
