import type { ReactNode } from "react";
import { formatClosing, formatStamp, formatYuan } from "@/app/_lib/format";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { channelLabels, deskStateLabels, refundedText, waiverState } from "@/app/_lib/labels/payment";
import { categoryLabels, idTypeLabels, sexLabels, statusLabels, stepLabels } from "@/app/_lib/labels/registration";
import type { NextStep } from "@/app/registration/_components/next-step";
import { stepStateLabel } from "@/app/registration/_components/step-bar";
import { maskPersonal } from "@/lib/core/mask-personal";
import { deskStateOf } from "@/lib/domain/payment/desk-filter";
import type { PersonFile } from "@/lib/domain/progress/queries/person";
import { type Item, uploadItems } from "@/lib/domain/registration/items";
import type { StepView } from "@/lib/domain/registration/steps";

type Of = { person: PersonFile };

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="card p-4 sm:p-4">
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/**
 * Who he is. Numbers are masked; `wholeAt`: where the whole document number is shown, on record; `logins`: whether the
 * reader may know of his logins.
 */
export function Details({
  person,
  wholeAt,
  logins,
  now,
}: Of & { wholeAt: string | undefined; logins: boolean; now: Date }) {
  const live = person.account.loginSessions.filter(({ revokedAt, expiresAt }) => !revokedAt && expiresAt > now);
  const number = person.documentNumber ?? person.documentMasked;
  const rows: [string, ReactNode][] = [
    ["报名号", person.registrationNumber ?? "未提交"],
    ["证件类型", person.idType && idTypeLabels[person.idType]],
    [
      "证件号码",
      number && (
        <>
          {number}
          {wholeAt && (
            <a href={wholeAt} className="block text-sm font-normal">
              显示完整号码（会记录）
            </a>
          )}
        </>
      ),
    ],
    ["性别", person.sex && sexLabels[person.sex]],
    ["手机号码", person.maskedPhone ?? "已解绑"],
    ["考生类别", person.category && categoryLabels[person.category]],
    ["考籍号/学号", person.studentNumber],
    ["毕业年月", person.graduationMonth],
    ["报考层次", person.level],
    ["应试语种", person.language?.name],
    ["就读学校", person.school?.name],
    ["教学点", person.teachingPoint?.name],
    ["注册账号", formatStamp(person.account.createdAt)],
    ...(logins ? [["登录中", live.length > 0 ? `${live.length} 台设备` : "没有"] satisfies [string, ReactNode]] : []),
    ...person.overrides.map(({ step, until }): [string, ReactNode] => [
      "已延长",
      `${stepLabels[step]}至 ${formatClosing(until)}`,
    ]),
  ];
  return (
    <Part id="details" title="报名信息">
      <dl className="mt-1 divide-y divide-line text-sm">
        {rows.map(
          ([label, value], index) =>
            value && (
              <div key={`${label}${index}`} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-2 py-1">
                <dt className="text-muted">{label}</dt>
                <dd className="font-semibold wrap-anywhere tabular-nums">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Part>
  );
}

const edges = { info: "border-brand", good: "border-good", warn: "border-warn", bad: "border-bad" };

/** 他看到的: the words of the candidate's own status page, and where he stands in the seven steps. */
export function CandidateView({ view: { next, steps } }: { view: { next: NextStep; steps: readonly StepView[] } }) {
  const { tone, state, who, text, action, deadline, reasons } = next;
  return (
    <section aria-labelledby="seen" className={`card border-t-4 p-4 sm:p-4 ${edges[tone]}`}>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-bold text-muted">考生现在看到的</span>
        <span className="text-sm text-muted">{who}</span>
      </p>
      <h2 id="seen" className="mt-1">
        {state}
      </h2>
      <p className="mt-1">{text}</p>
      {reasons?.reason && <p className="mt-1">原因：{maskPersonal(reasons.reason)}</p>}
      {reasons && reasons.items.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {reasons.items.map(({ item, reason }) => (
            <li key={item}>
              {itemLabel(item as Item, null)}：{maskPersonal(reason)}
            </li>
          ))}
        </ul>
      )}
      {deadline && <p className="mt-1">截止时间 {formatClosing(deadline)}</p>}
      {action && <p className="mt-1 text-sm text-muted">他的按钮：{action.label}</p>}
      <ol aria-label="报名步骤" className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {steps.map(({ number, title, state: stand, current }) => (
          <li key={number} aria-current={current ? "step" : undefined} className={current ? "font-bold" : "text-muted"}>
            {number} {title}（{stepStateLabel(stand)}）
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The pictures that he handed in. Opening one is on record. */
export function Documents({ person }: Of) {
  const kept = uploadItems.flatMap((kind) => person.files.filter((file) => file.kind === kind && !file.removedAt));
  const removed = person.files.filter(({ removedAt }) => removedAt !== null).length;
  return (
    <Part id="documents" title="证件与材料">
      {kept.length === 0 && <p className="mt-1 text-muted">还没有上传。</p>}
      <ul className="mt-1 space-y-1 text-sm">
        {kept.map(({ id, kind, pages, createdAt }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-3">
            <a href={`/api/files/${id}`}>{itemLabel(kind as Item, person.idType)}</a>
            <span className="text-muted tabular-nums">
              {pages && pages > 1 ? `${pages}页　` : ""}
              {formatStamp(createdAt).slice(0, 16)}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm text-muted">
        打开图片会记录您的姓名和时间。{removed > 0 && `另有 ${removed} 份已由考生替换或删除。`}
      </p>
    </Part>
  );
}

/** His orders, what went back, and what was forgiven. */
export function Money({ person, mayWaive }: Of & { mayWaive: boolean }) {
  const { orders, waivers } = person;
  return (
    <Part id="money" title="缴费">
      {orders.length + waivers.length === 0 && <p className="mt-1 text-muted">没有订单，也没有减免。</p>}
      <ul className="mt-1 divide-y divide-line text-sm">
        {orders.map((order) => {
          const back = order.ledger.filter(({ amountFen }) => amountFen < 0);
          return (
            <li key={order.id} className="py-1">
              <a href={`/admin/payments/${order.id}`} className="wrap-anywhere tabular-nums">
                {order.outTradeNo}
              </a>
              <p>
                {deskStateLabels[deskStateOf({ ...order, ledger: back })]}　{formatYuan(order.amountFen)}　
                {channelLabels[order.channel]}
                {refundedText(order.ledger.filter(({ kind }) => kind === "REFUND")) && (
                  <>　{refundedText(order.ledger.filter(({ kind }) => kind === "REFUND"))}</>
                )}
              </p>
            </li>
          );
        })}
        {waivers.map((waiver) => (
          <li key={waiver.id} className="py-1">
            {waiverState(waiver)}　{formatYuan(waiver.waivedFen)}　{waiver.staff.name}
          </li>
        ))}
      </ul>
      {mayWaive && person.status === "APPROVED" && (
        <p className="no-print mt-2 text-sm">
          <a href={`/admin/payments/waive/${person.id}`}>减免报名费…</a>
        </p>
      )}
    </Part>
  );
}

/** Where he sits, and the versions of his card. */
export function SeatAndCard({ person, opensCards }: Of & { opensCards: boolean }) {
  const { seat, admitCards, examSession } = person;
  return (
    <Part id="card" title="座位与准考证">
      {seat ? (
        <p className="mt-1 text-sm">
          {opensCards ? (
            <a href={`/admin/seating/rooms/${seat.room.id}`}>第{seat.room.number}考场</a>
          ) : (
            `第${seat.room.number}考场`
          )}{" "}
          {seat.number}号（{seat.room.place}）
          {/* Until the cards are published, seats and their numbers may still be taken back. */}
          {examSession.cardsPublishedAt && <span className="block tabular-nums">准考证号 {seat.admitCardNumber}</span>}
        </p>
      ) : (
        <p className="mt-1 text-sm text-muted">还没有编排座位。</p>
      )}
      {admitCards.length > 0 && (
        <ul className="mt-1 space-y-1 text-sm">
          {admitCards.map(({ id, version, renderedAt }, index) => (
            <li key={id}>
              第{version}版　<span className="tabular-nums">{formatStamp(renderedAt)}</span>
              {index === 0 && opensCards && (
                <a href={`/api/admit-cards/${person.id}`} className="ml-2">
                  打开 PDF
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

/** The same account in other exam sessions. */
export function Others({ person }: Of) {
  if (person.others.length === 0) return null;
  return (
    <Part id="others" title="同一账号的其他报名">
      <ul className="mt-1 space-y-1 text-sm">
        {person.others.map(({ id, status, examSession }) => (
          <li key={id}>
            <a href={`/admin/registrations/${id}`}>{examSession.title}</a>　{statusLabels[status]}
          </li>
        ))}
      </ul>
    </Part>
  );
}
