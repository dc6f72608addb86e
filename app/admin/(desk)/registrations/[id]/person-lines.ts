import { formatClosing, formatStamp, formatYuan } from "@/app/_lib/format";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { auditLabel } from "@/app/_lib/labels/audit";
import { channelLabels, refundCauseLabels, refundStatusLabels, waiverState } from "@/app/_lib/labels/payment";
import { decisionLabels } from "@/app/_lib/labels/review";
import { eventLabels, itemLabels, stepLabels } from "@/app/_lib/labels/registration";
import { maskPersonal } from "@/lib/core/mask-personal";
import type { Step } from "@/lib/adapter/db/enums";
import { correctionState } from "../../appeals/corrections/correction-state";
import type { PersonKind } from "@/lib/domain/progress/person-access";
import type { PersonFile } from "@/lib/domain/progress/queries/person";
import type { Item } from "@/lib/domain/registration/items";
import type { RegistrationEvent } from "@/lib/domain/registration/status";

/** A line of the time line: what happened, when, and who did it. */
export type PersonLine = {
  at: Date;
  kind: PersonKind;
  text: string;
  who: string;
  more?: string | undefined;
  tone: "plain" | "good" | "warn" | "bad";
  href?: string;
};

const SYSTEM = "系统";
const CANDIDATE = "考生";

/** Everything that happened to a person, newest first. `opensCorrections`: whether the reader may open their pages. */
export function personLines(person: PersonFile, now: Date, opensCorrections: boolean): PersonLine[] {
  return (
    [
      ...moveLines(person),
      ...decisionLines(person),
      ...auditLines(person),
      ...correctionLines(person, opensCorrections),
      ...cardLines(person),
      ...person.orders.flatMap(orderLines),
      ...person.waivers.map(waiverLine),
      ...person.account.messages.map(({ sentAt, createdAt, text, phoneMasked }): PersonLine => ({
        at: sentAt ?? createdAt,
        kind: "sms",
        text: `短信：${text}`,
        who: SYSTEM,
        more: `发送至 ${phoneMasked}`,
        tone: "plain",
      })),
      ...loginLines(person, now),
    ]
      // Of two at the same instant the later one comes first, too.
      .toReversed()
      .toSorted((one, other) => other.at.getTime() - one.at.getTime())
  );
}

function actorName(
  { staffNames }: PersonFile,
  kind: PersonFile["events"][number]["actorKind"],
  id: string | null,
): string {
  if (kind === "STAFF") return staffNames.get(id ?? "") ?? "工作人员";
  return kind === "CANDIDATE" ? CANDIDATE : SYSTEM;
}

const decided: readonly string[] = ["reopen", "sendBack", "refuse", "approve", "preApprove"];

const eventTones: Partial<Record<RegistrationEvent, PersonLine["tone"]>> = {
  confirmPayment: "good",
  cancel: "bad",
};

/** The moves of the registration. A decision has a row of its own, with its reasons, and is told by that. */
function moveLines(person: PersonFile): PersonLine[] {
  const decisions = new Set(person.decisions.map(({ decidedAt }) => decidedAt.getTime()));
  const begun: PersonLine = { at: person.createdAt, kind: "moves", text: "开始报名", who: CANDIDATE, tone: "plain" };
  return [
    begun,
    ...person.events
      .filter(({ event, at }) => !decided.includes(event) || !decisions.has(at.getTime()))
      .map(({ event, at, actorKind, actorId, reason }): PersonLine => {
        const known = event as RegistrationEvent;
        // "refund" is the code of the automatic end of a refunded registration. The reason of a payment is that of a
        // waiver: it may name a hardship, and is told by the waiver's own line to those who see money.
        const why =
          reason === "refund" ? "全额退款" : event !== "confirmPayment" && reason ? maskPersonal(reason) : null;
        return {
          at,
          kind: "moves",
          text: eventLabels[known],
          who: actorName(person, actorKind, actorId),
          more: why ? `原因：${why}` : undefined,
          tone: eventTones[known] ?? "plain",
        };
      }),
  ];
}

const decisionTones = { APPROVE: "good", PRE_APPROVE: "plain", SEND_BACK: "warn", REFUSE: "bad" } as const;

