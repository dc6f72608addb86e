"use client";

import { useT } from "@/app/_components/language";
import { type RefObject, useCallback } from "react";
import { Notice } from "@/app/_components/notice";
import { ExamSessionField } from "@/app/_components/page-exam-session";
import { SubmitButton } from "@/app/_components/submit-button";
import { portraitFindingLabels } from "@/app/_lib/labels/registration";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";

/**
 * The stored portrait beside its original picture, the findings, and what to do next. A portrait without findings leads
 * on; one with findings is made anew first, and used all the same second. Without `retake` the portrait cannot be
 * changed now.
 */
export function PortraitResult({
  portrait,
  original,
  changeable,
  section,
  choosing,
  onConfirm,
  retake,
}: {
  portrait: OwnUpload;
  original: Blob | null;
  changeable: boolean;
  section: RefObject<HTMLElement | null>;
  /** Camera or cropper is open below: the next act is there. */
  choosing: boolean;
  onConfirm: (form: FormData) => void;
  /** null in `act`: no script runs yet, and the upload below is the way. */
  retake: { act: { busy: boolean; onCrop: (() => void) | null; onCamera: () => void } | null } | null;
}) {
  const t = useT();

  const codes = shownFindings(portrait);
  const warned = codes.length > 0;
  return (
    <section ref={section} tabIndex={-1} aria-labelledby="portrait-result" className="card mb-6 outline-none">
      <h2 id="portrait-result">{changeable ? t("已保存的登记照") : t("登记照（无需修改）")}</h2>
      <div className="mt-3 flex flex-col items-center gap-5 sm:flex-row sm:items-start">
        <div className="flex w-full justify-center gap-3 sm:w-auto sm:shrink-0">
          {original && <Original picture={original} />}
          <figure className="w-36 min-w-0 sm:w-48">
            <img
              src={`/api/files/${portrait.id}`}
              alt={t("处理后的登记照")}
              width={240}
              height={320}
              className="aspect-3/4 w-full rounded border border-line bg-soft"
            />
            <figcaption className="mt-1 text-center text-sm text-muted">
              {t("处理后")}
              <span className="block">
                {portrait.width}×{portrait.height}，{Math.ceil(portrait.size / 1000)}KB
              </span>
            </figcaption>
          </figure>
        </div>
        <div className="w-full">
          <Findings codes={codes} />
          <p className="mb-4">{t("请确认照片为本人、面部清晰完整。照片将印在准考证上，考试当天用于核对身份。")}</p>
          {!choosing && (
            <div className="flex flex-wrap gap-3">
              {warned && retake && <Again act={retake.act} cropFirst={codes.every((code) => ofTheCrop.has(code))} />}
              <form action={onConfirm} className="flex-1 sm:flex-none">
                <ExamSessionField />
                <SubmitButton
                  className={`button w-full whitespace-nowrap sm:w-auto ${warned && retake ? "" : "button-primary"}`}
                >
                  {warned ? t("仍要使用，下一步") : t("下一步")}
                </SubmitButton>
              </form>
              {!warned && retake?.act?.onCrop && (
                <button type="button" className="button" disabled={retake.act.busy} onClick={retake.act.onCrop}>
                  {t("重新裁剪")}
                </button>
              )}
            </div>
          )}
        </div>
      </div>
    </section>
  );
}

/** These are mended by cutting the same photo otherwise. */
const ofTheCrop: ReadonlySet<string> = new Set(["portrait_face_cut", "portrait_face_size", "portrait_eye_line"]);

/** The ways to a better portrait, the more promising one as the primary button. */
function Again({
  act,
  cropFirst,
}: {
  act: { busy: boolean; onCrop: (() => void) | null; onCamera: () => void } | null;
  cropFirst: boolean;
}) {
  const t = useT();

  const primary = "button button-primary w-full sm:w-auto";
  if (!act) {
    return (
      <a href="#portrait-capture" className={primary}>
        {t("重新上传")}
      </a>
    );
  }
  const camera = (className: string) => (
    <button type="button" className={className} disabled={act.busy} onClick={act.onCamera}>
      {t("重新拍摄")}
    </button>
  );
  if (!act.onCrop) return camera(primary);
  const crop = (className: string) => (
    <button type="button" className={className} disabled={act.busy} onClick={act.onCrop ?? undefined}>
      {t("重新裁剪")}
    </button>
  );
  return cropFirst ? (
    <>
      {crop(primary)}
      {camera("button flex-1 whitespace-nowrap sm:flex-none")}
    </>
  ) : (
    <>
      {camera(primary)}
      {crop("button flex-1 whitespace-nowrap sm:flex-none")}
    </>
  );
}

/** The picture that the portrait was made from. It is only in this browser's memory. */
function Original({ picture }: { picture: Blob }) {
  const t = useT();

  const show = useCallback(
    (image: HTMLImageElement | null) => {
      const url = URL.createObjectURL(picture);
      if (image) image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [picture],
  );
  return (
    <figure className="w-36 min-w-0 sm:w-48">
      <img
        ref={show}
        alt={t("原照片")}
        className="aspect-3/4 w-full rounded border border-line bg-soft object-contain"
      />
      <figcaption className="mt-1 text-center text-sm text-muted">{t("原照片")}</figcaption>
    </figure>
  );
}

/** A missing automatic check concerns the reviewer, not the candidate. */
const shownFindings = ({ findings }: OwnUpload) => findings.filter((code) => code !== "portrait_unchecked");

function Findings({ codes }: { codes: readonly string[] }) {
  const t = useT();

  const known = codes.flatMap((code) =>
    Object.entries(portraitFindingLabels).flatMap(([name, label]) => (name === code ? [label] : [])),
  );
  if (!known.length) return null;
  return (
    <Notice tone="warn" title={t("建议重新拍摄")}>
      <ul className="my-1 list-disc pl-5">
        {known.map((label) => (
          <li key={label}>{t(label)}</li>
        ))}
      </ul>
      <p>{t("您也可以继续使用这张照片，由审核人员判断。")}</p>
    </Notice>
  );
}
