import { formatClosing, formatStamp } from "@/app/_lib/format";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { stepLabels } from "@/app/_lib/labels/registration";
import { maskPersonal } from "@/lib/core/mask-personal";
import { isOpen, windowFor } from "@/lib/domain/exam-session/windows";
import { exchangeableStatuses } from "@/lib/domain/correction/exchange";
import { correctableStatuses } from "@/lib/domain/correction/rules";
import type { PersonFile } from "@/lib/domain/progress/queries/person";
import { extensibleSteps } from "@/lib/domain/registration/extension";
import { type Item, items } from "@/lib/domain/registration/items";
import { canApply } from "@/lib/domain/registration/status";
import { MAX_NOTE } from "@/lib/domain/review/help-schema";
import { CancelForm, EndLoginsForm, ExtendForm, NoteForm, ReopenForm } from "./help-forms";

/** What the exam office can do for this candidate now; what it cannot is not offered, or said in words. */
export function PersonHelp({ person, now }: { person: PersonFile; now: Date }) {
  const { id, version, status, examSession, overrides, idType } = person;
  const seen = { id, version };
  const waiting = person.corrections.find(({ needsSecond, decidedAt }) => needsSecond && !decidedAt);
  const live = person.account.loginSessions.filter(({ revokedAt, expiresAt }) => !revokedAt && expiresAt > now).length;
  // What he did not have to fill in, he cannot correct.
  const isAsked = (item: Item) =>
    (item !== "graduationMonth" || person.graduationMonth !== null) &&
    (item !== "teachingPoint" || person.teachingPoint !== null) &&
    (item !== "ID_BACK" || idType !== "PASSPORT");
  const steps = extensibleSteps(status).map((step) => ({
    value: step,
    label: `${stepLabels[step]}（现在至 ${formatClosing(windowFor(examSession, overrides, step).closesAt)}）`,
  }));
  return (
    <section aria-labelledby="help" className="card no-print p-4 sm:p-4">
      <h2 id="help">办理</h2>
      <div className="mt-1">
        {correctableStatuses.includes(status) &&
          (waiting ? (
            <p className="flex min-h-11 flex-wrap items-center gap-x-3">
              <span className="text-warn">有一项更正等待另一人复核。</span>
              <a href={`/admin/appeals/corrections/${waiting.id}`}>查看更正</a>
            </p>
          ) : (
            <p>
              <a href={`/admin/registrations/${id}/correct`} className="flex min-h-11 items-center">
                更正报名信息{status === "PAID" && "（两人办理）"}…
              </a>
            </p>
          ))}
        {exchangeableStatuses.includes(status) && (
          <p className="border-t border-line first:border-t-0">
            <a href={`/admin/registrations/${id}/exchange`} className="flex min-h-11 items-center">
              换交登记照或材料…
            </a>
          </p>
        )}
        {steps.length > 0 && <ExtendForm {...seen} steps={steps} />}
        {canApply("reopen", status) && !person.paidAt && (
          <ReopenForm
            {...seen}
            items={items.filter(isAsked).map((item) => ({ value: item, label: itemLabel(item, idType) }))}
            late={!isOpen(windowFor(examSession, overrides, "REVIEW"), now)}
          />
        )}
        {canApply("cancelUnpaid", status) && <CancelForm {...seen} name={person.name ?? "考生"} />}
        {person.documentMasked && (
          <p className="border-t border-line first:border-t-0">
            <a href={`/admin/registrations/${id}/phone`} className="flex min-h-11 items-center">
              更换手机号（当面办理）…
            </a>
          </p>
        )}
        {live > 0 && <EndLoginsForm {...seen} live={live} />}
        {status === "PAID" && (
          <p className="border-t border-line pt-2 text-sm text-muted first:border-t-0">
            已缴费的报名不能重新开放。信息有误的，用“更正报名信息”；登记照或材料不合格的，用“换交登记照或材料”；需要取消的，请在订单页办理全额退款，退款受理后报名自动取消。
          </p>
        )}
        {steps.length === 0 && live === 0 && status !== "REFUSED" && !correctableStatuses.includes(status) && (
          <p className="text-sm text-muted">这份报名目前没有可以办理的事项。</p>
        )}
        <p className="border-t border-line pt-2 text-sm text-muted">
          考生忘记密码的，请他用登录页的“找回密码”自己重设；验证码发到绑定的手机号，工作人员不能代设密码。
        </p>
      </div>
    </section>
  );
}

/** What colleagues wrote, newest first. */
export function Notes({ person, mayWrite }: { person: PersonFile; mayWrite: boolean }) {
  return (
    <section aria-labelledby="notes" className="card p-4 sm:p-4">
      <h2 id="notes">同事备注</h2>
      {person.notes.length === 0 && <p className="mt-1 text-sm text-muted">还没有备注。</p>}
      <ul className="mt-1 space-y-2 text-sm">
        {person.notes.map(({ id, text, createdAt, staff }) => (
          <li key={id}>
            <p className="wrap-anywhere whitespace-pre-line">{maskPersonal(text)}</p>
            <p className="text-muted">
              {staff.name}　<span className="tabular-nums">{formatStamp(createdAt)}</span>
            </p>
          </li>
        ))}
      </ul>
      {mayWrite && <NoteForm id={person.id} maxLength={MAX_NOTE} />}
    </section>
  );
}
