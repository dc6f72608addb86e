"use client";

import { Say, useT } from "@/app/_components/language";
import { Fragment, type ReactNode, useEffect, useRef, useState } from "react";
import { fieldErrors, FormErrors, type StepFormState } from "../_components/form-errors";
import { type Choice, SelectField, TextField } from "@/app/_components/field";
import { ExamSessionField } from "@/app/_components/page-exam-session";
import { SubmitButton } from "@/app/_components/submit-button";
import { IdType } from "@/lib/adapter/db/enums";
import type { FieldItem, Item } from "@/lib/domain/registration/items";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";
import { TypedKeeper } from "@/app/_components/typed-keeper";
import { useHydrated } from "@/app/_components/use-hydrated";
import { useServerAction } from "@/app/_components/use-server-action";
import { saveDetailsAction } from "./actions";
import { AccommodationField } from "../_components/accommodation-field";
import { AppealLink } from "../_components/appeal-link";
import { type DetailGroup, detailGroups } from "../_components/detail-groups";
import { type Samples, DocumentUploads } from "../_components/document-uploads";
import { type DocumentDays, DocumentField } from "./document-field";
import { DraftKeeper } from "./draft-keeper";
import { type KnownPrint, NameField } from "./name-field";
import { type Sex, SexField } from "./sex-field";

export type DetailsFormProps = {
  initial: Record<FieldItem, string>;
  /** `initial.name` as the admit card prints it. */
  namePrint: KnownPrint | null;
  /** The fields that may be changed. The page shows the others as text. */
  editable: readonly FieldItem[];
  /** Why an item was sent back. */
  reasons: Partial<Record<Item, string>>;
  choices: Record<"category" | "sex" | "idType" | "level" | "language" | "school", Choice[]> & {
    teachingPoint: TeachingPoint[];
  };
  graduationMonth: string;
  days: DocumentDays;
  uploads: readonly OwnUpload[];
  /** Drawings of correct uploads, drawn by the server. */
  samples: Samples;
  /** The items, fields and uploads, that may be changed. */
  changeable: readonly Item[];
  /** The errors of a post without JavaScript; idle otherwise. */
  checked: StepFormState;
  /** 修改 on the check page led here, so the button leads back there. */
  fromConfirm: boolean;
  /** The registration was returned: only the items to correct are shown here. */
  returned: boolean;
  registrationId: string;
  /** The saved state that this form shows: lib/domain/registration/schema.ts writeBasis. */
  basis: string;
};

/** `plain`: its name with that of its school, for browsers without JavaScript, where one list holds all. */
export type TeachingPoint = { value: string; school: string; label: string; plain: string };

