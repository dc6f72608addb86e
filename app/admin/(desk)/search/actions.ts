"use server";

import { statusLabels } from "@/app/_lib/labels/registration";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import { formIn, type FormState } from "@/lib/auth/form-state";
import { requireStaff } from "@/lib/auth/session";
import { everyRole, hasRole, isExamOffice, mayAs, type Roles } from "@/lib/domain/account/roles";
import { takeStaffSearch } from "@/lib/domain/account/commands/take-staff-search";
import { recordSearch } from "@/lib/domain/audit/commands";
import { searchPayments } from "@/lib/domain/payment/queries/desk";
import { type PaymentSearch, readPaymentSearch } from "@/lib/domain/payment/search";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { placesOf, searchRegistrations } from "@/lib/domain/review/queries/search";
import { inScope } from "@/lib/domain/review/scope";
import { readSearch } from "@/lib/domain/review/search";
import { reviewReaders } from "@/lib/domain/review/stages";

/** A page that a found person leads to. */
export type Place = { href: string; label: string };

/** A person whom the search found, masked, and where he can be opened. */
export type Hit = { id: string; name: string; document: string; state: string; places: Place[] };

export type DeskSearchState = FormState | { status: "found"; typed: string; hits: Hit[]; more: boolean };

const MAX_HITS = 8;

const paymentReaders = ["FINANCE", "EXAM_OFFICER", "AUDITOR"] as const;

type Found = {
  id: string;
  name: string | null;
  documentMasked: string | null;
  status: string;
  shown: ShownStatus;
};

/** A post and no address, because search terms are personal data. Everybody finds what his roles and schools allow. */
export async function deskSearchAction(_previous: DeskSearchState, given: FormData): Promise<DeskSearchState> {
  const form = formIn(given);
  const staff = await requireStaff(everyRole, "/admin/search");
  const typed = form.get("search");
  const search = typeof typed === "string" ? readPaymentSearch(typed) : null;
  if (!search || typeof typed !== "string")
    return { status: "invalid", fieldErrors: { search: ["search_required"] }, values: {} };
  if (!(await takeStaffSearch(staff.id)))
    return { status: "refused", error: "search_too_often", values: { search: typed } };
  const now = new Date();
  const examSessionId = (await namedExamSession(form.get("session")))?.id;
  const found = await findFor(staff, typed, search, examSessionId, now);
  const shown = found.slice(0, MAX_HITS);
  await recordSearch({
    staffId: staff.id,
    among: "desk",
    ...(examSessionId && { examSessionId }),
    search,
    found: shown.map(({ id }) => id),
    now,
  });
  return { status: "found", typed, hits: await hitsOf(staff, shown), more: found.length > shown.length };
}

/**
 * Payment numbers are searched in every exam session, by those who may see payments. Finance searches people in every
 * exam session too, because refunds come late; those who see registrations in the one that the page shows, within their
 * schools. Who may do both finds both.
 */
async function findFor(
  staff: { id: string; roles: Roles },
  typed: string,
  search: PaymentSearch,
  examSessionId: string | undefined,
  now: Date,
): Promise<Found[]> {
  const everywhere = hasRole(staff.roles, ["FINANCE"]);
  const asks = everywhere || (search.kind === "number" && mayAs(staff.roles, paymentReaders));
  const ofPayment = asks ? await searchPayments(search, now) : [];
  const person = mayAs(staff.roles, reviewReaders) ? readSearch(typed) : null;
  if (!person || !examSessionId || (ofPayment.length > 0 && !everywhere)) return ofPayment;
  const scope = await scopeOf(staff, reviewReaders);
  const registered = await searchRegistrations({ examSessionId, search: person, scope, now });
  return [...ofPayment, ...registered.filter(({ id }) => ofPayment.every((found) => found.id !== id))];
}

async function hitsOf(staff: { id: string; roles: Roles }, found: readonly Found[]): Promise<Hit[]> {
  const places = new Map((await placesOf(found.map(({ id }) => id))).map((place) => [place.id, place]));
  const seesPayments = mayAs(staff.roles, paymentReaders);
  const seesSeats = isExamOffice(staff.roles);
  const reviewed = await scopeOf(staff, reviewReaders);
  return found.map(({ id, name, documentMasked, status, shown }) => {
    const { orders = [], seat, school, teachingPoint } = places.get(id) ?? {};
    const sees = status !== "DRAFT" && inScope(reviewed, school?.name ?? null, teachingPoint?.name ?? null);
    return {
      id,
      name: name ?? "（未填写）",
      document: documentMasked ?? "",
      state: statusLabels[shown],
      places: [
        { href: `/admin/registrations/${id}`, label: "考生档案" },
        ...(sees ? [{ href: `/admin/reviews/${id}`, label: "审核页" }] : []),
        ...(seesPayments
          ? orders.map((order) => ({ href: `/admin/payments/${order.id}`, label: `订单 ${order.outTradeNo}` }))
          : []),
        ...(seesSeats && seat
          ? [{ href: `/admin/seating/rooms/${seat.room.id}`, label: `座位 ${seat.room.number} 考场 ${seat.number} 号` }]
          : []),
      ],
    };
  });
}
