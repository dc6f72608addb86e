import { channelLabels } from "@/app/_lib/labels/payment";
import type { DeskFilter } from "@/lib/domain/payment/desk-filter";
import { shanghaiDayOf } from "@/lib/domain/payment/finance-sums";

/** A plain GET form: the address holds the filter, so that it can be bookmarked and shared. */
export function FilterForm({ filter }: { filter: DeskFilter }) {
  return (
    <form method="get" action="/admin/payments" aria-label="筛选订单" className="mb-4 flex flex-wrap items-end gap-3">
      {filter.status && <input type="hidden" name="status" value={filter.status} />}
      <label className="text-sm">
        <span className="text-muted">付款方式</span>
        <select
          name="channel"
          defaultValue={filter.channel ?? ""}
          className="input mt-0.5 block w-40 min-h-11 py-1 text-sm sm:min-h-10"
        >
          <option value="">全部</option>
          {Object.entries(channelLabels).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label className="text-sm">
        <span className="text-muted">下单日期</span>
        <input
          type="date"
          name="day"
          defaultValue={filter.day ?? ""}
          max={shanghaiDayOf(new Date())}
          className="input mt-0.5 block w-44 min-h-11 py-1 text-sm sm:min-h-10"
        />
      </label>
      <button type="submit" className="button button-small">
        筛选
      </button>
      {(filter.channel || filter.day) && (
        <a href="/admin/payments" className="inline-flex min-h-11 items-center text-sm sm:min-h-9">
          清除筛选
        </a>
      )}
    </form>
  );
}
