import type { Texts } from "@/app/_lib/texts";

/** A plain GET form: a search can be bookmarked and sent to a fellow student. */
export const QuestionSearch = ({ wanted, words: { t } }: { wanted: string; words: Texts }) => (
  // The search element is unknown to the browsers of old phones.
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
  <form action="/faq" method="get" role="search" className="mb-3 flex gap-2">
    <label htmlFor="q" className="sr-only">
      {t("搜索常见问题")}
    </label>
    <input id="q" name="q" type="search" defaultValue={wanted} maxLength={50} className="input min-w-0" />
    <button type="submit" className="button shrink-0">
      {t("搜索")}
    </button>
  </form>
);
