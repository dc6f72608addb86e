import { Markdown } from "@/app/_components/markdown";
import type { Texts } from "@/app/_lib/texts";

type Shown = { id: string; title: string; text: string; pinned: boolean; startsAt: Date };

/**
 * 通知公告 of the home and of the status page: pinned ones unfolded, the others by their title. Nothing at all while
 * there are none. The school wrote them in Chinese.
 */
export function NoticesPart({
  notices,
  words: { t, moment },
  className,
  unfolded = false,
}: {
  notices: readonly Shown[];
  words: Pick<Texts, "t" | "moment">;
  className: string;
  /** Every text is in sight at first: a preview. */
  unfolded?: boolean;
}) {
  if (!notices.length) return null;
  return (
    <section aria-labelledby="notices" className={className}>
      <h2 id="notices">{t("通知公告")}</h2>
      <ul className="divide-y divide-line">
        {notices.map(({ id, title, text, pinned, startsAt }) => (
          <li key={id}>
            <details open={pinned || unfolded}>
              <summary className="min-h-11 cursor-pointer py-2">
                {pinned && <span className="mr-2 rounded bg-brand px-1.5 py-0.5 text-sm text-white">{t("置顶")}</span>}
                <span lang="zh-CN" className="font-semibold text-brand underline underline-offset-2">
                  {title}
                </span>{" "}
                <time dateTime={startsAt.toISOString()} className="text-sm whitespace-nowrap text-muted">
                  {moment(startsAt)}
                </time>
              </summary>
              <div lang="zh-CN" className="pb-3">
                <Markdown text={text} />
              </div>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
