import type { World } from "./world";

/** For each parameter of an address, the thing of the world it names; a row may be the page of another one. */
const parameters: Record<string, (world: World) => string> = {
  "/admin/accommodations/[id]": ({ who }) => who.submitted.registrationId,
  "/admin/appeals/[id]": ({ things }) => things.appealId,
  "/admin/appeals/requests/[id]": ({ things }) => things.correctionRequestId,
  "/admin/appeals/corrections/[id]": ({ things }) => things.correctionId,
  "/admin/appeals/phones/[id]": ({ things }) => things.phoneAppealId,
  "/admin/messages/[id]": ({ things }) => things.campaignId,
  "/admin/notices/[id]": ({ things }) => things.noticeId,
  "/admin/payments/[orderId]": ({ things }) => things.paid.orderId,
  "/admin/payments/refunds/[id]": ({ things }) => things.requestId,
  "/admin/payments/waive/[id]": ({ who }) => who.approved.registrationId,
  "/admin/registrations/[id]": ({ who }) => who.submitted.registrationId,
  "/admin/registrations/[id]/phone": ({ who }) => who.submitted.registrationId,
  "/admin/registrations/[id]/fill": ({ who }) => who.consenting.registrationId,
  "/admin/registrations/[id]/exchange": ({ who }) => who.approved.registrationId,
  "/admin/registrations/[id]/correct": ({ who }) => who.submitted.registrationId,
  "/admin/reviews/[id]": ({ who }) => who.submitted.registrationId,
  "/admin/reviews/bulk/runs/[id]": ({ things }) => things.bulkId,
  "/admin/roster/[id]": ({ things }) => things.importId,
  "/admin/seating/rooms/[id]": ({ things }) => things.roomId,
  "/admin/seating/rooms/[id]/edit": ({ things }) => things.roomId,
  "/admin/sessions/[id]": ({ examSession }) => examSession.id,
  "/admin/sessions/[id]/publish": ({ examSession }) => examSession.id,
  "/admin/sessions/[id]/texts": ({ examSession }) => examSession.id,
  "/admin/staff/[id]": ({ staff }) => staff.in ?? "",
  "/api/admit-cards/[id]": ({ who }) => who.paid.registrationId,
  "/api/admit-cards/[id]/picture": ({ who }) => who.paid.registrationId,
  "/api/admit-cards/[id]/pledge": ({ who }) => who.paid.registrationId,
  "/api/auth/[...nextauth]": () => "session",
  "/admin/invitation/[token]": () => "aaaaaa-bbbbbb-cccccc-dddddd",
  "/api/card-links/[token]": () => "A".repeat(43),
  "/card-link/[token]": () => "A".repeat(43),
  "/api/desk-uploads/[id]": ({ who }) => who.submitted.registrationId,
  "/api/evidence/[id]": ({ things }) => things.evidenceId,
  "/api/files/[id]": ({ things }) => things.fileId,
  "/api/lists/[list]": () => "orders",
  "/api/payments/[id]/status": ({ things }) => things.paid.orderId,
  "/api/payments/receipts/[orderId]": ({ things }) => things.paid.orderId,
  // Of school B, and nobody's: the reviewer of school A is refused for its school alone.
  "/api/reviews/[id]/claim": ({ who }) => who.elsewhere.registrationId,
  "/api/reviews/[id]/release": ({ who }) => who.submitted.registrationId,
  "/api/roster/[id]/errors": ({ things }) => things.importId,
  "/api/sessions/[id]/pictures": ({ examSession }) => examSession.id,
  "/api/sms-receipts/[vendor]/[secret]": () => "aliyun/guessed-secret-guessed-secret",
  "/api/wechat-verification/[name]": () => "none",
  "/school-pictures/[hash]": ({ things }) => things.pictureHash,
};

/** What an address asks for beside its path. */
const queries: Record<string, (world: World) => string> = {
  "/admin/payments/refunds/new": ({ things }) => `order=${things.paid.orderId}`,
  "/admin/reviews/bulk": ({ who }) => `id=${who.submitted.registrationId}&id=${who.elsewhere.registrationId}`,
  "/api/evidence": ({ things }) => `of=correction&id=${things.correctionId}`,
  "/api/registration/mark": ({ examSession }) => `session=${examSession.id}`,
  "/api/reviews/live": ({ who }) => `id=${who.submitted.registrationId}&id=${who.elsewhere.registrationId}`,
};

/** The address of a route of the build; throws where a parameter is new and nobody has said what it names. */
export function addressOf(route: string, world: World): string {
  if (route.startsWith("/MP_verify_")) return "/MP_verify_none.txt";
  const parameter = parameters[route]?.(world);
  if (route.includes("[") && !parameter)
    throw new Error(`${route}: name in tests/e2e/support/callers/addresses.ts what its parameter is`);
  const address = route.replace(/\[[^\]]+\](?:\/\[[^\]]+\])?/, parameter ?? "");
  const query = queries[route]?.(world);
  return query ? `${address}?${query}` : address;
}

/** The form that a route's post is sent; an empty one unless named here. */
export function bodyOf(route: string, { things }: World): FormData {
  const body = new FormData();
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const fields: Record<string, Record<string, string>> = {
    "/api/payments/exports": { from: today, to: today, wanted: "lines" },
    "/api/sessions/[id]/pictures": { kind: "emblem", remove: "1" },
    "/api/uploads": { remove: things.fileId },
  };
  for (const [name, value] of Object.entries(fields[route] ?? {})) body.set(name, value);
  return body;
}
