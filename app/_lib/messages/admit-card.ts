import type { PublishRefusal } from "@/lib/domain/admit-card/commands/publish-cards";

type AdmitCardRefusal = PublishRefusal | "name_cannot_be_drawn" | "too_many_card_links";

/** The sentences about admit cards: why something is refused, and what to do. */
export const admitCardRefusals: Record<AdmitCardRefusal, string> = {
  name_cannot_be_drawn: "您的姓名中有暂时无法生成 PDF 的字，请点击“打印准考证”直接打印本页，或者联系考务办公室。",
  too_many_card_links: "一小时内生成链接的次数过多，请稍后再试，或者在电脑上登录打印。",
  seats_not_assigned: "请先编排考场，再发布准考证。",
  cards_already_published: "准考证已经发布，无需重复操作。",
  cards_changed_meanwhile: "没有发布：打开本页之后，已编排的人数有了变化。请核对下面的最新人数，再次确认。",
  names_cannot_be_drawn: "部分考生姓名中的字暂时无法生成 PDF，请核对名单；确认后可以继续发布。",
};

/** What went well, or is under way. */
export const admitCardNews = {
  cards_published: "准考证已发布，考生可以在打印时间内打印。",
} as const;
