import { texts } from "@/app/_lib/texts";
import { Notice } from "@/app/_components/notice";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { categoryLabels, idTypeLabels, sexLabels } from "@/app/_lib/labels/registration";
import { isWritten, readName } from "@/lib/core/person-name";
import { idle } from "@/lib/auth/form-state";
import { shanghaiTime } from "@/lib/core/clock";
import { currentNotice } from "@/app/_lib/current-notice";
import { loadTyped } from "@/lib/auth/kept-typed";
import { requireStep } from "@/lib/auth/step";
import { type ExamSessionView, wholeExamSession } from "@/lib/domain/exam-session/queries";
import { offered } from "@/lib/domain/exam-session/offered";
import { checkDetails } from "@/lib/domain/registration/check-details";
import { editableFields, editableItems, mergeTyped } from "@/lib/domain/registration/editable";
import type { FieldItem } from "@/lib/domain/registration/items";
import { chosenIn, type OwnDetails, ownDetails, toFormValues } from "@/lib/domain/registration/queries/own-details";
import { ownDecision } from "@/lib/domain/review/queries/own-decision";
import { earlierRegistration } from "@/lib/domain/registration/queries/earlier-registration";
import { ownUploads } from "@/lib/domain/registration/queries/own-files";
import { writeBasis } from "@/lib/domain/registration/schema";
import { outlineText } from "@/lib/adapter/pdf/renderer";
import { isHeld } from "../_components/appeal-link";
import type { StepFormState } from "../_components/form-errors";
import { DetailsRows, fieldsOf } from "../_components/details-rows";
import { OwnFiles } from "../_components/own-files";
import { SampleDrawing } from "../_components/sample-picture";
import { StepFrame } from "../_components/step-frame";
import { DetailsForm } from "./form";
import type { KnownPrint } from "./name-field";
import { TakeOver } from "./take-over";

export const generateMetadata = async () => ({ title: (await texts()).t("信息填写") });

export default async function DetailsPage({
  searchParams,
}: {
  searchParams: Promise<{ check?: string; from?: string }>;
}) {
  const { t } = await texts();

  const standing = await requireStep("details");
  const { accountId, examSession, registration } = standing;
  const own = { accountId, examSessionId: examSession.id };
  const [details, whole, uploads, decision, kept, { check, from }, notice] = await Promise.all([
    ownDetails(own),
    wholeExamSession(examSession),
    ownUploads({ accountId, registrationId: registration.id }),
    registration.status === "RETURNED" ? ownDecision(own) : null,
    loadTyped("/registration/details", own),
    searchParams,
    currentNotice(),
  ]);
  if (!details) throw new Error("the registration vanished between two reads");
  const lists = offered(whole, chosenIn(details));
  const untouched = registration.status === "DRAFT" && !details.detailsSavedAt && !details.draft;
  const earlier = untouched ? await earlierRegistration(own) : null;
  const editable = editableFields(registration);
  // Values that were typed before a later save are no longer useful.
  const retyped = kept?.["basis"] === writeBasis(details.detailsSavedAt) ? kept : null;
  const initial = { ...toFormValues(details), ...details.draft, ...onlyFields(retyped, editable) };
  const reasons = Object.fromEntries(decision?.items.map(({ item, reason }) => [item, reason]) ?? []);

  return (
    <StepFrame standing={standing} page="details" title={t("考生信息填写")}>
      <div className="card">
        {retyped && (
          <Notice tone="warn">{t("已填回登录失效前填写的内容，请核对后继续；选择过的文件需要重新选择。")}</Notice>
        )}
        {earlier && <TakeOver sessionTitle={earlier.sessionTitle} />}
        {from === "confirm" && (
          <p className="mb-4">
            <a href="/registration/confirm" className="inline-flex min-h-11 items-center">
              {t("不修改，返回核对页")}
            </a>
          </p>
        )}
        <DetailsForm
          // A select keeps its selection when only its default changes.
          key={notice === "details_taken_over" ? notice : "typed"}
          initial={initial}
          namePrint={editable.includes("name") ? await printOf(initial.name) : null}
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
          samples={samples}
          changeable={[...editableItems(registration)]}
        />
        {registration.status === "RETURNED" && <ClosedRows details={details} />}
      </div>
    </StepFrame>
  );
}

/** The stored name as the admit card prints it, so that the page opens with it. */
async function printOf(name: string): Promise<KnownPrint | null> {
  const read = readName(name);
  if (!read.ok) return null;
  return {
    of: name,
    answer: { name: read.value, written: isWritten(read.value), outline: await outlineText(read.value) },
  };
}

/** Drawn here, not in the browser: they are no part of the page's scripts. */
const samples = {
  ID_FRONT: <SampleDrawing kind="ID_FRONT" idType={null} className="h-26" />,
  PASSPORT: <SampleDrawing kind="ID_FRONT" idType="PASSPORT" className="h-26" />,
  ID_BACK: <SampleDrawing kind="ID_BACK" idType={null} className="h-26" />,
  PROOF: <SampleDrawing kind="PROOF" idType={null} className="h-26" />,
};

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
): StepFormState {
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
async function ClosedRows({ details }: { details: OwnDetails }) {
  const { t } = await texts();

  const editable = editableItems(details);
  const fields = fieldsOf(details).filter((field) => !editable.has(field));
  const kinds = (["ID_FRONT", "ID_BACK", "PROOF"] as const).filter(
    (kind) => !details.reopenedItems.includes(kind) && details.files.some((file) => file.kind === kind),
  );
  return (
    <section className="mt-8 border-t border-line pt-4">
      <h2 className="mb-2">{t("无需修改的内容")}</h2>
      <DetailsRows details={details} fields={fields} />
      <dl className="divide-y divide-line border-b border-line">
        {kinds.map((kind) => (
          <div key={kind} className="py-2">
            <dt className="mb-1 font-semibold">{t(itemLabel(kind, details.idType))}</dt>
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
    teachingPoint: examSession.schools.flatMap(({ id: school, name: schoolName, teachingPoints }) =>
      teachingPoints.map(({ id, name }) => ({
        value: id,
        school,
        label: name,
        plain: several ? `${schoolName}　${name}` : name,
      })),
    ),
  };
}
