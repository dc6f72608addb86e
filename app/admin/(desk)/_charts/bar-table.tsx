import type { Figure } from "@/lib/domain/review/queries/figures";

/** So many rows are shown at once; the other ones are folded. */
const SHOWN = 8;

/** Numbers by name as a table whose rows hold a bar each: chart and table in one. */
export function BarTable({ of, figures }: { of: string; figures: readonly Figure[] }) {
  const total = figures.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return <p className="mt-2 text-muted">还没有人报名。</p>;
  const sorted = figures.toSorted((a, b) => Number(a.name === null) - Number(b.name === null) || b.count - a.count);
  const most = Math.max(...figures.map(({ count }) => count));
  const [shown, folded] = [sorted.slice(0, SHOWN), sorted.slice(SHOWN)];
  const rest = folded.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <Bars of={of} figures={shown} most={most} total={total} />
      {folded.length > 0 && (
        <details className="mt-1">
          <summary className="min-h-11 cursor-pointer py-2 text-sm sm:min-h-6 sm:py-0">
            其余 {folded.length} 项，{rest} 份
          </summary>
          <Bars of={of} figures={folded} most={most} total={total} />
        </details>
      )}
      <p className="mt-2 text-right text-sm text-muted tabular-nums">合计 {total} 份</p>
    </>
  );
}

function Bars({ of, figures, most, total }: { of: string; figures: readonly Figure[]; most: number; total: number }) {
  return (
    <table className="chart-bars">
      <thead className="sr-only">
        <tr>
          <th scope="col">{of}</th>
          <th scope="col">报名份数</th>
          <th scope="col">占比</th>
        </tr>
      </thead>
      <tbody>
        {figures.map(({ name, count }) => (
          <tr key={name ?? ""}>
            <th scope="row">{name ?? "（未填写）"}</th>
            <td>
              <div className="chart-bars-count">
                <svg height="14" aria-hidden="true">
                  <rect width={`${(100 * count) / most}%`} height="14" rx="2" className="fill-brand" />
                </svg>
                {count}
              </div>
            </td>
            <td className="w-12 text-right text-muted tabular-nums">{Math.round((100 * count) / total)}%</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
