import { z } from "zod";
import { type Card, printableCard } from "@/lib/domain/admit-card/queries";
import type { Result } from "@/lib/core/result";
import { currentCandidate, currentStaff } from "@/lib/auth/session";
import { withNotice } from "@/lib/http/notice";

/** The writes of the route, because only a route may call commands. */
type Commands = {
  draw: (request: { card: Card; now: Date }) => Promise<Result<Uint8Array, "name_cannot_be_drawn">>;
  /** Records that a member of staff opened a card. */
  recordView: (view: { card: Card; staffId: string; now: Date }) => Promise<unknown>;
};

const staffRoles = ["ADMINISTRATOR", "EXAM_OFFICER"];

const goTo = (path: string) =>
  new Response(null, { status: 303, headers: { location: path, "cache-control": "no-store" } });
const notFound = () => new Response("Not found", { status: 404, headers: { "cache-control": "no-store" } });

/**
 * The card of the registration in the address, for its owner or an exam officer. Other visitors get a response that
 * says why not.
 */
async function requestedCard(
  registrationId: string,
  now: Date,
  recordView: Commands["recordView"],
): Promise<Card | Response> {
  const [candidate, staff] = await Promise.all([currentCandidate(), currentStaff()]);
  if (!candidate && !staff) return goTo(withNotice("/login", "signed_out"));
  if (!z.uuid().safeParse(registrationId).success) return notFound();

  if (candidate) {
    const own = await printableCard({ registrationId, asker: { kind: "candidate", accountId: candidate.id }, now });
    if (own.ok) return own.value;
    if (own.error !== "not_found") return goTo(withNotice("/registration", own.error));
  }
  if (!staff || !staffRoles.includes(staff.role)) return notFound();
  const card = await printableCard({ registrationId, asker: { kind: "staff" }, now });
  if (!card.ok) return notFound();
  await recordView({ card: card.value, staffId: staff.id, now });
  return card.value;
}

/** Responds with a PDF of the requested card, shown in the browser and saved under `filename`. */
export async function answerPdf(
  registrationId: string,
  filename: string,
  { draw, recordView }: Commands,
): Promise<Response> {
  const now = new Date();
  const card = await requestedCard(registrationId, now, recordView);
  if (card instanceof Response) return card;

  const pdf = await draw({ card, now });
  if (!pdf.ok) return goTo(withNotice("/registration/admit-card", pdf.error));
  return new Response(Buffer.from(pdf.value), {
    headers: {
      "content-type": "application/pdf",
      // RFC 5987: the Chinese name for modern browsers, an ASCII name for old ones.
      "content-disposition": `inline; filename="document.pdf"; filename*=UTF-8''${encodeURIComponent(filename)}`,
      "cache-control": "private, no-store",
    },
  });
}
