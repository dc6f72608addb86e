import type { Metadata } from "next";
import { isAdministrator, isExamOffice, mayAs, type Roles } from "@/lib/domain/account/roles";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { formatClosing, formatInput, formatTime } from "@/app/_lib/format";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { isWritten } from "@/lib/core/person-name";
import { windowFor } from "@/lib/domain/exam-session/windows";
import { missingGlyphs } from "@/lib/adapter/pdf/renderer";
import { filterQuery, queueFilterSchema } from "@/lib/domain/review/queue-filter";
import { cannedReasons } from "@/lib/domain/review/queries/canned-reasons";
import { type ReviewCase, reviewCase } from "@/lib/domain/review/queries/case";
import { reviewPace } from "@/lib/domain/review/queries/pace";
import { filesAhead } from "@/lib/domain/review/queries/queue";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { inScope, type Scope } from "@/lib/domain/review/scope";
import { approvalEvent, reviewDeciders, reviewReaders } from "@/lib/domain/review/stages";
import { closesSoon, reviewState } from "@/lib/domain/review/window";
import type { DeskItemProps } from "../../../_components/page-props";
import { DeskKeys } from "../../../_list/desk-keys";
import { UndoNews } from "../undo-news";
import { CaseDetails } from "./case-details";
import { CaseFindings } from "./case-findings";
import { CaseHistory } from "./case-history";
import { CaseIdentity } from "./case-identity";
import { CasePace } from "./case-pace";
import { ClaimKeeper } from "./claim-keeper";
import { DecisionBar, type Panel } from "./decision-bar";
import { deskPictures } from "./desk-pictures";
import { FetchAhead } from "./fetch-ahead";
import { NameEntry } from "./name-entry";
import { PictureStage } from "./picture-stage";
import { ReleaseForm } from "./release-form";
import { RefuseForm } from "./refuse-form";
import { SendBackForm } from "./send-back-form";
import { returnableItems } from "./returnable-items";
import "./case.css";

export const metadata: Metadata = { title: "审核报名" };

type Viewer = { id: string; name: string; roles: Roles };

export default async function ReviewPage({ params, searchParams }: DeskItemProps) {
  const staff = await requireStaff(reviewReaders, "/admin/reviews");
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const now = new Date();
  const [scope, own] = await Promise.all([scopeOf(staff, reviewReaders), scopeOf(staff, reviewDeciders)]);
  const found = z.uuid().safeParse(id).success ? await reviewCase(id, scope, now) : null;
  if (!found) notFound();
  // The document number stands whole on this page, and the record of the look says so.
  const whole = found.documentNumber === null ? [] : ["documentNumber"];
  await lookAt(staff, "/admin/reviews/[id]", { kind: "registration", id: found.id }, undefined, whole);

  const shown = shownStatus(found, now);
  const filter = queueFilterSchema.parse({
    ...search,
    // What comes next, and the way back, belong to this registration's exam session, whatever the desk shows by now.
    session: found.examSessionId,
    ...(search["status"] ? {} : { status: shown }),
  });
  const queue = filterQuery(filter);
  const stand = standOf(found, staff, own, now);
  const pictures = deskPictures(found);
  const question = { examSessionId: found.examSessionId, scope: own, filter, staffId: staff.id, now };
  const [ahead, pace, unprintable] = await Promise.all([
    stand.mayDecide ? filesAhead(question, found.id) : null,
    stand.mayDecide ? reviewPace(question, found.id) : null,
    missingGlyphs(found.name ?? ""),
  ]);

  return (
    <div key={found.id} className="case">
      {stand.mayDecide && <ClaimKeeper id={found.id} />}
      <FetchAhead
        present={pictures.map(({ address }) => address)}
        next={(ahead?.fileIds ?? []).map((fileId) => `/api/files/${fileId}`)}
      />
      <div className="case-top flex flex-wrap items-center gap-x-4 gap-y-1">
        <p className="text-sm">
          <a
            href={`/admin/reviews?${queue}`}
            className="inline-flex min-h-11 items-center"
            data-hotkey="q"
            aria-keyshortcuts="q"
          >
            返回审核队列
          </a>
        </p>
        {pace && <CasePace pace={pace} />}
        {/* Room for one line of news, so that nothing moves when it comes or goes. */}
        <div className="min-h-12 min-w-0 flex-1 basis-80 [&>*]:m-0! [&>*]:py-1!">
          <UndoNews decision={search["undo"]} staffId={staff.id} queue={queue} now={now} />
        </div>
      </div>
      <section aria-label="照片与材料" className="case-stage card min-w-0 p-3 sm:p-3">
        <CaseIdentity found={found} shown={shown} />
        <PictureStage pictures={pictures} viewer={staff.name} />
      </section>
      <section aria-label="报名信息和核对结果" className="case-side min-w-0 space-y-3">
        {stand.mayDecide && found.nameAsTyped !== null && !isWritten(found.nameAsTyped) && (
          <NameEntry
            id={found.id}
            version={found.version}
            queue={queue}
            name={found.name ?? ""}
            asTyped={found.nameAsTyped}
          />
        )}
        <CaseFindings found={found} unprintable={unprintable} />
        <CaseDetails found={found} />
        <CaseHistory events={found.events} decisions={found.decisions} idType={found.idType} />
      </section>
      {stand.mayDecide ? (
        <Decisions found={found} stand={stand} queue={queue} opened={panel.parse(search["panel"])} now={now} />
      ) : (
        <ReadOnly stand={stand} found={found} staff={staff} />
      )}
    </div>
  );
}