function decisionLines({ decisions, events, idType }: PersonFile): PersonLine[] {
  const reopened = new Set(events.filter(({ event }) => event === "reopen").map(({ at }) => at.getTime()));
  return decisions.map(({ kind, reason, decidedAt, undoneAt, staff, items }) => ({
    at: decidedAt,
    kind: "moves",
    text: reopened.has(decidedAt.getTime())
      ? eventLabels.reopen
      : `审核：${decisionLabels[kind]}${undoneAt ? "（已撤销）" : ""}`,
    who: staff.name,
    more:
      [
        ...(reason ? [`原因：${maskPersonal(reason)}`] : []),
        ...items.map(({ item, reason: why }) => `${itemLabel(item as Item, idType)}：${maskPersonal(why)}`),
      ].join("；") || undefined,
    tone: undoneAt ? "plain" : decisionTones[kind],
  }));
}

/** A correction is told twice when it took two people: that it was asked for, and what became of it. */
function correctionLines({ corrections }: PersonFile, opens: boolean): PersonLine[] {
  return corrections.flatMap((correction): PersonLine[] => {
    const { changes, reason, createdAt, needsSecond, confirmed, decidedAt, decidedBy, staff } = correction;
    const what = changes.map(({ item, before, after }) => `${itemLabels[item]}：${before || "无"} → ${after || "无"}`);
    const more = [...what, `原因：${maskPersonal(reason)}`].join("；");
    const way = opens ? { href: `/admin/appeals/corrections/${correction.id}` } : {};
    const line = { kind: "moves", more, ...way } as const;
    if (!needsSecond) return [{ ...line, at: createdAt, text: "更正报名信息", who: staff.name, tone: "good" }];
    const proposed: PersonLine = {
      ...line,
      at: createdAt,
      text: decidedAt ? "提出更正" : "提出更正，等待另一人复核",
      who: staff.name,
      tone: "warn",
    };
    if (!decidedAt) return [proposed];
    const why = correction.decisionReason ? `原因：${maskPersonal(correction.decisionReason)}` : undefined;
    return [
      { ...proposed, tone: "plain" },
      {
        at: decidedAt,
        kind: "moves",
        text: correctionState(correction),
        who: decidedBy?.name ?? "",
        more: confirmed ? what.join("；") : why,
        tone: confirmed ? "good" : "plain",
        ...way,
      },
    ];
  });
}

/** The kinds of audit rows that are no move of the registration. */
const auditKinds: Readonly<Record<string, PersonKind>> = {
  "accommodation.ask": "needs",
  "accommodation.withdraw": "needs",
  "accommodation.decide": "needs",
  "accommodation.undo": "needs",
  "registration.look": "looks",
  "registration.open": "looks",
  "account.look": "looks",
  "appeal.look": "looks",
  "payment_order.look": "looks",
  "file.view": "looks",
  "admit_card.view": "looks",
  "payment.query": "money",
  "account.register": "logins",
  "account.reset_password": "logins",
  "account.move_phone": "logins",
  "account.release_phone": "logins",
  "account.end_logins": "logins",
  "account.change_phone": "logins",
  "account.change_password": "logins",
  "account.end_own_logins": "logins",
  "sign_in.lift": "logins",
};

/** Told by rows of their own. */
const toldElsewhere = new Set([
  "admit_card.render",
  "registration.start",
  "registration.reopen_items",
  "registration.correct",
]);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function auditLines(person: PersonFile): PersonLine[] {
  const kindOf = new Map(person.files.map(({ id, kind }) => [id, kind]));
  return person.audit
    .filter(({ action }) => !toldElsewhere.has(action))
    .map(({ at, action, actorKind, actorId, subjectKind, subjectId, detail }): PersonLine => {
      const about = isRecord(detail) ? detail : {};
      const file = subjectKind === "file" ? kindOf.get(subjectId ?? "") : undefined;
      const what = auditLabel(action);
      return {
        at,
        kind: auditKinds[action] ?? "moves",
        text: file ? `${what}：${itemLabel(file as Item, person.idType)}` : what,
        who: actorName(person, actorKind, actorId),
        more: auditDetail(person, action, about, at),
        tone: "plain",
      };
    });
}

