import { formatStamp } from "@/app/_lib/format";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { eventLabels } from "@/app/_lib/labels/registration";
import { decisionLabels } from "@/app/_lib/labels/review";
import { maskPersonal } from "@/lib/core/mask-personal";
import type { RegistrationEvent } from "@/lib/domain/registration/status";
import type { Item } from "@/lib/domain/registration/items";
import type { ReviewCase } from "@/lib/domain/review/queries/case";

const actorLabels = { CANDIDATE: "考生", STAFF: "工作人员", SYSTEM: "系统" };

/** Earlier decisions with their reasons, and every change of the registration's status. */
export function CaseHistory({ events, decisions, idType }: Pick<ReviewCase, "events" | "decisions" | "idType">) {
  return (
    <section aria-labelledby="history" className="card p-3 text-sm sm:p-3">
      <h2 id="history">审核记录</h2>
      {decisions.length === 0 && <p className="mt-1 text-muted">还没有审核决定。</p>}
      <ul className="mt-2 divide-y divide-line">
        {decisions.map(({ id, kind, reason, decidedAt, undoneAt, staff, items }) => (
          <li key={id} className="py-2">
            <p>
              <strong>{decisionLabels[kind]}</strong>　{staff.name}　
              <span className="tabular-nums">{formatStamp(decidedAt)}</span>
              {undoneAt && <span className="ml-2 rounded bg-soft px-2 text-sm text-muted">已撤销</span>}
            </p>
            {reason && <p>原因：{maskPersonal(reason)}</p>}
            {items.map((returned) => (
              <p key={returned.item}>
                {itemLabel(returned.item as Item, idType)}：{maskPersonal(returned.reason)}
              </p>
            ))}
          </li>
        ))}
      </ul>
      <details className="mt-2">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2">
          全部经过（{events.length}）
        </summary>
        <ol className="mt-1 space-y-1">
          {events.map(({ id, event, actorKind, at }) => (
            <li key={id}>
              <span className="tabular-nums">{formatStamp(at)}</span>　{eventLabels[event as RegistrationEvent]}（
              {actorLabels[actorKind]}）
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
