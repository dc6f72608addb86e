import { messages } from "@/app/_lib/messages/all";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { currentVisitor } from "@/lib/auth/step";
import { isWritten, readName } from "@/lib/core/person-name";
import type { Outline } from "@/lib/adapter/pdf/outline";
import { outlineText } from "@/lib/adapter/pdf/renderer";

const MAX_BYTES = 2_000;

/**
 * A typed name as it was understood and as the admit card will print it, or the sentence that says what is wrong with
 * it.
 */
export type NamePrint = { name: string; written: boolean; outline: Outline } | { message: string };

/** Asked by the form while one types. Posted, not asked by address: a name belongs into no log. */
export const POST = sameOriginPost(
  async (request) => answerWith(await printName(request)),
  () => answerWith({ answer: { message: messages.cross_origin }, status: 403 }),
);

type Printed = { answer: NamePrint; status: number };

const answerWith = ({ answer, status }: Printed): Response =>
  Response.json(answer, { status, headers: { "cache-control": "no-store" } });

async function printName(request: Request): Promise<Printed> {
  const { candidate } = await currentVisitor();
  if (!candidate) return { answer: { message: messages.signed_out }, status: 401 };
  if (Number(request.headers.get("content-length") ?? Infinity) > MAX_BYTES)
    return { answer: { message: messages.text_too_long }, status: 422 };
  const read = readName(new URLSearchParams(await request.text()).get("name") ?? "");
  if (!read.ok) return { answer: { message: messages[read.error] }, status: 200 };
  return {
    answer: { name: read.value, written: isWritten(read.value), outline: await outlineText(read.value) },
    status: 200,
  };
}
