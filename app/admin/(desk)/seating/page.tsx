import type { Metadata } from "next";
import { formatStamp } from "@/app/_lib/format";
import { requireStaff } from "@/lib/auth/session";
import { deskExamSession, namedExamSession } from "@/lib/auth/desk-exam-session";
import type { ExamSessionFrame } from "@/lib/domain/exam-session/queries";
import { lastDrawing, rooms, seatingCounts, seatingPreview, waitingByLanguage } from "@/lib/domain/seating/queries";
import { undecidedToSeat } from "@/lib/domain/review/queries/accommodations";
import { OtherSession } from "../../_components/other-session";
import { NoExamSession, PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";
import { seatingAddress } from "./seating-address";
import { RoomForm } from "./seating-forms";
import { RoomTable } from "./room-table";
import { type Preview, Shortages, UndecidedNeeds } from "./seating-words";

export const metadata: Metadata = { title: "考场编排" };

export default async function SeatingPage({ searchParams }: DeskPageProps) {
  await requireStaff(["EXAM_OFFICER"], "/admin/seating");
  const examSession = (await namedExamSession((await searchParams)["session"])) ?? (await deskExamSession());
  if (!examSession) return <NoExamSession title="考场编排" />;

  const examSessionId = examSession.id;
  const [list, counts, waiting, drawing, preview, undecided] = await Promise.all([
    rooms(examSessionId),
    seatingCounts(examSessionId),
    waitingByLanguage(examSessionId),
    lastDrawing(examSessionId),
    seatingPreview(examSessionId),
    undecidedToSeat(examSessionId),
  ]);

  return (
    <>
      <PageHead title="考场编排" lead={examSession.title} />
      <OtherSession examSession={examSession} path="/admin/seating" />

      <section aria-labelledby="preview" className="card mb-5">
        <h2 id="preview">人数与座位</h2>
        <dl className="mt-2 grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
          <Figure label="已缴费待编排" value={counts.waiting} />
          <Figure label="已编排" value={counts.seated} />
          <Figure label="考场" value={counts.rooms} />
          <Figure label="从未编号的座位" value={counts.free} />
        </dl>
        {counts.waiting > 0 && (
          <p className="mt-3 text-sm text-muted">
            待编排：
            {waiting.languages
              .filter(({ count }) => count > 0)
              .map(({ name, count }) => `${name} ${count} 人`)
              .join("，")}
            {waiting.apart > 0 && `；其中已同意合理便利 ${waiting.apart} 人`}
          </p>
        )}
        <UndecidedNeeds count={undecided} examSessionId={examSessionId} />
        <Shortages preview={preview} />
        {drawing && <LastDrawing {...drawing} />}
      </section>

      <section aria-labelledby="steps" className="card mb-5">
        <h2 id="steps">编排与发布</h2>
        <p className="mt-1 text-sm text-muted">
          一个考场只有一个语种，考场内随机排序；已同意合理便利的考生单独编排。编排时生成准考证号；发布准考证之前可以撤回重排，发布之后不能撤回。
        </p>
        <div className="mt-4 space-y-4">
          <Steps examSession={examSession} preview={preview} seated={counts.seated} />
        </div>
      </section>

      <section aria-labelledby="rooms" className="card">
        <h2 id="rooms">考场</h2>
        <RoomTable rooms={list} />
        <h3 className="mt-5 font-bold">增加考场</h3>
        <RoomForm examSessionId={examSessionId} number={Math.max(0, ...list.map((room) => room.number)) + 1} />
      </section>
    </>
  );
}

/** What is done and what can be done next. Each link leads to a confirmation page. */
function Steps({ examSession, preview, seated }: { examSession: ExamSessionFrame; preview: Preview; seated: number }) {
  const { seatsFrozenAt, cardsPublishedAt } = examSession;
  const possible = preview.people > 0 && preview.plan.ok;
  if (!seatsFrozenAt) {
    return possible ? (
      <a href={seatingAddress("/arrange", examSession.id)} className="button button-primary">
        编排座位…
      </a>
    ) : (
      <p className="text-muted">
        {preview.people ? "请先在下面增加考场，座位足够后即可编排。" : "有考生缴费后即可编排座位。"}
      </p>
    );
  }
  return (
    <>
      <p className="font-semibold text-good">✓ 座位已于 {formatStamp(seatsFrozenAt)} 编排</p>
      {preview.people > 0 && (
        <div className="rounded-md bg-warn-soft p-4">
          <p className={possible ? "mb-3" : ""}>
            {preview.people} 名考生在编排之后缴费，尚无座位。补排只使用从未编号的座位，已编排的考生不受影响。
            {!possible && "请先在下面增加考场。"}
          </p>
          {possible && (
            <a href={seatingAddress("/arrange", examSession.id)} className="button">
              为新缴费考生补排…
            </a>
          )}
        </div>
      )}
      {cardsPublishedAt ? (
        <p className="font-semibold text-good">✓ 准考证已于 {formatStamp(cardsPublishedAt)} 发布</p>
      ) : (
        <div className="flex flex-wrap gap-3">
          {seated > 0 && (
            <a href={seatingAddress("/publish", examSession.id)} className="button button-primary">
              发布准考证…
            </a>
          )}
          <a href={seatingAddress("/take-back", examSession.id)} className="button">
            撤回编排…
          </a>
        </div>
      )}
    </>
  );
}

type Drawing = NonNullable<Awaited<ReturnType<typeof lastDrawing>>>;

const LastDrawing = ({ at, takenBack, seats, rooms: used, seed, reason }: Drawing) =>
  takenBack ? (
    <p className="mt-3 text-sm text-muted">
      {formatStamp(at)} 撤回了 {seats} 人的编排，原因：{reason}
    </p>
  ) : (
    <p className="mt-3 text-sm text-muted">
      最近一次编排：{formatStamp(at)}，{seats} 人、{used} 个考场，随机种子 <code className="break-all">{seed}</code>
      （已记入审计日志，可据此重现编排结果）。
    </p>
  );

const Figure = ({ label, value }: { label: string; value: number }) => (
  <div className="flex flex-col-reverse justify-end">
    <dt className="text-sm text-muted">{label}</dt>
    <dd className="text-2xl font-bold tabular-nums">{value}</dd>
  </div>
);
