import type { Metadata } from "next";
import { formatClosing } from "@/app/_lib/format";
import { requireStaff } from "@/lib/auth/session";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import type { ExamSessionFrame } from "@/lib/domain/exam-session/queries";
import type { SeatingPlan } from "@/lib/domain/seating/plan";
import { seatingPreview } from "@/lib/domain/seating/queries";
import { undecidedToSeat } from "@/lib/domain/review/queries/accommodations";
import { DeskTable } from "../../../_components/desk-table";
import { OtherSession } from "../../../_components/other-session";
import { NoExamSession, PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { ArrangeForm } from "../seating-forms";
import { seatingAddress } from "../seating-address";
import { languageOf, type Preview, roomNumber, seatNumber, Shortages, UndecidedNeeds } from "../seating-words";

export const metadata: Metadata = { title: "确认编排座位" };

type Plan = Extract<SeatingPlan, { ok: true }>;

/**
 * The confirmation before seats are drawn: who would sit where, which rooms stay empty, and that numbers are then
 * assigned.
 */
export default async function ArrangePage({ searchParams }: DeskPageProps) {
  await requireStaff(["EXAM_OFFICER"], "/admin/seating/arrange");
  const examSession = await namedExamSession((await searchParams)["session"]);
  if (!examSession) return <NoExamSession title="确认编排座位" />;
  const [preview, undecided] = await Promise.all([seatingPreview(examSession.id), undecidedToSeat(examSession.id)]);
  const late = examSession.seatsFrozenAt !== null;
  return (
    <>
      <p className="mb-2">
        <a href={seatingAddress("", examSession.id)}>返回考场编排</a>
      </p>
      <PageHead title={late ? "确认补排座位" : "确认编排座位"} lead={examSession.title} />
      <OtherSession examSession={examSession} path="/admin/seating" />
      <div className="card">
        {preview.people === 0 && <p>没有已缴费且尚无座位的考生，目前不需要编排。</p>}
        <Shortages preview={preview} />
        {preview.people > 0 && preview.plan.ok && (
          <Question examSession={examSession} preview={preview} plan={preview.plan} undecided={undecided} late={late} />
        )}
      </div>
    </>
  );
}

function Question({
  examSession,
  preview,
  plan,
  undecided,
  late,
}: {
  examSession: ExamSessionFrame;
  preview: Preview;
  plan: Plan;
  undecided: number;
  late: boolean;
}) {
  const used = new Set(plan.fills.map(({ roomId }) => roomId));
  const languages = new Set(plan.fills.map(({ languageCode }) => languageCode));
  const unused = preview.rooms.filter((room) => !used.has(room.id) && room.languages?.length === 0);
  return (
    <>
      <p className="mb-3">
        将为 <strong>{preview.people} 名考生</strong>编排座位：{languages.size} 个语种，{used.size} 个考场。
      </p>
      <UndecidedNeeds count={undecided} examSessionId={examSession.id} />
      <Fills preview={preview} plan={plan} />
      <p className="mt-3">
        {unused.length
          ? `不使用的考场 ${unused.length} 个：${unused.map(({ number, place }) => `${roomNumber(number)}（${place}）`).join("、")}。`
          : "没有空着的考场。"}
      </p>
      {plan.beside.length > 0 && (
        <p className="mt-3 font-semibold text-warn">
          考场不够，已同意合理便利的考生不能全部单独编排：
          {plan.beside
            .map(({ languageCode, people }) => `${languageOf(preview, languageCode)} ${people} 人`)
            .join("、")}
          将排在本语种考场的最后几个座位。需要单独编排的，请先增加考场。
        </p>
      )}
      {!late && new Date() < examSession.paymentClosesAt && (
        <p className="mt-3 text-warn">
          网上缴费到{formatClosing(examSession.paymentClosesAt)}截止。现在编排的，此后缴费的考生须另行补排。
        </p>
      )}
      <p className="mt-3 mb-4">
        确认后座位固定，并生成 {preview.people} 个准考证号。
        {examSession.cardsPublishedAt
          ? "准考证已经发布，补排的考生在打印时间内即可看到准考证，补排不能撤回。"
          : "发布准考证之前，可以填写原因撤回重排。"}
      </p>
      <ArrangeForm examSessionId={examSession.id} seen={preview.key} people={preview.people} late={late} />
    </>
  );
}

const Fills = ({ preview, plan }: { preview: Preview; plan: Plan }) => (
  <DeskTable
    caption="各考场的编排"
    rows={plan.fills}
    id={({ roomId, firstSeat }) => `${roomId} ${firstSeat}`}
    columns={[
      { key: "room", label: "考场编号", heads: true, text: (fill) => roomNumber(fill.roomNumber) },
      {
        key: "place",
        label: "地点",
        text: ({ roomId }) => preview.rooms.find(({ id }) => id === roomId)?.place,
        wraps: true,
      },
      { key: "language", label: "语种", text: ({ languageCode }) => languageOf(preview, languageCode) },
      { key: "people", label: "人数", figure: true, text: ({ ordinary, apart }) => ordinary + apart },
      {
        key: "seats",
        label: "座位",
        text: ({ firstSeat, ordinary, apart }) =>
          `${seatNumber(firstSeat)}–${seatNumber(firstSeat + ordinary + apart - 1)}`,
      },
      { key: "apart", label: "合理便利", figure: true, text: ({ apart }) => apart || "" },
    ]}
  />
);
