import { useT } from "@/app/_components/language";
import type { RefObject } from "react";

/** 人脸信息单独同意: a separate text with its own checkbox that is never preselected, and what to do without consent. */
export function FaceConsent({
  agreed,
  missing,
  onChange,
  input,
  contact,
}: {
  agreed: boolean;
  missing: boolean;
  onChange: (agreed: boolean) => void;
  input: RefObject<HTMLInputElement | null>;
  contact: string;
}) {
  const t = useT();

  return (
    <fieldset className="mb-5 rounded-md border border-line bg-soft p-4">
      <legend className="sr-only">{t("人脸信息处理同意书")}</legend>
      <h3 className="font-semibold">{t("人脸信息处理同意书")}</h3>
      <ul className="mt-2 list-disc space-y-1 pl-5 text-sm">
        <li>{t("处理内容：您提交的登记照，以及照片中的人脸信息。")}</li>
        <li>{t("用途：仅用于本次考试的报名审核、准考证制作和考场身份核对，不作其他用途，不向无关单位提供。")}</li>
        <li>{t("保管：加密保存，只有负责审核和考务的人员可以查看，每次查看都有记录；考试工作结束并期满后删除。")}</li>
        <li>{t("您的权利：提交审核前可以随时在本页撤回同意，撤回后登记照一并移除。")}</li>
      </ul>
      {missing && (
        <p id="faceConsent-error" role="alert" className="mt-3 font-semibold text-bad">
          {t("请先阅读并勾选同意书，再提交登记照。")}
        </p>
      )}
      <label className="mt-3 flex min-h-11 cursor-pointer items-center gap-3 font-semibold">
        <input
          ref={input}
          type="checkbox"
          id="faceConsent"
          name="faceConsent"
          checked={agreed}
          onChange={(event) => onChange(event.currentTarget.checked)}
          aria-invalid={missing || undefined}
          aria-describedby={missing ? "faceConsent-error" : undefined}
          className="size-5 shrink-0"
        />
        {t("我已阅读并单独同意按上述说明处理我的人脸信息")}
      </label>
      <p className="mt-2 text-sm text-muted">
        {t("不同意的考生，可在报名截止前携带本人有效身份证件原件到考务办公室，由工作人员现场办理（")}
        {contact}）。
      </p>
    </fieldset>
  );
}
