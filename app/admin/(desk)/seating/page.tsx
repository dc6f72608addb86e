import type { Metadata } from "next";
import { formatStamp } from "@/app/_lib/format";
import { namesThatCannotBeDrawn } from "@/lib/admit-card/queries";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { presentSession } from "@/lib/auth/step";
import { lastDrawing, rooms, seatingCounts, waitingByLanguage } from "@/lib/seating/queries";
import { NoExamSession, PageHead } from "../../_components/page-head";
import { RoomForm, AssignForm, LatecomersForm, PublishForm } from "./seating-forms";
import { RoomTable } from "./room-table";

export const metadata: Metadata = { title: "考场编排" };

export default async function SeatingPage() {
  const staff = await requireStaff(["EXAM_OFFICER"], "/admin/seating");
  const session = await presentSession();
  if (!session) return <NoExamSession title="考场编排" />;

  const examSessionId = session.id;
  const frozen = session.seatsFrozenAt !== null;
  const [list, counts, waiting, drawing, undrawable] = await Promise.all([
    rooms(examSessionId),
    seatingCounts(examSessionId),
    waitingByLanguage(examSessionId),
    lastDrawing(examSessionId),
    frozen && !session.cardsPublishedAt ? namesThatCannotBeDrawn(examSessionId) : [],
  ]);
  await lookAt(
    staff,
    "/admin/seating",
    { kind: "exam_session", id: examSessionId },
    undrawable.map(({ registrationId }) => registrationId),
  );
  const free = counts.capacity - counts.seated;
  const short = counts.waiting - free;
  const payingStill = new Date() < session.paymentClosesAt;

  return (
    <>
      <PageHead title="考场编排" lead={session.title} />

      <section aria-labelledby="preview" className="card mb-5">
        <h2 id="preview">人数与座位</h2>
        <dl className="mt-2 grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
          <Figure label="已缴费待编排" value={counts.waiting} />
          <Figure label="已编排" value={counts.seated} />
          <Figure label="考场" value={counts.rooms} />
          <Figure label="剩余座位" value={free} />
        </dl>
        {counts.waiting > 0 && (
          <p className="mt-3 text-sm text-muted">
            待编排：
            {waiting.languages
              .filter(({ count }) => count > 0)
              .map(({ name, count }) => `${name} ${count} 人`)
              .join("，")}
            {waiting.apart > 0 && `；其中申请合理便利 ${waiting.apart} 人`}
          </p>
        )}
        {short > 0 && <p className="mt-3 font-semibold text-bad">座位不足：还缺 {short} 个座位，请先增加考场。</p>}
        {drawing && (
          <p className="mt-3 text-sm text-muted">
            最近一次编排：{formatStamp(drawing.at)}，{drawing.seats} 人、{drawing.rooms} 个考场，随机种子{" "}
            <code className="break-all">{drawing.seed}</code>（已记入审计日志，可据此重现编排结果）。
          </p>
        )}
      </section>

      <section aria-labelledby="steps" className="card mb-5">
        <h2 id="steps">编排与发布</h2>
        <p className="mt-1 text-sm text-muted">
          同一语种编在同一考场，考场内随机排序；申请合理便利的考生单独编排。座位一经编排，准考证号即固定，不能重新编排。
        </p>
        {!frozen && payingStill && <p className="mt-2 text-sm text-warn">网上缴费尚未截止。现在编排的，此后缴费的考生须另行补排。</p>}
        <div className="mt-4 space-y-4">
          {frozen ? (
            <p className="font-semibold text-good">✓ 座位已于 {formatStamp(session.seatsFrozenAt ?? new Date())} 编排</p>
          ) : (
            <AssignForm examSessionId={examSessionId} possible={counts.waiting > 0 && short <= 0} />
          )}
          {frozen && counts.waiting > 0 && <LatecomersForm examSessionId={examSessionId} count={counts.waiting} possible={short <= 0} />}
          {session.cardsPublishedAt && <p className="font-semibold text-good">✓ 准考证已于 {formatStamp(session.cardsPublishedAt)} 发布</p>}
          {frozen && !session.cardsPublishedAt && <PublishForm examSessionId={examSessionId} undrawable={undrawable.length} />}
        </div>
      </section>

      <section aria-labelledby="rooms" className="card">
        <h2 id="rooms">考场</h2>
        <RoomTable rooms={list} examSessionId={examSessionId} frozen={frozen} />
        <h3 className="mt-5 font-bold">增加考场</h3>
        <RoomForm examSessionId={examSessionId} number={Math.max(0, ...list.map((room) => room.number)) + 1} />
      </section>
    </>
  );
}

const Figure = ({ label, value }: { label: string; value: number }) => (
  <div className="flex flex-col-reverse justify-end">
    <dt className="text-sm text-muted">{label}</dt>
    <dd className="text-2xl font-bold tabular-nums">{value}</dd>
  </div>
);
