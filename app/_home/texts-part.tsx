import { Markdown } from "@/app/_components/markdown";
import type { Texts } from "@/app/_lib/texts";
import type { HomeContent } from "@/lib/domain/exam-session/queries";

/** 报名须知 and 报名温馨提示: the beginning on phones, whole on wide screens and on paper. The school wrote them in Chinese. */
export const TextsPart = ({ content, words: { t } }: { content: HomeContent; words: Texts }) => (
  <div className="home-pair">
    <Folded id="notice" title={t("报名须知")} text={content.noticeText} open={t("展开全文")} />
    <Folded id="tips" title={t("报名温馨提示")} text={content.tipsText} open={t("展开全文")} />
  </div>
);

const Folded = ({ id, title, text, open }: { id: string; title: string; text: string; open: string }) => (
  <section aria-labelledby={id} className="home-part">
    <h2 id={id}>{title}</h2>
    <input type="checkbox" id={`${id}-open`} className="fold-open" />
    <div className="fold-body" lang="zh-CN">
      <Markdown text={text} />
    </div>
    <label htmlFor={`${id}-open`} className="fold-label">
      {open}
      <span className="sr-only">{title}</span>
    </label>
  </section>
);
