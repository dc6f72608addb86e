import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { formatClosing, formatInput, formatTime } from "@/app/_lib/format";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { statusLabels } from "@/app/_lib/labels/registration";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { isWritten } from "@/lib/core/person-name";
import type { StaffRole } from "@/lib/adapter/db/enums";
import { windowFor } from "@/lib/domain/exam-session/windows";
import { missingGlyphs } from "@/lib/adapter/pdf/renderer";
import { uploadItems } from "@/lib/domain/registration/items";
import { reasonsFor } from "@/lib/domain/review/canned-reason";
import { filterQuery, queueFilterSchema } from "@/lib/domain/review/queue-filter";
import { cannedReasons } from "@/lib/domain/review/queries/canned-reasons";
import { type ReviewCase, reviewCase } from "@/lib/domain/review/queries/case";
import { filesAhead } from "@/lib/domain/review/queries/queue";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { approvalEvent, isExamOffice } from "@/lib/domain/review/stages";
import { closesSoon, reviewState } from "@/lib/domain/review/window";
import { PageHead } from "../../../_components/page-head";
import type { DeskItemProps } from "../../../_components/page-props";
import { DeskKeys } from "../desk-keys";
import { UndoNews } from "../undo-news";
import { CaseDetails } from "./case-details";
import { CaseFindings } from "./case-findings";
import { CaseHistory } from "./case-history";
import { ClaimKeeper } from "./claim-keeper";
import { DecisionBar } from "./decision-bar";
import { deskPictures } from "./desk-pictures";
import { FetchAhead } from "./fetch-ahead";
import { NameEntry } from "./name-entry";
import { PictureStage } from "./picture-stage";
import { ReleaseForm } from "./release-form";
import { SendBackForm } from "./send-back-form";
import { shownItems } from "./shown-items";

export const metadata: Metadata = { title: "审核报名" };

type Viewer = { id: string; name: string; role: StaffRole };

export default async function ReviewPage({ params, searchParams }: DeskItemProps) {
  const staff = await requireStaff(["REVIEWER", "EXAM_OFFICER", "AUDITOR"], "/admin/reviews");
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const now = new Date();
  const scope = await scopeOf(staff);
  const found = z.uuid().safeParse(id).success ? await reviewCase(id, scope, now) : null;
  if (!found) notFound();
  await lookAt(staff, "/admin/reviews/[id]", { kind: "registration", id: found.id });

  const shown = shownStatus(found, now);
  const filter = queueFilterSchema.parse({ ...search, ...(search["status"] ? {} : { status: shown }) });
  const queue = filterQuery(filter);
  const stand = standOf(found, staff, now);
  const pictures = deskPictures(found);
  const ahead = stand.mayDecide
    ? await filesAhead({ examSessionId: found.examSessionId, scope, filter, staffId: staff.id, now }, found.id)
    : null;

  return (
    <div key={found.id}>
      <DeskKeys subject={found.id} />
      {stand.mayDecide && <ClaimKeeper id={found.id} />}
      <FetchAhead
        present={pictures.map(({ address }) => address)}
        next={(ahead?.fileIds ?? []).map((fileId) => `/api/files/${fileId}`)}
      />
      <p className="mb-1">
        <a href={`/admin/reviews?${queue}`} data-hotkey="q" aria-keyshortcuts="q">
          返回审核队列
        </a>
      </p>
      <PageHead
        news={<UndoNews decision={search["undo"]} staffId={staff.id} queue={queue} now={now} />}
        title={`审核：${found.name ?? ""}`}
        lead={`${statusLabels[shown]}${found.submissions > 1 ? `（第${found.submissions}次提交）` : ""} · 报名号 ${found.registrationNumber ?? "—"}`}
      />
      <Stand stand={stand} found={found} staff={staff} />

      <div className="grid gap-4 md:grid-cols-[17rem_minmax(0,1fr)] lg:grid-cols-[19rem_minmax(0,1fr)] xl:grid-cols-[20rem_minmax(0,1fr)]">
        <div className="min-w-0 space-y-4 md:order-1">
          <CaseFindings found={found} unprintable={await missingGlyphs(found.name ?? "")} />
          <CaseDetails found={found} />
        </div>
        <section aria-labelledby="images" className="card min-w-0 self-start p-3 sm:p-4 md:order-2">
          <h2 id="images" className="sr-only">
            照片与材料
          </h2>
          <PictureStage pictures={pictures} viewer={staff.name} />
          <p className="mt-2 text-sm text-muted">查看照片会记入审计日志。双击放大，Ctrl+滚轮缩放，放大后可拖动。</p>
        </section>
      </div>
      {stand.mayDecide && <Decisions found={found} stand={stand} queue={queue} now={now} />}
      <CaseHistory events={found.events} decisions={found.decisions} idType={found.idType} />
    </div>
  );
}

