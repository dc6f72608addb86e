import { rosterModeLabels } from "@/app/_lib/labels/roster";
import type { RosterImportMode } from "@/lib/adapter/db/enums";
import type { ImportCounts } from "@/lib/domain/roster/schema";

/** What the check found; `done`: how it was imported, once it was. */
export function ImportFigures({ counts, done }: { counts: ImportCounts; done?: RosterImportMode | null }) {
  const figures: [label: string, value: number, tone: string][] = [
    ["读取的行", counts.rows, ""],
    [done ? "已导入" : "可以导入", counts.good, "text-good"],
    [done ? "已忽略（有错误）" : "有错误", counts.bad, counts.bad > 0 ? "text-bad" : ""],
    ["重复（只取第一行）", counts.repeated, ""],
  ];
  return (
    <section aria-labelledby="figures" className="card mb-5">
      <h2 id="figures">{done ? "结果" : "检查结果"}</h2>
      <dl className="mt-2 grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
        {figures.map(([label, value, tone]) => (
          <div key={label} className="flex flex-col-reverse justify-end">
            <dt className="text-sm text-muted">{label}</dt>
            <dd className={`text-2xl font-bold tabular-nums ${tone}`}>{value}</dd>
          </div>
        ))}
      </dl>
      {counts.passedOver > 0 && (
        <p className="mt-3 text-sm text-muted">
          另有 {counts.passedOver} 行是合计、签名、说明或重复的表头，未作为名单读取。
        </p>
      )}
      {done && (
        <p className="mt-3 text-sm text-muted">
          {rosterModeLabels[done]}：{effectOf(counts, done)}
        </p>
      )}
    </section>
  );
}

/** What an import in a mode does to the roster. */
export function effectOf({ add, replace }: ImportCounts, mode: RosterImportMode): string {
  if (mode === "ADD")
    return `新增 ${add.added} 人，更新 ${add.changed} 人，${add.same} 人没有变化；名单中的其他人保留。`;
  const { added, changed, same, vanishing } = replace;
  return `新增 ${added} 人，更新 ${changed} 人，${same} 人没有变化，删除文件中没有的 ${vanishing} 人。`;
}