export function DetailsForm(props: DetailsFormProps) {
  const t = useT();

  const name = `details ${props.registrationId}`;
  const { initial, editable, reasons, choices, uploads, changeable, checked, basis, fromConfirm, returned } = props;
  const [state, action] = useServerAction(saveDetailsAction, checked);
  // After a failed post the fields are created again. React resets a form after its action, and a select would lose its
  // selection.
  const [{ seen, attempt }, setSeen] = useState({ seen: state, attempt: 0 });
  if (seen !== state) setSeen({ seen: state, attempt: attempt + 1 });
  const [waits, setWaits] = useState(false);
  const hydrated = useHydrated();

  const value = (field: FieldItem) => ("values" in state ? (state.values[field] ?? "") : initial[field]);
  const [category, setCategory] = useState(initial.category);
  const [idType, setIdType] = useState(initial.idType);
  const [school, setSchool] = useState(initial.school);
  const [sex, setSex] = useState<Sex | null>(null);
  const chosenType = typeOf(idType, choices.idType);
  const frame = (field: FieldItem) => ({
    name: field,
    errors: fieldErrors(state, field),
    ...(reasons[field] ? { hint: t("退回原因：{reason}", { reason: reasons[field] }) } : {}),
  });
  // Without JavaScript the files are posted with the form to the route that can receive them. The route then does what
  // the action would do.
  const post = hydrated
    ? {}
    : ({ name: "go", value: "next", formAction: "/api/uploads", formMethod: "post", ...multipart } as const);
  const next = fromConfirm ? t("保存并返回核对页") : t("下一步");
  const shown = (field: FieldItem) => editable.includes(field);
  const has = (kind: OwnUpload["kind"]) => uploads.some((upload) => upload.kind === kind);
  const graduating = !hydrated || category.endsWith("GRADUATING");
  const points = hydrated
    ? choices.teachingPoint.filter((point) => point.school === school)
    : choices.teachingPoint.map((point) => ({ ...point, label: point.plain }));

  const fields: Record<FieldItem, ReactNode> = {
    name: <NameField {...frame("name")} defaultValue={value("name")} defaultPrint={props.namePrint} />,
    idType: (
      <SelectField
        hint={t("没有居民身份证的考生，请选择所持的证件。")}
        {...frame("idType")}
        label={t("证件类型")}
        placeholder={t("选择证件类型")}
        choices={choices.idType}
        defaultValue={value("idType")}
        onChange={(event) => setIdType(event.target.value)}
      />
    ),
    documentNumber: (
      <DocumentField
        {...frame("documentNumber")}
        idType={hydrated ? chosenType : ""}
        defaultValue={value("documentNumber")}
        days={props.days}
        onSex={setSex}
      />
    ),
    sex: <SexField {...frame("sex")} told={hydrated ? sex : null} choices={choices.sex} defaultValue={value("sex")} />,
    category: (
      <SelectField
        hint={t("按目前的学籍状态选择。")}
        {...frame("category")}
        label={t("考生类别")}
        placeholder={t("请选择考生类别")}
        choices={choices.category}
        defaultValue={value("category")}
        onChange={(event) => setCategory(event.target.value)}
      />
    ),
    graduationMonth: graduating ? (
      <div className="appears">
        <TextField
          hint={
            hydrated
              ? t("申请办理毕业证书的年月，例如 {month}。", { month: props.graduationMonth })
              : t("申请办理毕业证书的年月，例如 {month}。仅“已申请毕业”的考生填写，在籍考生不填。", {
                  month: props.graduationMonth,
                })
          }
          {...frame("graduationMonth")}
          label={t("毕业申请年月")}
          defaultValue={value("graduationMonth")}
          autoComplete="off"
          maxLength={60}
        />
      </div>
    ) : (
      <Reserved />
    ),
    school: (
      <SelectField
        {...frame("school")}
        label={t("就读学校（即学位授予学校）")}
        placeholder={t("请选择就读学校")}
        choices={choices.school}
        defaultValue={value("school")}
        onChange={(event) => setSchool(event.target.value)}
      />
    ),
    teachingPoint:
      points.length > 0 ? (
        <div className="appears">
          <SelectField
            {...frame("teachingPoint")}
            label={t("教学点")}
            optional
            placeholder={t("不选择")}
            choices={points}
            defaultValue={value("teachingPoint")}
          />
        </div>
      ) : (
        <Reserved />
      ),
    studentNumber: (
      <TextField
        {...frame("studentNumber")}
        label={t(studentNumberLabel(hydrated ? category : ""))}
        defaultValue={value("studentNumber")}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
      />
    ),
    level: (
      <SelectField
        {...frame("level")}
        label={t("报考层次")}
        placeholder={t("请选择报考层次")}
        choices={choices.level}
        defaultValue={value("level")}
      />
    ),
    language: (
      <SelectField
        {...frame("language")}
        label={t("应试语种")}
        placeholder={t("请选择应试语种")}
        choices={choices.language}
        defaultValue={value("language")}
      />
    ),
    accommodation: (
      <div className="col-span-full">
        <AccommodationField
          errors={fieldErrors(state, "accommodation")}
          reason={reasons.accommodation}
          given={value("accommodation")}
          uploads={uploads}
          folded
        />
      </div>
    ),
  };

  return (
    <form
      action={action}
      noValidate
      onSubmit={(event) => {
        const sending = event.currentTarget.querySelector("[data-sending]") !== null;
        if (sending) event.preventDefault();
        setWaits(sending);
      }}
    >
      {/* Enter in a field presses a form's first submit button. It must be this one, not 删除 below. */}
      <button type="submit" {...post} tabIndex={-1} aria-hidden="true" className="sr-only">
        {next}
      </button>
      <ExamSessionField />
      <input type="hidden" name="basis" value={basis} />
      {fromConfirm && <input type="hidden" name="from" value="confirm" />}
      <FormErrors state={state} />
      <AppealLink state={state} />
      <Fragment key={attempt}>
        {detailGroups.map((group) => (
          <Group key={group.title} {...group} fields={group.fields.filter(shown)} content={fields} />
        ))}
      </Fragment>
      <DocumentUploads
        idType={hydrated ? chosenType : typeOf(initial.idType, choices.idType)}
        uploads={uploads}
        samples={props.samples}
        shown={(kind) =>
          !returned || (changeable.includes(kind) && (kind in reasons || idType !== initial.idType || !has(kind)))
        }
        reasons={reasons}
        errors={{
          ID_FRONT: fieldErrors(state, "ID_FRONT"),
          ID_BACK: fieldErrors(state, "ID_BACK"),
          PROOF: fieldErrors(state, "PROOF"),
        }}
      />
      <TypedKeeper name={name} basis={basis} answer={state} />
      {waits && <UploadWait onOver={() => setWaits(false)} />}
      <SubmitButton {...post}>{next}</SubmitButton>
      {editable.length > 0 && <DraftKeeper name={name} fields={editable} basis={basis} />}
    </form>
  );
}

/** The fields of a group that may be changed, under its heading. */
function Group({ title, fields, content }: DetailGroup & { content: Record<FieldItem, ReactNode> }) {
  if (fields.length === 0) return null;
  return (
    <fieldset className="mb-4 min-w-0 border-t border-line pt-4 first-of-type:border-t-0 first-of-type:pt-0">
      <legend className="float-left mb-3 w-full">
        <h2>
          <Say text={title} />
        </h2>
      </legend>
      <div className="field-grid clear-both">
        {fields.map((field) => (
          <Fragment key={field}>{content[field]}</Fragment>
        ))}
      </div>
    </fieldset>
  );
}

/** Keeps the second column free for a field that appears with an answer, so that nothing moves. */
const Reserved = () => <div className="hidden min-[900px]:block" />;

/** Shown when the candidate presses 下一步 during an upload, until the file has arrived. */
function UploadWait({ onOver }: { onOver: () => void }) {
  const t = useT();

  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!place.current?.closest("form")?.querySelector("[data-sending]")) onOver();
    }, 300);
    return () => clearInterval(timer);
  }, [onOver]);
  return (
    <p ref={place} role="alert" className="mb-3 font-semibold text-warn">
      {t("文件正在上传，请待上传完成后再点击“下一步”。")}
    </p>
  );
}

const multipart = { formEncType: "multipart/form-data" } as const;

/** The selected ID type, or the only one. */
function typeOf(chosen: string, offered: readonly Choice[]): IdType | "" {
  const type = offered.length === 1 ? offered[0]?.value : chosen;
  return Object.values(IdType).find((known) => known === type) ?? "";
}

function studentNumberLabel(category: string): string {
  if (!category) return "考籍号（自考）/学号（成考）";
  return category.startsWith("SELF_STUDY") ? "考籍号" : "学号";
}
