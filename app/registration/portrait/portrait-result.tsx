"use client";

import { type RefObject, useCallback } from "react";
import { Notice } from "@/app/_components/notice";
import { SubmitButton } from "@/app/_components/submit-button";
import { portraitFindingLabels } from "@/app/_lib/labels/registration";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";

/**
 * The stored portrait beside its original picture, the findings, and the next button. Without `retake` the portrait
 * cannot be changed now.
 */
export function PortraitResult({
  portrait,
  original,
  changeable,
  section,
  onConfirm,
  retake,
}: {
  portrait: OwnUpload;
  original: Blob | null;
  changeable: boolean;
  section: RefObject<HTMLElement | null>;
  onConfirm: (form: FormData) => void;
  retake: { busy: boolean; onCrop: (() => void) | null; onCamera: () => void } | null;
}) {
  const codes = shownFindings(portrait);
  return (
    <section ref={section} tabIndex={-1} aria-labelledby="portrait-result" className="card mb-6 outline-none">
      <h2 id="portrait-result">{changeable ? "已保存的登记照" : "登记照（无需修改）"}</h2>
      <div className="mt-3 flex flex-col items-center gap-5 sm:flex-row sm:items-start">
        <div className="flex shrink-0 gap-3">
          {original && <Original picture={original} />}
          <figure className="w-36 sm:w-48">
            <img
              src={`/api/files/${portrait.id}`}
              alt="处理后的登记照"
              width={240}
              height={320}
              className="aspect-3/4 w-full rounded border border-line bg-soft"
            />
            <figcaption className="mt-1 text-center text-sm text-muted">
              处理后
              <span className="block">
                {portrait.width}×{portrait.height}，{Math.ceil(portrait.size / 1000)}KB
              </span>
            </figcaption>
          </figure>
        </div>
        <div className="w-full">
          <Findings codes={codes} />
          <p className="mb-4">请确认照片为本人、面部清晰完整。照片将印在准考证上，考试当天用于核对身份。</p>
          <form action={onConfirm}>
            <SubmitButton>{codes.length > 0 ? "仍要使用，下一步" : "下一步"}</SubmitButton>
          </form>
          {retake && (
            <div className="mt-3 flex flex-wrap gap-3">
              {retake.onCrop && <Again label="重新裁剪" busy={retake.busy} onPress={retake.onCrop} />}
              {codes.length > 0 && <Again label="重新拍摄" busy={retake.busy} onPress={retake.onCamera} />}
            </div>
          )}
        </div>
      </div>
    </section>
  );
}

const Again = ({ label, busy, onPress }: { label: string; busy: boolean; onPress: () => void }) => (
  <button type="button" className="button flex-1 sm:flex-none" disabled={busy} onClick={onPress}>
    {label}
  </button>
);

/** The picture that the portrait was made from. It is only in this browser's memory. */
function Original({ picture }: { picture: Blob }) {
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      const url = URL.createObjectURL(picture);
      if (image) image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [picture],
  );
  return (
    <figure className="w-36 sm:w-48">
      <img ref={show} alt="原照片" className="aspect-3/4 w-full rounded border border-line bg-soft object-contain" />
      <figcaption className="mt-1 text-center text-sm text-muted">原照片</figcaption>
    </figure>
  );
}

/** A missing automatic check concerns the reviewer, not the candidate. */
const shownFindings = ({ findings }: OwnUpload) => findings.filter((code) => code !== "portrait_unchecked");

function Findings({ codes }: { codes: readonly string[] }) {
  const known = codes.flatMap((code) =>
    Object.entries(portraitFindingLabels).flatMap(([name, label]) => (name === code ? [label] : [])),
  );
  if (!known.length) return null;
  return (
    <Notice tone="warn" title="建议重新拍摄">
      <ul className="my-1 list-disc pl-5">
        {known.map((label) => (
          <li key={label}>{label}</li>
        ))}
      </ul>
      <p>您也可以继续使用这张照片，由审核人员判断。</p>
    </Notice>
  );
}
