import { formatStamp } from "@/app/_lib/format";
import type { PersonKind } from "@/lib/domain/progress/person-access";
import type { PersonLine } from "./person-lines";

const kindLabels: Record<PersonKind, string> = {
  moves: "办理",
  needs: "合理便利",
  money: "缴费",
  sms: "短信",
  logins: "登录",
  looks: "工作人员查看",
};

/** So many lines are shown at once; older ones are folded. */
const MAX_OPEN = 40;

const tones = { plain: "border-line", good: "border-good", warn: "border-warn", bad: "border-bad" };

/**
 * Everything that happened, newest first, of one kind or of all. Without a choice the looks of staff are left out: they
 * are many, and nothing happened by them.
 */
export function PersonTimeline({
  lines,
  kinds,
  kind,
  path,
  cut,
}: {
  lines: readonly PersonLine[];
  kinds: readonly PersonKind[];
  kind: PersonKind | null;
  path: string;
  /** Older records were not read. */
  cut: boolean;
}) {
  const chosen = lines.filter((line) => (kind ? line.kind === kind : line.kind !== "looks"));
  const [open, folded] = [chosen.slice(0, MAX_OPEN), chosen.slice(MAX_OPEN)];
  const count = (of: PersonKind) => lines.filter((line) => line.kind === of).length;
  return (
    <section aria-labelledby="story" className="card">
      <h2 id="story">经过</h2>
      <nav aria-label="按种类筛选经过" className="no-print mt-2 max-w-full">
        <ul className="desk-states">
          <li>
            <a href={`${path}#story`} aria-current={kind === null ? "page" : undefined}>
              全部（{lines.length - count("looks")}）
            </a>
          </li>
          {kinds.map((one) => (
            <li key={one}>
              <a href={`${path}?show=${one}#story`} aria-current={kind === one ? "page" : undefined}>
                {kindLabels[one]}（{count(one)}）
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {chosen.length === 0 && <p className="mt-3 text-muted">没有这一类记录。</p>}
      <Lines lines={open} />
      {folded.length > 0 && (
        <details>
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2">
            更早的 {folded.length} 条
          </summary>
          <Lines lines={folded} />
        </details>
      )}
      {cut && <p className="mt-2 text-sm text-muted">更早的操作记录没有列出。</p>}
    </section>
  );
}

const Lines = ({ lines }: { lines: readonly PersonLine[] }) => (
  <ol className="mt-3">
    {lines.map(({ at, text, who, more, tone, href }, index) => (
      <li key={`${at.getTime()}-${index}`} className={`ml-1 border-l-4 py-1.5 pl-4 ${tones[tone]}`}>
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="wrap-anywhere">{href ? <a href={href}>{text}</a> : text}</span>
          <span className="text-sm text-muted tabular-nums">
            {who}　
            <time className="whitespace-nowrap" dateTime={at.toISOString()}>
              {formatStamp(at)}
            </time>
          </span>
        </p>
        {more && <p className="text-sm wrap-anywhere text-muted">{more}</p>}
      </li>
    ))}
  </ol>
);
