import { headers } from "next/headers";
import { NOTICE_HEADER } from "@/lib/http/notice";
import { isMessageCode, type MessageCode } from "./messages/all";

/** The notice of this request only; null when there is none. See lib/http/notice.ts for how it gets here. */
export async function currentNotice(): Promise<MessageCode | null> {
  const code = (await headers()).get(NOTICE_HEADER);
  return code !== null && isMessageCode(code) ? code : null;
}
