import type { ExchangeState } from "@/lib/adapter/db/enums";
import type { ToldExchange } from "@/lib/domain/correction/exchange";

/** What an exchange is called, for staff and candidate. */
export const exchangeStates: Record<ExchangeState, string> = {
  OPEN: "等待考生换交",
  HANDED_IN: "已换交，等待核对",
  ACCEPTED: "已换用新材料",
  REFUSED: "已驳回",
  WITHDRAWN: "已撤回",
  EXPIRED: "已过期",
};

/** What 我的报名 says of an exchange, and the words of its link. */
export const exchangeNews: Record<ToldExchange, { title: string; link: string }> = {
  OPEN: { title: "请换交登记照或材料", link: "查看原因和截止时间，上传新的文件" },
  HANDED_IN: { title: "已收到换交的文件，等待核对", link: "查看换交的文件" },
  REFUSED: { title: "换交的文件没有通过，原来的继续有效", link: "查看换交的原因和结果" },
  EXPIRED: { title: "换交已经截止，没有收到文件，原来的继续有效", link: "查看换交的原因和结果" },
  WITHDRAWN: { title: "换交已由考务办公室撤回，原来的继续有效", link: "查看换交的原因和结果" },
};
