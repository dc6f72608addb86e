import { z } from "zod";
import { type Card, printableCard } from "@/lib/domain/admit-card/queries";
import type { Result } from "@/lib/core/result";
import { type MessageCode, messages } from "@/app/_lib/messages/all";
import { fileRefused, signedOutFile, wantsFile } from "@/lib/auth/saved-file";
import { currentCandidate, currentStaff } from "@/lib/auth/session";
import { isExamOffice } from "@/lib/domain/account/roles";
import { drawnTooOften } from "@/lib/http/drawing-limit";
import { fileAnswer } from "@/lib/http/file-answer";
import { withNotice } from "@/lib/http/notice";

/** The writes of the route, because only a route may call commands. */
type Commands = {
  draw: (request: { card: Card; now: Date }) => Promise<Result<Uint8Array, "name_cannot_be_drawn">>;
  /** Records that a member of staff opened a card. */
  recordView: (view: { card: Card; staffId: string; now: Date }) => Promise<unknown>;
};

/** Leads to the page that says why not. A file that is saved gets the sentence itself. */
const refused = (request: Request, page: string, why: MessageCode) =>
  wantsFile(request)
    ? fileRefused(409, messages[why])
    : new Response(null, { status: 303, headers: { location: withNotice(page, why), "cache-control": "no-store" } });
const notFound = () => new Response("Not found", { status: 404, headers: { "cache-control": "no-store" } });

/**
 * The card of the registration in the address, for its owner or an exam officer. Other visitors get a response that
 * says why not.
 */
async function requestedCard(
  request: Request,
  registrationId: string,
  now: Date,
  recordView: Commands["recordView"],
): Promise<Card | Response> {
  const [candidate, staff] = await Promise.all([currentCandidate(), currentStaff()]);
  if (!candidate && !staff) return wantsFile(request) ? signedOutFile() : refused(request, "/login", "signed_out");
  if (!z.uuid().safeParse(registrationId).success) return notFound();

  if (candidate) {
    const own = await printableCard({ registrationId, asker: { kind: "candidate", accountId: candidate.id }, now });
    if (own.ok) return own.value;
    if (own.error !== "not_found") return refused(request, "/registration", own.error);
  }
  if (!staff || !isExamOffice(staff.roles)) return notFound();
  const card = await printableCard({ registrationId, asker: { kind: "staff" }, now });
  if (!card.ok) return notFound();
  await recordView({ card: card.value, staffId: staff.id, now });
  return card.value;
}

/** Responds with a file of the requested card, shown in the browser and saved under `filename`. */
export async function answerFile(
  request: Request,
  registrationId: string,
  filename: string,
  { draw, recordView }: Commands,
): Promise<Response> {
  const now = new Date();
  const card = await requestedCard(request, registrationId, now, recordView);
  if (card instanceof Response) return card;

  const tooOften = await drawnTooOften(card.accountId);
  if (tooOften) return tooOften;
  const drawn = await draw({ card, now });
  return drawn.ok ? fileAnswer(drawn.value, filename) : refused(request, "/registration/admit-card", drawn.error);
}
