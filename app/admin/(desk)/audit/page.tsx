import type { Metadata } from "next";
import { z } from "zod";
import { actorLabels, auditActions } from "@/app/_lib/labels/audit";
import { requireStaff } from "@/lib/auth/session";
import { shanghaiDayOf } from "@/lib/core/clock";
import { listSettings, staffList } from "@/lib/domain/account/queries";
import { type AuditFilter, auditFilterSchema } from "@/lib/domain/audit/filter";
import { auditEntries } from "@/lib/domain/audit/queries";
import { DeskTable } from "../../_components/desk-table";
import { PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";
import { deskList } from "../../_list/desk-list";
import { ListFoot, ListTools } from "../../_list/list-tools";
import { auditColumns } from "./audit-columns";

export const metadata: Metadata = { title: "操作记录" };

const PAGE = "/admin/audit";

/** The audit log: who did, saw or took out what, and when. Nobody can change it. */
export default async function AuditPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["AUDITOR"], PAGE);
  const [search, settings, members] = await Promise.all([searchParams, listSettings(staff, "audit"), staffList()]);
  const filter = auditFilterSchema.parse(search);
  const after = z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt)
    .safeParse(search["after"]).data;
  const columns = auditColumns(members);
  const list = deskList({
    name: "audit",
    path: PAGE,
    columns,
    filter,
    search,
    settings,
    first: { key: "at", down: true },
  });
  const { entries, next } = await auditEntries({ filter, after, limit: settings.pageSize });
  return (
    <>
      <PageHead title="操作记录" lead="谁在什么时间做了、看了、导出了什么。记录只增不改，任何人不能修改或删除。">
        <ListTools list={list} />
      </PageHead>
      <FilterForm filter={filter} members={members} />
      <DeskTable
        caption="操作记录"
        columns={list.shown}
        rows={entries}
        id={({ id }) => id}
        density={list.density}
        empty={after ? "没有更早的记录。" : "没有符合条件的记录。请放宽筛选条件。"}
      />
      <ListFoot list={list} later={after !== undefined} next={next}>
        {entries.length > 0 && `本页 ${entries.length} 条`}
      </ListFoot>
    </>
  );
}

function FilterForm({ filter, members }: { filter: AuditFilter; members: readonly { id: string; name: string }[] }) {
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const stranger = filter.actor && !(filter.actor in actorLabels) && !members.some(({ id }) => id === filter.actor);
  return (
    <form method="get" action={PAGE} aria-label="筛选操作记录" className="desk-tools no-print mb-1.5">
      {filter.kind && <input type="hidden" name="kind" value={filter.kind} />}
      {filter.subject && <input type="hidden" name="subject" value={filter.subject} />}
      <select name="actor" aria-label="操作人" defaultValue={filter.actor ?? ""} className="input max-w-48">
        <option value="">操作人</option>
        {Object.entries(actorLabels).map(([kind, label]) => (
          <option key={kind} value={kind}>
            {label}
          </option>
        ))}
        {stranger && <option value={filter.actor}>这一位考生</option>}
        {members.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <select name="action" aria-label="操作" defaultValue={filter.action ?? ""} className="input max-w-56">
        <option value="">操作</option>
        {Object.entries(auditActions).map(([group, actions]) => (
          <optgroup key={group} label={group}>
            {Object.entries(actions).map(([action, label]) => (
              <option key={action} value={action}>
                {label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <label className="inline-flex items-center gap-1">
        日期
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
      {filter.subject && <span>只看一个对象的记录</span>}
      {isFiltered && <a href={PAGE}>清除筛选</a>}
    </form>
  );
}
