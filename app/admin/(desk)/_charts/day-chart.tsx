import { axisEnd, type Column, dayColumns } from "./day-columns";

const PLOT = 150;
const BASE = PLOT + 18;
const HEIGHT = BASE + 20;

/** 11月29日 */
const shortDay = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
const spanOf = ({ from, to }: Column): string => (from === to ? shortDay(from) : `${shortDay(from)}至${shortDay(to)}`);

/**
 * Registrations a day as columns, with the day on which registration closes. Drawn by the server; widths are per cent,
 * so that letters keep their size on every screen. The same numbers stand in a table below.
 */
export function DayChart({
  days,
  window,
}: {
  days: readonly { day: string; count: number }[];
  window: { opensAt: Date; closesAt: Date };
}) {
  const total = days.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return <p className="mt-2 text-muted">还没有人报名。有考生开始报名后，这里显示每天的人数。</p>;
  const { columns, closing } = dayColumns(days, window);
  const end = axisEnd(Math.max(...columns.map(({ count }) => count)));
  const [first, last] = [columns[0], columns.at(-1)];
  const share = 100 / columns.length;
  const x = (index: number) => `${(index * share).toFixed(3)}%`;
  const most = columns.reduce((best, column) => (column.count > best.count ? column : best));
  const closingAt = closing === null ? 0 : (closing + 1) * share;
  return (
    <>
      <div className="mt-2 flex gap-2">
        <div className="chart-axis" aria-hidden="true">
          <span>{end}</span>
          <span>{end / 2}</span>
          <span>0</span>
        </div>
        <svg
          width="100%"
          height={HEIGHT}
          role="img"
          aria-labelledby="day-chart-title day-chart-text"
          className="min-w-0 flex-1 overflow-visible"
        >
          <title id="day-chart-title">每日新增报名</title>
          <desc id="day-chart-text">
            {`共 ${total} 份，最多的是${spanOf(most)}，${most.count} 份。每天的数据见下方表格。`}
          </desc>
          {[0, 0.5, 1].map((part) => (
            <line
              key={part}
              x1="0"
              x2="100%"
              y1={BASE - part * PLOT}
              y2={BASE - part * PLOT}
              className={part === 0 ? "stroke-muted" : "stroke-line"}
            />
          ))}
          {columns.map((column, index) => (
            <rect
              key={column.from}
              x={x(index + 0.1)}
              width={x(0.8)}
              y={BASE - (column.count / end) * PLOT}
              height={(column.count / end) * PLOT}
              className="fill-brand"
            >
              <title>{`${spanOf(column)}：${column.count} 份`}</title>
            </rect>
          ))}
          {closing !== null && (
            <>
              <line
                x1={`${closingAt}%`}
                x2={`${closingAt}%`}
                y1="4"
                y2={BASE}
                strokeDasharray="4 3"
                className="stroke-bad"
              />
              <text
                x={`${closingAt}%`}
                dx={closingAt > 50 ? -4 : 4}
                y="13"
                textAnchor={closingAt > 50 ? "end" : "start"}
                className="fill-bad text-xs"
              >
                报名截止
              </text>
            </>
          )}
          {first && (
            <text x="0" y={HEIGHT - 4} className="fill-muted text-xs">
              {shortDay(first.from)}
            </text>
          )}
          {last && columns.length > 1 && (
            <text x="100%" y={HEIGHT - 4} textAnchor="end" className="fill-muted text-xs">
              {shortDay(last.to)}
            </text>
          )}
        </svg>
      </div>
      <details className="mt-1">
        <summary className="min-h-11 cursor-pointer py-2 text-sm sm:min-h-6 sm:py-0">查看数据</summary>
        <table className="table mt-2">
          <thead>
            <tr>
              <th scope="col">日期</th>
              <th scope="col" className="text-right">
                新增报名
              </th>
            </tr>
          </thead>
          <tbody>
            {columns
              .filter(({ count }) => count > 0)
              .map((column) => (
                <tr key={column.from}>
                  <th scope="row">{column.from === column.to ? column.from : `${column.from} 至 ${column.to}`}</th>
                  <td className="text-right tabular-nums">{column.count}</td>
                </tr>
              ))}
            <tr>
              <th scope="row">合计</th>
              <td className="text-right font-semibold tabular-nums">{total}</td>
            </tr>
          </tbody>
        </table>
      </details>
    </>
  );
}