function auditDetail(
  { overrides }: PersonFile,
  action: string,
  about: Record<string, unknown>,
  at: Date,
): string | undefined {
  const { page, whole, purpose, version, step, until, reason } = about;
  if (action === "registration.reopen_step" && typeof step === "string" && typeof until === "string") {
    const why = overrides.find(({ createdAt }) => createdAt.getTime() === at.getTime())?.reason;
    const told = `${stepLabels[step as Step]}延长至 ${formatClosing(new Date(until))}`;
    return why ? `${told}。原因：${maskPersonal(why)}` : told;
  }
  const parts = [
    ...(typeof reason === "string" ? [`原因：${maskPersonal(reason)}`] : []),
    ...(typeof page === "string" && page ? [`页面 ${page}`] : []),
    ...(Array.isArray(whole) && whole.includes("documentNumber") ? ["显示了完整证件号码"] : []),
    ...(purpose === "download" ? ["单独打开或保存"] : []),
    ...(typeof version === "number" ? [`第${version}版`] : []),
  ];
  return parts.join("　") || undefined;
}

function cardLines({ admitCards, seat, examSession }: PersonFile): PersonLine[] {
  const published = seat && examSession.cardsPublishedAt;
  return [
    ...admitCards.map(({ version, renderedAt }): PersonLine => ({
      at: renderedAt,
      kind: "moves",
      text: `生成准考证（第${version}版）`,
      who: SYSTEM,
      tone: "plain",
    })),
    ...(published
      ? [{ at: published, kind: "moves", text: "准考证发布", who: SYSTEM, tone: "good" } satisfies PersonLine]
      : []),
  ];
}

function orderLines(order: PersonFile["orders"][number]): PersonLine[] {
  const { outTradeNo, amountFen, channel, createdAt, closedAt, successTime, ledger } = order;
  const about = { kind: "money", href: `/admin/payments/${order.id}`, more: `订单 ${outTradeNo}` } as const;
  return [
    {
      ...about,
      at: createdAt,
      text: `下单 ${formatYuan(amountFen)}（${channelLabels[channel]}）`,
      who: CANDIDATE,
      tone: "plain",
    },
    ...(successTime
      ? [{ ...about, at: successTime, text: `付款 ${formatYuan(amountFen)}`, who: CANDIDATE, tone: "good" } as const]
      : []),
    ...(closedAt ? [{ ...about, at: closedAt, text: "订单关闭", who: SYSTEM, tone: "plain" } as const] : []),
    ...ledger
      .flatMap(({ refunds }) => refunds)
      .map((refund): PersonLine => ({
        ...about,
        at: refund.createdAt,
        text: `退款 ${formatYuan(refund.amountFen)}：${refundStatusLabels[refund.status]}`,
        who: refund.requestId ? "工作人员" : SYSTEM,
        more: `${refundCauseLabels[refund.cause]}${
          refund.successTime ? `，${formatStamp(refund.successTime)} 到账` : ""
        }　订单 ${outTradeNo}`,
        tone: "warn",
      })),
  ];
}

const waiverLine = (waiver: PersonFile["waivers"][number]): PersonLine => ({
  at: waiver.createdAt,
  kind: "money",
  text: `减免 ${formatYuan(waiver.waivedFen)}：${waiverState(waiver)}`,
  who: waiver.staff.name,
  more: `原因：${maskPersonal(waiver.reason)}${waiver.decidedBy ? `（${waiver.decidedBy.name}复核）` : ""}`,
  tone: "plain",
});

const loginLines = ({ account }: PersonFile, now: Date): PersonLine[] =>
  account.loginSessions.flatMap(({ createdAt, expiresAt, revokedAt }): PersonLine[] => {
    const login = { kind: "logins", tone: "plain" } as const;
    return [
      { ...login, at: createdAt, text: "登录", who: CANDIDATE },
      ...(revokedAt
        ? [{ ...login, at: revokedAt, text: "登录结束（退出或被结束）", who: SYSTEM }]
        : expiresAt <= now
          ? [{ ...login, at: expiresAt, text: "登录到期", who: SYSTEM }]
          : []),
    ];
  });
