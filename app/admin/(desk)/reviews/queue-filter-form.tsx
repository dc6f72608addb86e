import type { ReactNode } from "react";
import { categoryLabels } from "@/app/_lib/labels/registration";
import { rosterStateLabels } from "@/app/_lib/labels/review";
import type { CandidateCategory, RosterState } from "@/lib/adapter/db/enums";
import type { QueueFilter } from "@/lib/domain/review/queue-filter";
import { FilterChoice } from "../../_list/filter-choice";

type Named = { id: string; name: string };

/** The filter of the queue. A plain GET form: the address holds the filter, so that it can be bookmarked and shared. */
export function QueueFilterForm({
  filter,
  filtered,
  sort,
  unfiltered,
  schools,
  languages,
  categories,
}: {
  filter: QueueFilter;
  /** Something besides the status is set. */
  filtered: boolean;
  sort: string | undefined;
  /** The address of the list without the filter. */
  unfiltered: string;
  schools: readonly Named[];
  languages: readonly Named[];
  categories: readonly CandidateCategory[];
}) {
  const options = (list: readonly Named[]) => list.map(({ id, name }) => [id, name] as const);
  return (
    <form method="get" action="/admin/reviews" aria-label="筛选报名">
      <input type="hidden" name="session" value={filter.session} />
      <input type="hidden" name="status" value={filter.status} />
      {sort && <input type="hidden" name="sort" value={sort} />}
      <FilterChoice name="school" label="就读学校" value={filter.school} options={options(schools)} />
      <FilterChoice name="language" label="应试语种" value={filter.language} options={options(languages)} />
      <FilterChoice
        name="category"
        label="考生类别"
        value={filter.category}
        options={categories.map((category) => [category, categoryLabels[category]])}
      />
      <FilterChoice
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
      <FilterChoice
        name="roster"
        label="学籍名单"
        value={filter.roster}
        options={(Object.keys(rosterStateLabels) as RosterState[]).map((state) => [state, rosterStateLabels[state]])}
      />
      <FilterChoice
        name="waiting"
        label="已等待"
        value={filter.waiting === undefined ? undefined : String(filter.waiting)}
        options={[
          ["24", "24小时以上"],
          ["48", "48小时以上"],
          ["72", "72小时以上"],
        ]}
      />
      <Tick name="again" checked={filter.again !== undefined}>
        退回后重新提交
      </Tick>
      <Tick name="mine" checked={filter.mine !== undefined}>
        我正在审核
      </Tick>
      <button type="submit" className="button">
        筛选
      </button>
      {filtered && <a href={unfiltered}>清除筛选</a>}
    </form>
  );
}

function Tick({ name, checked, children }: { name: string; checked: boolean; children: ReactNode }) {
  return (
    <label className="desk-chip">
      <input type="checkbox" name={name} value="1" defaultChecked={checked} className="size-4" />
      {children}
    </label>
  );
}