type StandHere = { mayDecide: boolean; late: boolean; firstStage: boolean; closed: string | null };

/** Whether this person may decide now. `closed` gives the reason where the status does not explain it. */
function standOf(found: ReviewCase, staff: Viewer, now: Date): StandHere {
  const state = reviewState(found.examSession, found.overrides, now);
  const waits = found.status === "SUBMITTED" || found.status === "PRE_APPROVED";
  const late = state === "late";
  const open = state === "open" || (late && isExamOffice(staff.role));
  const stage = found.status !== "PRE_APPROVED" || isExamOffice(staff.role);
  const others = found.claim !== null && found.claim.byId !== staff.id;
  const closed = !open
    ? state === "not_started"
      ? "资格审核尚未开始。"
      : "资格审核已截止，不能再作出审核决定；确有需要的，请联系考务人员。"
    : stage
      ? null
      : "这份报名已通过初审，由考务办公室复审。";
  return {
    mayDecide: waits && staff.role !== "AUDITOR" && open && stage && !others,
    late,
    firstStage: approvalEvent(found.examSession.twoStageReview, found.status) === "preApprove",
    closed: waits && staff.role !== "AUDITOR" ? closed : null,
  };
}

function Stand({ stand, found, staff }: { stand: StandHere; found: ReviewCase; staff: Viewer }) {
  return (
    <>
      {stand.closed && <Notice tone="warn">{stand.closed}</Notice>}
      {found.claim && found.claim.byId !== staff.id && (
        <Notice tone="warn">
          <p>
            {found.claim.by}正在审核这份报名，占用至 {formatTime(found.claim.until)}。您可以查看，不能作出决定。
          </p>
          {staff.role === "ADMINISTRATOR" && <ReleaseForm id={found.id} />}
        </Notice>
      )}
      {stand.mayDecide && stand.late && (
        <Notice tone="warn">资格审核已截止。考务人员仍可在缴费截止前作出决定，须填写理由。</Notice>
      )}
    </>
  );
}

/** The items that have a drawing of a correct picture. */
const sampled: readonly string[] = uploadItems;

async function Decisions({
  found,
  stand,
  queue,
  now,
}: {
  found: ReviewCase;
  stand: StandHere;
  queue: string;
  now: Date;
}) {
  const reasons = await cannedReasons();
  const looked = { id: found.id, version: found.version, queue };
  const name = found.name ?? "";
  return (
    <>
      {found.nameAsTyped !== null && !isWritten(found.nameAsTyped) && (
        <div className="mt-4">
          <NameEntry {...looked} name={name} asTyped={found.nameAsTyped} />
        </div>
      )}
      <p className="mt-4 text-sm text-muted">
        资格审核于 {formatClosing(windowFor(found.examSession, found.overrides, "REVIEW").closesAt)}{" "}
        截止。决定作出后考生即可看到，60秒内可以撤销。
      </p>
      <DecisionBar {...looked} late={stand.late} firstStage={stand.firstStage}>
        <SendBackForm
          {...looked}
          items={shownItems(found).map((item) => ({
            item,
            label: itemLabel(item, found.idType),
            reasons: reasonsFor(reasons, item).map(({ text }) => text),
            sample: sampled.includes(item),
          }))}
          soon={closesSoon(found.examSession, found.overrides, now)}
          latest={formatInput(windowFor(found.examSession, found.overrides, "PAYMENT").closesAt)}
        />
      </DecisionBar>
    </>
  );
}
