import type { Metadata } from "next";
import { categoryLabels, idTypeLabels, sexLabels } from "@/app/_lib/labels";
import { type FormState, idle } from "@/lib/auth/form-state";
import { shanghaiTime } from "@/lib/core/clock";
import { currentNotice } from "@/app/_lib/current-notice";
import { requireStep } from "@/lib/auth/step";
import { type ExamSessionView, wholeExamSession } from "@/lib/exam-session/queries";
import { checkDetails } from "@/lib/registration/check-details";
import { editableFields, editableItems, mergeTyped } from "@/lib/registration/editable";
import type { FieldItem } from "@/lib/registration/items";
import { type OwnDetails, ownDecision, ownDetails, storedAsTyped } from "@/lib/registration/queries/own-details";
import { earlierRegistration } from "@/lib/registration/queries/earlier-registration";
import { ownUploads } from "@/lib/registration/queries/own-files";
import { writeBasis } from "@/lib/registration/schema";
import { DetailsRows, fieldsOf } from "../_components/details-rows";
import { StepFrame } from "../_components/step-frame";
import { DetailsForm } from "./form";
import { TakeOver } from "./take-over";

export const metadata: Metadata = { title: "信息填写" };

export default async function DetailsPage({ searchParams }: { searchParams: Promise<{ check?: string }> }) {
  const standing = await requireStep("details");
  const { accountId, session, registration } = standing;
  const own = { accountId, examSessionId: session.id };
  const [details, lists, uploads, decision, { check }, notice] = await Promise.all([
    ownDetails(own),
    wholeExamSession(session),
    ownUploads({ accountId, registrationId: registration.id }),
    registration.status === "RETURNED" ? ownDecision(own) : null,
    searchParams,
    currentNotice(),
  ]);
  if (!details) throw new Error("the registration vanished between two reads");
  const untouched = registration.status === "DRAFT" && !details.detailsSavedAt && !details.draft;
  const earlier = untouched ? await earlierRegistration(own) : null;
  const editable = editableFields(registration);
  const initial = { ...storedAsTyped(details), ...details.draft };
  const reasons = Object.fromEntries(decision?.items.map(({ item, reason }) => [item, reason]) ?? []);

  return (
    <StepFrame standing={standing} page="details" title="考生信息填写">
      <div className="card">
        {earlier && <TakeOver sessionTitle={earlier.sessionTitle} />}
        {registration.status === "RETURNED" && <ClosedRows details={details} />}
        <DetailsForm
          // A select keeps what it showed when only its default changes.
          key={notice === "details_taken_over" ? notice : "typed"}
          initial={initial}
          checked={check ? checkedState(details, initial, lists, standing.now) : idle}
          registrationId={registration.id}
          basis={writeBasis(details.detailsSavedAt)}
          editable={editable}
          reasons={reasons}
          choices={choicesOf(lists)}
          graduationMonth={session.graduationMonth}
          days={{ today: shanghaiTime(standing.now), examDay: shanghaiTime(session.examStartsAt) }}
          uploads={uploads}
          changeable={[...editableItems(registration)]}
        />
      </div>
    </StepFrame>
  );
}

/** What 下一步 found wrong, for a browser without JavaScript, which was sent here after its files were kept. */
function checkedState(details: OwnDetails, typed: Record<FieldItem, string>, lists: ExamSessionView, now: Date): FormState {
  const checked = checkDetails(mergeTyped(storedAsTyped(details), typed, editableFields(details)), details.files, lists, now);
  return checked.ok ? idle : { status: "invalid", fieldErrors: checked.problems, values: typed };
}

/** Of a returned registration, the fields that stay as they are. */
function ClosedRows({ details }: { details: OwnDetails }) {
  const editable = editableFields(details);
  const closed = fieldsOf(details).filter((field) => !editable.includes(field));
  return (
    <section className="mb-6">
      <h2 className="mb-2">无需修改的内容</h2>
      <DetailsRows details={details} fields={closed} />
    </section>
  );
}

const labelled = <T extends string>(values: readonly T[], labels: Record<T, string>) =>
  values.map((value) => ({ value, label: labels[value] }));
const named = (rows: readonly { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }));

function choicesOf(session: ExamSessionView) {
  const several = session.schools.length > 1;
  return {
    category: labelled(session.categories, categoryLabels),
    sex: labelled(["MALE", "FEMALE"], sexLabels),
    idType: labelled(session.idTypes, idTypeLabels),
    level: session.levels.map((level) => ({ value: level, label: level })),
    language: named(session.languages),
    school: named(session.schools),
    teachingPoint: session.schools.flatMap(({ name: school, teachingPoints }) =>
      teachingPoints.map(({ id, name }) => ({ value: id, label: several ? `${school}　${name}` : name })),
    ),
  };
}
