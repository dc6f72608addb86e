import type { Metadata } from "next";
import { Notice } from "@/app/_components/notice";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { categoryLabels, idTypeLabels, sexLabels } from "@/app/_lib/labels/registration";
import { type FormState, idle } from "@/lib/auth/form-state";
import { shanghaiTime } from "@/lib/core/clock";
import { currentNotice } from "@/app/_lib/current-notice";
import { loadTyped } from "@/lib/auth/kept-typed";
import { requireStep } from "@/lib/auth/step";
import { type ExamSessionView, wholeExamSession } from "@/lib/domain/exam-session/queries";
import { checkDetails } from "@/lib/domain/registration/check-details";
import { editableFields, editableItems, mergeTyped } from "@/lib/domain/registration/editable";
import type { FieldItem } from "@/lib/domain/registration/items";
import { type OwnDetails, ownDetails, toFormValues } from "@/lib/domain/registration/queries/own-details";
import { ownDecision } from "@/lib/domain/review/queries/own-decision";
import { earlierRegistration } from "@/lib/domain/registration/queries/earlier-registration";
import { ownUploads } from "@/lib/domain/registration/queries/own-files";
import { writeBasis } from "@/lib/domain/registration/schema";
import { isHeld } from "../_components/appeal-link";
import { DetailsRows, fieldsOf } from "../_components/details-rows";
import { OwnFiles } from "../_components/own-files";
import { StepFrame } from "../_components/step-frame";
import { DetailsForm } from "./form";
import { TakeOver } from "./take-over";

export const metadata: Metadata = { title: "信息填写" };

export default async function DetailsPage({
  searchParams,
}: {
  searchParams: Promise<{ check?: string; from?: string }>;
}) {
  const standing = await requireStep("details");
  const { accountId, examSession, registration } = standing;
  const own = { accountId, examSessionId: examSession.id };
  const [details, lists, uploads, decision, kept, { check, from }, notice] = await Promise.all([
    ownDetails(own),
    wholeExamSession(examSession),
    ownUploads({ accountId, registrationId: registration.id }),
    registration.status === "RETURNED" ? ownDecision(own) : null,
    loadTyped("/registration/details", accountId),
    searchParams,
    currentNotice(),
  ]);
  if (!details) throw new Error("the registration vanished between two reads");
  const untouched = registration.status === "DRAFT" && !details.detailsSavedAt && !details.draft;
  const earlier = untouched ? await earlierRegistration(own) : null;
  const editable = editableFields(registration);
  // Values that were typed before a later save are no longer useful.
  const retyped = kept?.["basis"] === writeBasis(details.detailsSavedAt) ? kept : null;
  const initial = { ...toFormValues(details), ...details.draft, ...onlyFields(retyped, editable) };
  const reasons = Object.fromEntries(decision?.items.map(({ item, reason }) => [item, reason]) ?? []);

  return (
    <StepFrame standing={standing} page="details" title="考生信息填写">
      <div className="card">
        {retyped && <Notice tone="warn">已填回登录失效前填写的内容，请核对后继续；选择过的文件需要重新选择。</Notice>}
        {earlier && <TakeOver sessionTitle={earlier.sessionTitle} />}
        {from === "confirm" && (
          <p className="mb-4">
            <a href="/registration/confirm" className="inline-flex min-h-11 items-center">
              不修改，返回核对页
            </a>
          </p>
        )}
        <DetailsForm
          // A select keeps its selection when only its default changes.
          key={notice === "details_taken_over" ? notice : "typed"}
          initial={initial}
          checked={checkedState(check, details, initial, lists, standing.now)}
          fromConfirm={from === "confirm"}
          returned={registration.status === "RETURNED"}
          registrationId={registration.id}
          basis={writeBasis(details.detailsSavedAt)}
          editable={editable}
          reasons={reasons}
          choices={choicesOf(lists)}
          graduationMonth={examSession.graduationMonth}
          days={{ today: shanghaiTime(standing.now), examDay: shanghaiTime(examSession.examStartsAt) }}
          uploads={uploads}
          changeable={[...editableItems(registration)]}
        />
        {registration.status === "RETURNED" && <ClosedRows details={details} />}
      </div>
    </StepFrame>
  );
}

const onlyFields = (
  values: Record<string, string> | null,
  fields: readonly FieldItem[],
): Partial<Record<FieldItem, string>> =>
  Object.fromEntries(fields.flatMap((field) => (values?.[field] === undefined ? [] : [[field, values[field]]])));

/**
 * The errors that 下一步 found before it redirected here. `check` is 1 when a browser without JavaScript was redirected
 * here after its files were stored; otherwise it names the holder of the number. (The holder is not looked up again
 * here: an address could then be used for unlimited look-ups.)
 */
function checkedState(
  check: unknown,
  details: OwnDetails,
  typed: Record<FieldItem, string>,
  lists: ExamSessionView,
  now: Date,
): FormState {
  if (isHeld(check)) return { status: "invalid", fieldErrors: { documentNumber: [check] }, values: typed };
  if (!check) return idle;
  const checked = checkDetails(
    mergeTyped(toFormValues(details), typed, editableFields(details)),
    details.files,
    lists,
    now,
  );
  return checked.ok ? idle : { status: "invalid", fieldErrors: checked.problems, values: typed };
}

/** The fields and pictures of a returned registration that stay as they are. */
function ClosedRows({ details }: { details: OwnDetails }) {
  const editable = editableItems(details);
  const fields = fieldsOf(details).filter((field) => !editable.has(field));
  const kinds = (["ID_FRONT", "ID_BACK", "PROOF"] as const).filter(
    (kind) => !details.reopenedItems.includes(kind) && details.files.some((file) => file.kind === kind),
  );
  return (
    <section className="mt-8 border-t border-line pt-4">
      <h2 className="mb-2">无需修改的内容</h2>
      <DetailsRows details={details} fields={fields} />
      <dl className="divide-y divide-line border-b border-line">
        {kinds.map((kind) => (
          <div key={kind} className="py-2">
            <dt className="mb-1 font-semibold">{itemLabel(kind, details.idType)}</dt>
            <dd>
              <OwnFiles kind={kind} label={itemLabel(kind, details.idType)} files={details.files} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const labelled = <T extends string>(values: readonly T[], labels: Record<T, string>) =>
  values.map((value) => ({ value, label: labels[value] }));
const named = (rows: readonly { id: string; name: string }[]) =>
  rows.map(({ id, name }) => ({ value: id, label: name }));

function choicesOf(examSession: ExamSessionView) {
  const several = examSession.schools.length > 1;
  return {
    category: labelled(examSession.categories, categoryLabels),
    sex: labelled(["MALE", "FEMALE"], sexLabels),
    idType: labelled(examSession.idTypes, idTypeLabels),
    level: examSession.levels.map((level) => ({ value: level, label: level })),
    language: named(examSession.languages),
    school: named(examSession.schools),
    teachingPoint: examSession.schools.flatMap(({ name: school, teachingPoints }) =>
      teachingPoints.map(({ id, name }) => ({ value: id, label: several ? `${school}　${name}` : name })),
    ),
  };
}
