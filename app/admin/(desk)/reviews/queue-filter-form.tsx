import type { ReactNode } from "react";
import { categoryLabels } from "@/app/_lib/labels/registration";
import { rosterStateLabels } from "@/app/_lib/labels/review";
import type { CandidateCategory, RosterState } from "@/lib/adapter/db/enums";
import type { QueueFilter } from "@/lib/domain/review/queue-filter";

type Named = { id: string; name: string };

/** The filter of the queue. A plain GET form: the address holds the filter, so that it can be bookmarked and shared. */
export function QueueFilterForm({
  filter,
  schools,
  languages,
  categories,
}: {
  filter: QueueFilter;
  schools: readonly Named[];
  languages: readonly Named[];
  categories: readonly CandidateCategory[];
}) {
  const options = (list: readonly Named[]) => list.map(({ id, name }) => [id, name] as const);
  return (
    <form method="get" action="/admin/reviews" className="card mb-4 p-3 sm:p-4">
      <input type="hidden" name="status" value={filter.status} />
      <div className="grid grid-cols-2 gap-x-3 gap-y-2 md:grid-cols-3 lg:grid-cols-6">
        <Choice name="school" label="就读学校" value={filter.school} options={options(schools)} />
        <Choice name="language" label="应试语种" value={filter.language} options={options(languages)} />
        <Choice
          name="category"
          label="考生类别"
          value={filter.category}
          options={categories.map((category) => [category, categoryLabels[category]])}
        />
        <Choice
          name="findings"
          label="自动核对"
          value={filter.findings}
          options={[
            ["none", "无提示"],
            ["any", "有提示"],
            ["unwritten", "姓名待录入（〓）"],
            ["unchecked", "尚未核对"],
          ]}
        />
        <Choice
          name="roster"
          label="学籍名单"
          value={filter.roster}
          options={(Object.keys(rosterStateLabels) as RosterState[]).map((state) => [state, rosterStateLabels[state]])}
        />
        <Choice
          name="waiting"
          label="已等待"
          value={filter.waiting === undefined ? undefined : String(filter.waiting)}
          options={[
            ["24", "24小时以上"],
            ["48", "48小时以上"],
            ["72", "72小时以上"],
          ]}
        />
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-5 gap-y-1">
        <Tick name="again" checked={filter.again !== undefined}>
          退回后重新提交
        </Tick>
        <Tick name="mine" checked={filter.mine !== undefined}>
          我正在审核
        </Tick>
        <button type="submit" className="button button-small">
          筛选
        </button>
        <a
          href={`/admin/reviews?status=${filter.status}`}
          className="inline-flex min-h-11 items-center text-sm sm:min-h-9"
        >
          清除筛选
        </a>
      </div>
    </form>
  );
}

function Choice({
  name,
  label,
  value,
  options,
}: {
  name: string;
  label: string;
  value: string | undefined;
  options: readonly (readonly [string, string])[];
}) {
  return (
    <label className="block text-sm">
      <span className="text-muted">{label}</span>
      <select name={name} defaultValue={value ?? ""} className="input mt-0.5 min-h-11 py-1 text-sm sm:min-h-10">
        <option value="">全部</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function Tick({ name, checked, children }: { name: string; checked: boolean; children: ReactNode }) {
  return (
    <label className="inline-flex min-h-11 cursor-pointer items-center gap-2 text-sm sm:min-h-9">
      <input type="checkbox" name={name} value="1" defaultChecked={checked} className="size-5" />
      {children}
    </label>
  );
}
