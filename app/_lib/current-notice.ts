import { headers } from "next/headers";
import { NOTICE_HEADER } from "@/lib/http/notice";
import { isMessageCode, type MessageCode } from "./messages/all";

/**
 * The notice that this request shows, and no later one; null when there is none. How it comes here: lib/http/notice.ts.
 */
export async function currentNotice(): Promise<MessageCode | null> {
  const code = (await headers()).get(NOTICE_HEADER);
  return code !== null && isMessageCode(code) ? code : null;
}
