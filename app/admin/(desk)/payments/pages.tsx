/** The pages of a list: `before` is the last row of the previous page. */
export function Pages({
  base,
  before,
  next,
  anchor = "",
}: {
  base: string;
  before?: string | undefined;
  next: string | null;
  anchor?: string;
}) {
  if (!before && !next) return null;
  return (
    <nav aria-label="翻页" className="no-print mt-4 flex flex-wrap gap-3">
      {before && (
        <a href={`${base}${anchor}`} className="button button-small">
          回到第一页
        </a>
      )}
      {next && (
        <a href={`${base}?before=${next}${anchor}`} className="button button-small">
          下一页
        </a>
      )}
    </nav>
  );
}
