"use client";

import { CheckboxField } from "@/app/_components/field";
import { useT } from "@/app/_components/language";
import { TextAreaField } from "@/app/_components/text-area-field";
import { kindLabels } from "@/app/_lib/labels/accommodation";
import {
  ACCOMMODATION_FIELD,
  accommodationKinds,
  AGREED_TOKEN,
  kindToken,
  MAX_ACCOMMODATION_WORDS,
  readRequest,
} from "@/lib/domain/registration/accommodation";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";
import { UploadSlot } from "./upload-slot";

/**
 * 合理便利申请: what is needed, in ticks and words, and the separate consent to the use of health data. `given`: the
 * field's text (lib/domain/registration/accommodation.ts). `folded`: closed while nothing is asked, because nearly
 * every candidate needs nothing.
 */
export function AccommodationField({
  given,
  errors,
  reason,
  uploads,
  folded = false,
}: {
  given: string;
  errors: readonly string[] | undefined;
  /** Why it was sent back. */
  reason?: string | undefined;
  /** With the proofs; they are uploaded elsewhere on the page without it. */
  uploads?: readonly OwnUpload[];
  folded?: boolean;
}) {
  const t = useT();
  const { kinds, words, agreed } = readRequest(given);
  const content = (
    <>
      {reason && (
        <p className="mb-2 border-l-4 border-warn bg-warn-soft px-3 py-2 text-sm">
          {t("退回原因：{reason}", { reason })}
        </p>
      )}
      <fieldset className="mb-3">
        <legend className="mb-1 font-semibold">{t("需要的便利（可以多选）")}</legend>
        <div className="sm:grid sm:grid-cols-2 [&>div]:mb-0">
          {accommodationKinds.map((kind) => (
            <CheckboxField
              key={kind}
              id={`${ACCOMMODATION_FIELD}-${kind}`}
              name={ACCOMMODATION_FIELD}
              value={kindToken(kind)}
              label={t(kindLabels[kind])}
              defaultChecked={kinds.includes(kind)}
            />
          ))}
        </div>
      </fieldset>
      <TextAreaField
        name={ACCOMMODATION_FIELD}
        label={t("情况说明")}
        hint={t("说明您的情况和具体需要，不超过500字。学校逐份审批，结果显示在“我的报名”。")}
        rows={3}
        maxLength={MAX_ACCOMMODATION_WORDS}
        errors={errors}
        defaultValue={words}
      />
      <CheckboxField
        id={`${ACCOMMODATION_FIELD}-agreed`}
        name={ACCOMMODATION_FIELD}
        value={AGREED_TOKEN}
        label={t(
          "我单独同意：学校为安排考试便利，处理我在这里填写的健康信息和上传的证明材料。只有审批、考务和审计人员可以查看；可以随时撤回。",
        )}
        defaultChecked={agreed}
      />
      {uploads && <AccommodationProofs uploads={uploads} />}
    </>
  );
  const open = kinds.length > 0 || agreed || Boolean(errors?.length) || reason !== undefined;
  if (!folded) return content;
  return (
    <details open={open} className="mb-5 rounded-lg border border-line px-4">
      <summary className="min-h-11 cursor-pointer py-2.5">
        <strong>{t("合理便利申请")}</strong>
        <span className="text-muted">{t("（选填）")}</span>
        <span className="block text-sm text-muted">
          {t("因残疾、伤病等需要考试便利的，请点开填写；不需要的跳过。")}
        </span>
      </summary>
      <div className="pt-1 pb-4">{content}</div>
    </details>
  );
}

/** 残疾人证 or a certificate; not needed for the request, but staff may ask for it. */
export function AccommodationProofs({ uploads }: { uploads: readonly OwnUpload[] }) {
  const t = useT();
  return (
    <UploadSlot
      kind="ACCOMMODATION_PROOF"
      label={t("合理便利证明材料")}
      hint={t("残疾人证、医院诊断证明等，最多5份，图片或PDF。暂时没有的可以先提交，工作人员需要时会请您补充。")}
      needed={false}
      always
      initial={uploads.filter(({ kind }) => kind === "ACCOMMODATION_PROOF")}
      errors={undefined}
      reason={undefined}
    />
  );
}
