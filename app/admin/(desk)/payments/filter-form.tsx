import { channelLabels } from "@/app/_lib/labels/payment";
import type { DeskFilter } from "@/lib/domain/payment/desk-filter";
import { shanghaiDayOf } from "@/lib/core/clock";
import { SessionField } from "./session-field";

/** A plain GET form: the address holds the filter, so that it can be bookmarked and shared. */
export function FilterForm({ filter, sort }: { filter: DeskFilter; sort: string | undefined }) {
  return (
    <form method="get" action="/admin/payments" aria-label="筛选订单">
      {filter.status && <input type="hidden" name="status" value={filter.status} />}
      {sort && <input type="hidden" name="sort" value={sort} />}
      <SessionField session={filter.session} />
      <select name="channel" aria-label="付款方式" defaultValue={filter.channel ?? ""} className="input">
        <option value="">付款方式</option>
        {Object.entries(channelLabels).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <label className="inline-flex items-center gap-1">
        下单日期
        <input
          type="date"
          name="day"
          defaultValue={filter.day ?? ""}
          max={shanghaiDayOf(new Date())}
          className="input"
        />
      </label>
      <button type="submit" className="button">
        筛选
      </button>
      {(filter.channel || filter.day) && <a href={`/admin/payments?session=${filter.session ?? "all"}`}>清除筛选</a>}
    </form>
  );
}
