import type { Metadata } from "next";
import { formatClosing } from "@/app/_lib/format";
import { requireStaff } from "@/lib/auth/session";
import { publishedExamSession } from "@/lib/auth/step";
import type { ExamSessionFrame } from "@/lib/domain/exam-session/queries";
import type { SeatingPlan } from "@/lib/domain/seating/plan";
import { seatingPreview } from "@/lib/domain/seating/queries";
import { DeskTable } from "../../../_components/desk-table";
import { NoExamSession, PageHead } from "../../../_components/page-head";
import { ArrangeForm } from "../seating-forms";
import { languageOf, type Preview, roomNumber, seatNumber, Shortages } from "../seating-words";

export const metadata: Metadata = { title: "确认编排座位" };

type Plan = Extract<SeatingPlan, { ok: true }>;

/**
 * The confirmation before seats are drawn: who would sit where, which rooms stay empty, and that numbers are then
 * assigned.
 */
export default async function ArrangePage() {
  await requireStaff(["EXAM_OFFICER"], "/admin/seating/arrange");
  const examSession = await publishedExamSession();
  if (!examSession) return <NoExamSession title="确认编排座位" />;
  const preview = await seatingPreview(examSession.id);
  const late = examSession.seatsFrozenAt !== null;
  return (
    <>
      <p className="mb-2">
        <a href="/admin/seating">返回考场编排</a>
      </p>
      <PageHead title={late ? "确认补排座位" : "确认编排座位"} lead={examSession.title} />
      <div className="card">
        {preview.people === 0 && <p>没有已缴费且尚无座位的考生，目前不需要编排。</p>}
        <Shortages preview={preview} />
        {preview.people > 0 && preview.plan.ok && (
          <Question examSession={examSession} preview={preview} plan={preview.plan} late={late} />
        )}
      </div>
    </>
  );
}

function Question({
  examSession,
  preview,
  plan,
  late,
}: {
  examSession: ExamSessionFrame;
  preview: Preview;
  plan: Plan;
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
      <Fills preview={preview} plan={plan} />
      <p className="mt-3">
        {unused.length
          ? `不使用的考场 ${unused.length} 个：${unused.map(({ number, place }) => `${roomNumber(number)}（${place}）`).join("、")}。`
          : "没有空着的考场。"}
      </p>
      {plan.beside.length > 0 && (
        <p className="mt-3 font-semibold text-warn">
          考场不够，申请合理便利的考生不能全部单独编排：
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
  <DeskTable head={["考场编号", "地点", "语种", "人数", "座位", "合理便利"]}>
    {plan.fills.map(({ roomId, roomNumber: number, firstSeat, languageCode, ordinary, apart }) => (
      <tr key={`${roomId} ${firstSeat}`}>
        <th scope="row" className="tabular-nums">
          {roomNumber(number)}
        </th>
        <td className="min-w-32">{preview.rooms.find(({ id }) => id === roomId)?.place}</td>
        <td className="whitespace-nowrap">{languageOf(preview, languageCode)}</td>
        <td className="tabular-nums">{ordinary + apart}</td>
        <td className="whitespace-nowrap tabular-nums">
          {seatNumber(firstSeat)}–{seatNumber(firstSeat + ordinary + apart - 1)}
        </td>
        <td className="tabular-nums">{apart || ""}</td>
      </tr>
    ))}
  </DeskTable>
);
