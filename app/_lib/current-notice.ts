import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { NOTICE_HEADER, withNotice } from "@/lib/http/notice";
import { isMessageCode, type MessageCode } from "./messages/all";

/** The notice of this request only; null when there is none. See lib/http/notice.ts for how it gets here. */
export async function currentNotice(): Promise<MessageCode | null> {
  const code = (await headers()).get(NOTICE_HEADER);
  return code !== null && isMessageCode(code) ? code : null;
}

/** Sends the visitor on to another page of ours, which then shows the notice of this request. */
export async function redirectWithNotice(path: "/registration" | "/registration/paid"): Promise<never> {
  const code = await currentNotice();
  redirect(code === null ? path : withNotice(path, code));
}
