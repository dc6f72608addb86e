import type { ExchangeState } from "@/lib/adapter/db/enums";

/** What an exchange is called, for staff and candidate. */
export const exchangeStates: Record<ExchangeState, string> = {
  OPEN: "等待考生换交",
  HANDED_IN: "已换交，等待核对",
  ACCEPTED: "已换用新材料",
  REFUSED: "已驳回",
  WITHDRAWN: "已撤回",
  EXPIRED: "已过期",
};
