import { messages } from "@/app/_lib/messages/all";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { currentVisitor } from "@/lib/auth/step";
import { isWritten, readName } from "@/lib/core/person-name";
import type { Outline } from "@/lib/adapter/pdf/outline";
import { outlineText } from "@/lib/adapter/pdf/renderer";

const MAX_BYTES = 2_000;

/**
 * Returns a typed name as the server understands it and as the admit card will print it, or the sentence of its error.
 */
export type NamePrint = { name: string; written: boolean; outline: Outline } | { message: string };

/** The page calls this while the candidate types. It is a post, because a name must not appear in any log. */
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
