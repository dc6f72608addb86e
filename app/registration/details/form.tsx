"use client";

import { Fragment, useEffect, useRef, useState } from "react";
import { FormErrors } from "@/app/_components/form-errors";
import { type Choice, Field, RadioField, SelectField, TextField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { fieldErrors } from "@/app/_lib/form-errors";
import type { FormState } from "@/lib/auth/form-state";
import { IdType } from "@/lib/adapter/db/enums";
import type { FieldItem, Item } from "@/lib/domain/registration/items";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";
import { TypedKeeper } from "@/app/_components/typed-keeper";
import { useHydrated } from "@/app/_components/use-hydrated";
import { useServerAction } from "@/app/_components/use-server-action";
import { saveDetailsAction } from "./actions";
import { AppealLink } from "../_components/appeal-link";
import type { DocumentKind } from "../_components/upload-slot";
import { DocumentUploads } from "../_components/document-uploads";
import { type DocumentDays, DocumentField } from "./document-field";
import { DraftKeeper } from "./draft-keeper";
import { NameField } from "./name-field";

export type DetailsFormProps = {
  initial: Record<FieldItem, string>;
  /** The fields that may be changed. The page shows the others as text. */
  editable: readonly FieldItem[];
  /** Why an item was sent back. */
  reasons: Partial<Record<Item, string>>;
  choices: Record<"category" | "sex" | "idType" | "level" | "language" | "school" | "teachingPoint", Choice[]>;
  graduationMonth: string;
  days: DocumentDays;
  uploads: readonly OwnUpload[];
  /** The items, fields and uploads, that may be changed. */
  changeable: readonly Item[];
  /** The errors of a post without JavaScript; idle otherwise. */
  checked: FormState;
  /** 修改 on the check page led here, so the button leads back there. */
  fromConfirm: boolean;
  /** The registration was returned: only the items to correct are shown here. */
  returned: boolean;
  registrationId: string;
  /** The saved state that this form shows: lib/domain/registration/schema.ts writeBasis. */
  basis: string;
};

export function DetailsForm(props: DetailsFormProps) {
  const name = `details ${props.registrationId}`;
  const {
    initial,
    editable,
    reasons,
    choices,
    graduationMonth,
    days,
    uploads,
    changeable,
    checked,
    basis,
    fromConfirm,
    returned,
  } = props;
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
  const chosenType = typeOf(idType, choices.idType);
  const frame = (field: FieldItem) => ({
    name: field,
    errors: fieldErrors(state, field),
    ...(reasons[field] ? { hint: `退回原因：${reasons[field]}` } : {}),
  });
  // Without JavaScript the files are posted with the form to the route that can receive them. The route then does what
  // the action would do.
  const post = hydrated
    ? {}
    : ({ name: "go", value: "next", formAction: "/api/uploads", formMethod: "post", ...multipart } as const);
  const next = fromConfirm ? "保存并返回核对页" : "下一步";
  const shown = (field: FieldItem) => editable.includes(field);
  const has = (kind: DocumentKind) => uploads.some((upload) => upload.kind === kind);
  const graduating = !hydrated || category.endsWith("GRADUATING");

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
      <input type="hidden" name="basis" value={basis} />
      {fromConfirm && <input type="hidden" name="from" value="confirm" />}
      <FormErrors state={state} />
      <AppealLink state={state} />
      <Fragment key={attempt}>
        {shown("category") && (
          <SelectField
            {...frame("category")}
            label="考生类别"
            placeholder="请选择考生类别"
            choices={choices.category}
            defaultValue={value("category")}
            onChange={(event) => setCategory(event.target.value)}
          />
        )}
        {shown("name") && <NameField {...frame("name")} defaultValue={value("name")} />}
        {shown("sex") && (
          <RadioField {...frame("sex")} label="性别" choices={choices.sex} defaultValue={value("sex")} />
        )}
        {shown("idType") && (
          <SelectField
            {...frame("idType")}
            label="证件类型"
            placeholder="选择证件类型"
            choices={choices.idType}
            defaultValue={value("idType")}
            onChange={(event) => setIdType(event.target.value)}
          />
        )}
        {shown("documentNumber") && (
          <DocumentField
            {...frame("documentNumber")}
            idType={hydrated ? chosenType : ""}
            defaultValue={value("documentNumber")}
            days={days}
          />
        )}
        {shown("level") && (
          <SelectField
            {...frame("level")}
            label="报考层次"
            placeholder="请选择报考层次"
            choices={choices.level}
            defaultValue={value("level")}
          />
        )}
        {shown("language") && (
          <SelectField
            {...frame("language")}
            label="应试语种"
            placeholder="请选择应试语种"
            choices={choices.language}
            defaultValue={value("language")}
          />
        )}
        {shown("school") && (
          <SelectField
            hint="即学位授予学校。"
            {...frame("school")}
            label="就读学校"
            placeholder="请选择就读学校"
            choices={choices.school}
            defaultValue={value("school")}
          />
        )}
        {shown("teachingPoint") && choices.teachingPoint.length > 0 && (
          <SelectField
            {...frame("teachingPoint")}
            label="教学点"
            optional
            placeholder="不选择"
            choices={choices.teachingPoint}
            defaultValue={value("teachingPoint")}
          />
        )}
        {shown("studentNumber") && (
          <TextField
            {...frame("studentNumber")}
            label={studentNumberLabel(hydrated ? category : "")}
            defaultValue={value("studentNumber")}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
          />
        )}
        {shown("graduationMonth") && graduating && (
          <TextField
            hint={`申请办理毕业证书的年份和月份，例如 ${graduationMonth}。${hydrated ? "" : "仅“已申请毕业”的考生填写，在籍考生不填。"}`}
            {...frame("graduationMonth")}
            label="毕业申请年月"
            defaultValue={value("graduationMonth")}
            autoComplete="off"
            maxLength={60}
          />
        )}
        {shown("accommodation") && (
          <Field
            {...frame("accommodation")}
            label="合理便利申请"
            optional
            hint="因残疾等原因需要考试便利的，请说明情况和所需便利；证明材料可与成绩证明一并上传。"
          >
            <textarea
              id="accommodation"
              name="accommodation"
              className="input"
              rows={3}
              maxLength={500}
              aria-invalid={fieldErrors(state, "accommodation") ? true : undefined}
              aria-describedby={`accommodation-hint${fieldErrors(state, "accommodation") ? " accommodation-error" : ""}`}
              defaultValue={value("accommodation")}
            />
          </Field>
        )}
      </Fragment>
      <DocumentUploads
        idType={hydrated ? chosenType : typeOf(initial.idType, choices.idType)}
        uploads={uploads}
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
      {editable.length > 0 && <DraftKeeper name={name} fields={editable} basis={basis} />}
      <TypedKeeper name={name} basis={basis} answer={state} />
      {waits && <UploadWait onOver={() => setWaits(false)} />}
      <SubmitButton {...post}>{next}</SubmitButton>
    </form>
  );
}

/** Shown when the candidate presses 下一步 during an upload, until the file has arrived. */
function UploadWait({ onOver }: { onOver: () => void }) {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!place.current?.closest("form")?.querySelector("[data-sending]")) onOver();
    }, 300);
    return () => clearInterval(timer);
  }, [onOver]);
  return (
    <p ref={place} role="alert" className="mb-3 font-semibold text-warn">
      文件正在上传，请待上传完成后再点击“下一步”。
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
