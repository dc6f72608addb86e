import type { Metadata } from "next";
import { formatStamp } from "@/app/_lib/format";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { publishedExamSession } from "@/lib/auth/step";
import { appealsOf } from "@/lib/domain/appeal/queries/document-appeals";
import { phoneAppealList } from "@/lib/domain/appeal/queries/phone-appeals";
import { DeskTable } from "../../_components/desk-table";
import { PageHead } from "../../_components/page-head";
import { PhoneAppeals } from "./phone-appeals";

export const metadata: Metadata = { title: "考生申诉" };

type Row = Awaited<ReturnType<typeof appealsOf>>["waiting"][number];

export default async function AppealsPage() {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/appeals");
  const examSession = await publishedExamSession();
  const [phones, documents] = await Promise.all([
    phoneAppealList(),
    examSession ? appealsOf(examSession.id) : { waiting: [], answered: [] },
  ]);
  const listed = [...phones.waiting, ...phones.decided, ...documents.waiting, ...documents.answered].map(
    ({ id }) => id,
  );
  await lookAt(staff, "/admin/appeals", { kind: "exam_session", id: examSession?.id }, listed);
  const { waiting, answered } = documents;
  return (
    <>
      <PageHead
        title="考生申诉"
        lead="“找回账号”是考生不能再用原手机号登录；“证件号码”是考生反映本人证件号码已被他人用于报名。请核实后处理。"
      />
      <section aria-labelledby="phones" className="mb-6">
        <h2 id="phones" className="mb-2">
          找回账号，等待处理（{phones.waiting.length}）
        </h2>
        {phones.waiting.length ? (
          <PhoneAppeals rows={phones.waiting} />
        ) : (
          <p className="card">目前没有等待处理的申请。</p>
        )}
      </section>
      <section aria-labelledby="waiting" className="mb-6">
        <h2 id="waiting" className="mb-2">
          证件号码，等待答复（{waiting.length}）
        </h2>
        {waiting.length ? <Appeals rows={waiting} action="核实" /> : <p className="card">目前没有等待答复的申诉。</p>}
      </section>
      {phones.decided.length > 0 && (
        <section aria-labelledby="decided" className="mb-6">
          <h2 id="decided" className="mb-2">
            找回账号，已处理
          </h2>
          <PhoneAppeals rows={phones.decided} />
        </section>
      )}
      {answered.length > 0 && (
        <section aria-labelledby="answered">
          <h2 id="answered" className="mb-2">
            证件号码，已答复
          </h2>
          <Appeals rows={answered} action="查看" />
        </section>
      )}
    </>
  );
}

const Appeals = ({ rows, action }: { rows: readonly Row[]; action: string }) => (
  <DeskTable head={["提交时间", "姓名", "证件号码", "答复", "[操作]"]}>
    {rows.map(({ id, createdAt, answeredAt, answeredBy, registration }) => (
      <tr key={id}>
        <td className="whitespace-nowrap tabular-nums">{formatStamp(createdAt)}</td>
        <td className="min-w-20">{registration.name}</td>
        <td className="whitespace-nowrap tabular-nums">{registration.documentMasked}</td>
        <td className="whitespace-nowrap">
          {answeredAt ? `${formatStamp(answeredAt)} ${answeredBy?.name ?? ""}` : "—"}
        </td>
        <td>
          <a href={`/admin/appeals/${id}`} className="button button-small whitespace-nowrap">
            {action}
            <span className="sr-only">{registration.name}的申诉</span>
          </a>
        </td>
      </tr>
    ))}
  </DeskTable>
);
