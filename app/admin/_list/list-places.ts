import type { Roles } from "@/lib/domain/account/roles";
import type { SettableList } from "@/lib/domain/account/list-settings";

const decides = ["REVIEWER", "EXAM_OFFICER", "AUDITOR"] as const;
const money = ["FINANCE", "EXAM_OFFICER", "AUDITOR"] as const;

/** The page each list stands on, and who may open it beside an administrator. */
export const listPlaces: Readonly<Record<SettableList, { page: string; roles: Roles }>> = {
  reviews: { page: "/admin/reviews", roles: decides },
  registrations: { page: "/admin/registrations", roles: decides },
  orders: { page: "/admin/payments", roles: money },
  refunds: { page: "/admin/payments/refunds", roles: money },
  waivers: { page: "/admin/payments/waivers", roles: money },
  sms: { page: "/admin/messages/log", roles: ["EXAM_OFFICER", "AUDITOR"] },
  audit: { page: "/admin/audit", roles: ["AUDITOR"] },
};
