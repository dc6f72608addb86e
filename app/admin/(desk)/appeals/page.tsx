import type { Metadata } from "next";
import { formatStamp } from "@/app/_lib/format";
import { requireStaff } from "@/lib/auth/session";
import { presentSession } from "@/lib/auth/step";
import { appealsOf } from "@/lib/correction/queries";
import { PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";

export const metadata: Metadata = { title: "证件申诉" };

type Row = Awaited<ReturnType<typeof appealsOf>>["waiting"][number];

export default async function AppealsPage({ searchParams }: DeskPageProps) {
  await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/appeals");
  const [{ notice }, session] = await Promise.all([searchParams, presentSession()]);
  if (!session) return <PageHead title="证件申诉" notice="no_session" />;
  const { waiting, answered } = await appealsOf(session.id);
  return (
    <>
      <PageHead title="证件申诉" notice={notice} lead="考生反映本人证件号码已被他人用于报名。请对照双方的证件照片核实后答复。" />
      <section aria-labelledby="waiting" className="mb-6">
        <h2 id="waiting" className="mb-2">
          等待答复（{waiting.length}）
        </h2>
        {waiting.length ? <Appeals rows={waiting} action="核实" /> : <p className="card">目前没有等待答复的申诉。</p>}
      </section>
      {answered.length > 0 && (
        <section aria-labelledby="answered">
          <h2 id="answered" className="mb-2">
            已答复
          </h2>
          <Appeals rows={answered} action="查看" />
        </section>
      )}
    </>
  );
}

const Appeals = ({ rows, action }: { rows: readonly Row[]; action: string }) => (
  <div className="card overflow-x-auto p-0 sm:p-2">
    <table className="table">
      <thead>
        <tr>
          <th scope="col">提交时间</th>
          <th scope="col">姓名</th>
          <th scope="col">证件号码</th>
          <th scope="col">答复</th>
          <th scope="col">
            <span className="sr-only">操作</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, createdAt, answeredAt, answeredBy, registration }) => (
          <tr key={id}>
            <td className="whitespace-nowrap tabular-nums">{formatStamp(createdAt)}</td>
            <td>{registration.name}</td>
            <td className="whitespace-nowrap tabular-nums">{registration.documentMasked}</td>
            <td className="whitespace-nowrap">{answeredAt ? `${formatStamp(answeredAt)} ${answeredBy?.name ?? ""}` : "—"}</td>
            <td>
              <a href={`/admin/appeals/${id}`} className="button button-small whitespace-nowrap">
                {action}
                <span className="sr-only">{registration.name}的申诉</span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
