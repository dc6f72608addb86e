import { type PartName, partId, parts } from "./frame";
import type { Changes } from "./use-changes";

/** The parts of the form with a link to each, and how much was changed or must be corrected there. */
export function PartList({ changes }: { changes: Changes }) {
  return (
    <nav aria-label="本页各部分" className="mb-5 lg:sticky lg:top-4 lg:self-start">
      <ol className="flex flex-wrap gap-x-4 lg:block">
        {(Object.keys(parts) as PartName[]).map((part) => {
          const { changed, wrong } = changes.parts[partId(part)] ?? { changed: 0, wrong: 0 };
          return (
            <li key={part}>
              <a
                href={`#${partId(part)}`}
                className="flex min-h-11 items-center justify-between gap-2 text-sm no-underline hover:underline lg:min-h-9"
              >
                {parts[part]}
                {wrong > 0 ? (
                  <span className="rounded bg-bad-soft px-1.5 font-semibold whitespace-nowrap text-bad">
                    {wrong} 处错误
                  </span>
                ) : (
                  changed > 0 && (
                    <span className="rounded bg-warn-soft px-1.5 whitespace-nowrap text-warn">{changed} 处修改</span>
                  )
                )}
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
