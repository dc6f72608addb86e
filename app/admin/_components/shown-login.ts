import { formatStamp } from "@/app/_lib/format";
import type { LiveLogin } from "@/lib/domain/account/queries";
import type { Login } from "./login-list";

/** A login session in words. `own`: the login session of this browser. */
export const shownLogin = (
  { id, createdAt, lastSeenAt, network, device, bySso, half }: LiveLogin,
  own: string,
): Login => ({
  id,
  since: formatStamp(createdAt),
  lastSeen: formatStamp(lastSeenAt),
  network: network ?? "未知",
  device: device ?? "未知",
  way: bySso ? "统一身份认证" : "密码",
  half,
  isThis: id === own,
});
