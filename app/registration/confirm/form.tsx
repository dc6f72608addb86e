"use client";

import { useT } from "@/app/_components/language";
import { fieldErrors, FormErrors } from "../_components/form-errors";
import { CheckboxField } from "@/app/_components/field";
import { ExamSessionField } from "@/app/_components/page-exam-session";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { typed } from "@/app/_lib/error-sentences";
import { idle } from "@/lib/auth/form-state";
import { isWritten, UNWRITABLE } from "@/lib/core/person-name";
import { AppealLink } from "../_components/appeal-link";
import { submitAction } from "./actions";

/** The final check: the candidate confirms each value that must be right on the admit card. */
export function ConfirmForm({
  version,
  name,
  documentLabel,
  documentNumber,
  school,
  unchanged,
}: {
  version: number;
  name: string;
  documentLabel: string;
  documentNumber: string;
  school: string;
  /** The unchanged items of a returned registration, and where to change them. */
  unchanged: readonly { href: string; label: string }[];
}) {
  const t = useT();

  const [state, action] = useServerAction(submitAction, idle);
  const tick = (field: string) => ({
    name: field,
    errors: fieldErrors(state, field),
    defaultChecked: typed(state, field) === "on",
  });
  return (
    <form action={action} noValidate className="card">
      <ExamSessionField />
      <FormErrors state={state} />
      <AppealLink state={state} />
      <h2 className="mb-2">{t("逐项核对后勾选")}</h2>
      <input type="hidden" name="version" value={version} />
      <CheckboxField
        {...tick("confirmName")}
        label={
          <>
            {t("姓名")} <strong>{name}</strong>{" "}
            {isWritten(name) ? t("与身份证件一致") : t("中除“{sign}”以外的字与身份证件一致", { sign: UNWRITABLE })}
          </>
        }
      />
      <CheckboxField
        {...tick("confirmDocument")}
        label={
          <>
            {t(documentLabel)} <strong className="break-all">{documentNumber}</strong> {t("准确无误")}
          </>
        }
      />
      <CheckboxField
        {...tick("confirmSchool")}
        label={
          <>
            {t("就读/学位授予学校为")} <strong>{school}</strong>
          </>
        }
      />
      <CheckboxField
        {...tick("confirmTruth")}
        label={t("我承诺所填信息和上传材料真实、准确，知晓提交后须等待资格审核，因信息错误造成的后果由本人承担。")}
      />
      {unchanged.length > 0 && (
        <section aria-labelledby="unchanged" className="mb-5 border-l-4 border-warn bg-warn-soft px-4 py-3">
          <h3 id="unchanged" className="font-bold">
            {t("以下退回的项目还没有修改")}
          </h3>
          <ul className="my-2">
            {unchanged.map(({ href, label }) => (
              <li key={href} className="flex flex-wrap items-center justify-between gap-x-4">
                <span>{t("{label}：未修改", { label: t(label) })}</span>
                <a href={href} className="inline-flex min-h-11 items-center">
                  {t("修改")}
                  <span className="sr-only">{t(label)}</span>
                </a>
              </li>
            ))}
          </ul>
          <CheckboxField {...tick("keepUnchanged")} label={t("以上项目我已核对，无需修改，仍按原内容重新提交")} />
        </section>
      )}
      <SubmitButton busy={t("正在提交…")}>{t("提交报名")}</SubmitButton>
    </form>
  );
}
