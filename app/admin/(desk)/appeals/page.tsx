import type { Metadata } from "next";
import { formatStamp } from "@/app/_lib/format";
import { itemLabels } from "@/app/_lib/labels/registration";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { deskExamSession, namedExamSession } from "@/lib/auth/desk-exam-session";
import { appealsOf } from "@/lib/domain/appeal/queries/document-appeals";
import { phoneAppealList } from "@/lib/domain/appeal/queries/phone-appeals";
import { correctionList } from "@/lib/domain/correction/queries/corrections";
import { waitingExchanges } from "@/lib/domain/correction/queries/exchanges";
import { requestList } from "@/lib/domain/correction/queries/requests";
import type { Item } from "@/lib/domain/registration/items";
import { DeskTable } from "../../_components/desk-table";
import { PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";
import { Corrections } from "./corrections/correction-rows";
import { PhoneAppeals } from "./phone-appeals";
import { Requests } from "./requests/request-rows";

export const metadata: Metadata = { title: "考生申诉" };

type Row = Awaited<ReturnType<typeof appealsOf>>["waiting"][number];

/** Appeals about document numbers are of one exam session, which the address may name; all else is of every one. */
export default async function AppealsPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/appeals");
  const examSession = (await namedExamSession((await searchParams)["session"])) ?? (await deskExamSession());
  const [phones, corrections, requests, exchanges, documents] = await Promise.all([
    phoneAppealList(),
    correctionList(),
    requestList(),
    waitingExchanges(),
    examSession ? appealsOf(examSession.id) : { waiting: [], answered: [] },
  ]);
  const { waiting, answered } = documents;
  const listed = [
    phones.waiting,
    phones.decided,
    corrections.waiting,
    corrections.done,
    requests.waiting,
    exchanges,
    requests.answered,
    waiting,
    answered,
  ].flatMap((rows) => rows.map(({ id }) => id));
  await lookAt(staff, "/admin/appeals", { kind: "exam_session", id: examSession?.id }, listed);
  return (
    <>
      <PageHead
        title="考生申诉"
        lead="“找回账号”是考生不能再用原手机号登录；“更正申请”是考生反映提交的信息有误；“信息更正”是同事提出、须由另一人复核的；“证件号码”是考生反映本人证件号码已被他人用于报名。请核实后处理。"
      />
      <section aria-labelledby="phones" className="mb-6">
        <h2 id="phones" className="mb-2">
          找回账号，等待处理（{phones.waiting.length}）
        </h2>
        <PhoneAppeals rows={phones.waiting} caption="找回账号，等待处理" />
      </section>
      <section aria-labelledby="requests" className="mb-6">
        <h2 id="requests" className="mb-2">
          更正申请，等待处理（{requests.waiting.length}）
        </h2>
        <Requests rows={requests.waiting} caption="更正申请，等待处理" action="核实" />
      </section>
      {exchanges.length > 0 && (
        <section aria-labelledby="exchanges" className="mb-6">
          <h2 id="exchanges" className="mb-2">
            换交材料，等待核对（{exchanges.length}）
          </h2>
          <Exchanges rows={exchanges} />
        </section>
      )}
      <section aria-labelledby="corrections" className="mb-6">
        <h2 id="corrections" className="mb-2">
          信息更正，等待复核（{corrections.waiting.length}）
        </h2>
        <Corrections rows={corrections.waiting} caption="信息更正，等待复核" action="复核" />
      </section>
      <section aria-labelledby="waiting" className="mb-6">
        <h2 id="waiting" className="mb-2">
          证件号码，等待答复（{waiting.length}）
        </h2>
        {examSession && <p className="mb-2 text-sm text-muted">{examSession.title}</p>}
        <Appeals rows={waiting} caption="证件号码，等待答复" action="核实" />
      </section>
      {phones.decided.length > 0 && (
        <section aria-labelledby="decided" className="mb-6">
          <h2 id="decided" className="mb-2">
            找回账号，已处理
          </h2>
          <PhoneAppeals rows={phones.decided} caption="找回账号，已处理" />
        </section>
      )}
      {requests.answered.length > 0 && (
        <section aria-labelledby="requests-answered" className="mb-6">
          <h2 id="requests-answered" className="mb-2">
            更正申请，已处理
          </h2>
          <Requests rows={requests.answered} caption="更正申请，已处理" action="查看" />
        </section>
      )}
      {corrections.done.length > 0 && (
        <section aria-labelledby="corrected" className="mb-6">
          <h2 id="corrected" className="mb-2">
            信息更正，已处理
          </h2>
          <Corrections rows={corrections.done} caption="信息更正，已处理" action="查看" />
        </section>
      )}
      {answered.length > 0 && (
        <section aria-labelledby="answered">
          <h2 id="answered" className="mb-2">
            证件号码，已答复
          </h2>
          <Appeals rows={answered} caption="证件号码，已答复" action="查看" />
        </section>
      )}
    </>
  );
}

const Exchanges = ({ rows }: { rows: Awaited<ReturnType<typeof waitingExchanges>> }) => (
  <DeskTable
    caption="换交材料，等待核对"
    rows={rows}
    id={({ id }) => id}
    empty="目前没有等待核对的换交材料。"
    columns={[
      { key: "name", label: "姓名", heads: true, text: ({ registration }) => registration.name },
      { key: "document", label: "证件号码", text: ({ registration }) => registration.documentMasked },
      { key: "item", label: "材料", text: ({ item }) => itemLabels[item as Item] },
      { key: "opened", label: "开放", text: ({ staff, createdAt }) => `${staff.name} ${formatStamp(createdAt)}` },
      {
        key: "open",
        label: "操作",
        acts: true,
        cell: ({ registration }) => (
          <a href={`/admin/registrations/${registration.id}/exchange`}>
            核对<span className="sr-only">{registration.name}换交的材料</span>
          </a>
        ),
      },
    ]}
  />
);

const Appeals = ({ rows, caption, action }: { rows: readonly Row[]; caption: string; action: string }) => (
  <DeskTable
    caption={caption}
    rows={rows}
    id={({ id }) => id}
    empty="目前没有等待答复的申诉。"
    columns={[
      { key: "created", label: "提交时间", text: ({ createdAt }) => formatStamp(createdAt) },
      { key: "name", label: "姓名", text: ({ registration }) => registration.name },
      { key: "document", label: "证件号码", text: ({ registration }) => registration.documentMasked },
      {
        key: "answer",
        label: "答复",
        text: ({ answeredAt, answeredBy }) => answeredAt && `${formatStamp(answeredAt)} ${answeredBy?.name ?? ""}`,
      },
      {
        key: "open",
        label: "操作",
        acts: true,
        cell: ({ id, registration }) => (
          <a href={`/admin/appeals/${id}`}>
            {action}
            <span className="sr-only">{registration.name}的申诉</span>
          </a>
        ),
      },
    ]}
  />
);