/** The panel that is open without JavaScript. */
const panel = z
  .enum(["send-back", "refuse"] satisfies Panel[])
  .nullable()
  .catch(null);

type StandHere = { mayDecide: boolean; late: boolean; firstStage: boolean; closed: string | null };

/** Whether this person may decide now. `closed` gives the reason where the status does not explain it. */
function standOf(found: ReviewCase, staff: Viewer, own: Scope, now: Date): StandHere {
  const decides = mayAs(staff.roles, reviewDeciders);
  const mine = inScope(own, found.school?.name ?? null, found.teachingPoint?.name ?? null);
  const state = reviewState(found.examSession, found.overrides, now);
  const waits = found.status === "SUBMITTED" || found.status === "PRE_APPROVED";
  const late = state === "late";
  const open = state === "open" || (late && isExamOffice(staff.roles));
  const stage = found.status !== "PRE_APPROVED" || isExamOffice(staff.roles);
  const others = found.claim !== null && found.claim.byId !== staff.id;
  const closed = !open
    ? state === "not_started"
      ? "资格审核尚未开始。"
      : "资格审核已截止，不能再作出审核决定；确有需要的，请联系考务人员。"
    : !mine
      ? "这份报名不在您的审核范围内，您可以查看，不能作出决定。"
      : stage
        ? null
        : "这份报名已通过初审，由考务办公室复审。";
  return {
    mayDecide: waits && decides && mine && open && stage && !others,
    late,
    firstStage: approvalEvent(found.examSession.twoStageReview, found.status) === "preApprove",
    closed: waits && decides ? closed : null,
  };
}

/** In the place of the buttons: why this person cannot decide here. */
function ReadOnly({ stand, found, staff }: { stand: StandHere; found: ReviewCase; staff: Viewer }) {
  const colleague = found.claim && found.claim.byId !== staff.id ? found.claim : null;
  return (
    <div className="case-bar flex items-start gap-3 bg-paper">
      <div className="min-w-0 flex-1 space-y-2 [&>*]:m-0">
        {stand.closed && <Notice tone="warn">{stand.closed}</Notice>}
        {colleague && (
          <Notice tone="warn">
            <p>
              {colleague.by}正在审核这份报名，占用至 {formatTime(colleague.until)}。您可以查看，不能作出决定。
            </p>
            {isAdministrator(staff.roles) && <ReleaseForm id={found.id} />}
          </Notice>
        )}
      </div>
      <DeskKeys subject={found.id} inPlace />
    </div>
  );
}

async function Decisions({
  found,
  stand,
  queue,
  opened,
  now,
}: {
  found: ReviewCase;
  stand: StandHere;
  queue: string;
  opened: Panel | null;
  now: Date;
}) {
  const reasons = await cannedReasons();
  const looked = { id: found.id, version: found.version, queue };
  const forms = {
    "send-back": (
      <SendBackForm
        {...looked}
        items={returnableItems(found, reasons)}
        soon={closesSoon(found.examSession, found.overrides, now)}
        latest={formatInput(windowFor(found.examSession, found.overrides, "PAYMENT").closesAt)}
      />
    ),
    refuse: (
      <RefuseForm {...looked} reasons={reasons.filter(({ item }) => item === "REFUSAL").map(({ text }) => text)} />
    ),
  };
  return (
    <DecisionBar {...looked} late={stand.late} firstStage={stand.firstStage} opened={opened} forms={forms}>
      {/* On a phone the buttons take little of the screen; that a reason is needed is said there too. */}
      <p className={`min-w-0 flex-1 basis-64 self-center text-sm text-muted ${stand.late ? "" : "max-lg:hidden"}`}>
        {stand.late
          ? "资格审核已截止。考务人员仍可在缴费截止前作出决定，须填写理由。"
          : `资格审核于 ${formatClosing(windowFor(found.examSession, found.overrides, "REVIEW").closesAt)} 截止。`}
        决定作出后考生即可看到，60秒内可以撤销。
      </p>
      <DeskKeys subject={found.id} inPlace />
    </DecisionBar>
  );
}
