"use client";

import { useT } from "@/app/_components/language";
import { type ReactNode, useCallback, useState } from "react";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";
import { isProof, MAX_PROOFS } from "@/lib/domain/registration/uploads";
import { Chooser } from "./chooser";
import { UploadProgress } from "./upload-progress";
import { postUpload } from "./upload-request";
import { UploadedFile } from "./uploaded-file";
import { usePageExamSession } from "@/app/_components/page-exam-session";
import { useHydrated } from "@/app/_components/use-hydrated";
import { useUpload } from "./use-upload";

export type DocumentKind = "ID_FRONT" | "ID_BACK" | "PROOF" | "ACCOMMODATION_PROOF";

type Props = {
  kind: DocumentKind;
  label: string;
  hint: string;
  /** Whether the file is required. An optional slot is shown only when it has a file or was requested, or `always`. */
  needed: boolean;
  always?: boolean;
  /** A drawing of a correct picture. */
  sample?: ReactNode;
  initial: readonly OwnUpload[];
  errors: readonly string[] | undefined;
  reason: string | undefined;
};

/**
 * One kind of document: its files, and how to add, replace or remove them. The input's id is the kind; the error
 * summary links to it.
 */
export function UploadSlot({ kind, label, hint, needed, always = false, sample, initial, errors, reason }: Props) {
  const t = useT();

  const [files, setFiles] = useState(initial);
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState("");
  const onKept = useCallback(
    (file: OwnUpload) => {
      setFiles((before) => (isProof(kind) ? [...before.filter(({ id }) => id !== file.id), file] : [file]));
      setSaid(t("{label}已上传", { label }));
    },
    [kind, label, t],
  );
  const { state, busy: sending, send, retry, cancel, fail, clear } = useUpload(kind, onKept);
  const hydrated = useHydrated();
  const examSession = usePageExamSession();
  const room = isProof(kind) ? MAX_PROOFS - files.length : 1;

  const choose = (chosen: File[]) => {
    if (chosen.some(({ size }) => size === 0)) return fail(t("所选文件是空的，请重新选择。"));
    if (chosen.length > room) return fail(tooMany(chosen.length, files.length, t));
    if (chosen.length) send(chosen);
  };

  /** 旋转 or 删除 of a stored file. */
  const change = async (act: "rotate" | "remove", id: string) => {
    if (act === "remove" && !window.confirm(t("确定删除这份{label}吗？", { label }))) return;
    clear();
    setBusy(id);
    const body = new FormData();
    body.append(act, id);
    const answer = await postUpload(body, examSession, () => undefined);
    setBusy("");
    if (answer && !answer.ok) return fail(t(answer.lost ? "操作没有完成，请检查网络后再试一次。" : answer.message));
    const turned = answer?.file;
    setFiles((before) => before.flatMap((file) => (file.id === id ? (turned ? [turned] : []) : [file])));
    setSaid(t(turned ? "{label}已旋转" : "{label}已删除", { label }));
  };

  const missing = errors?.length && files.length === 0;
  if (!needed && !always && files.length === 0 && !reason && state.status === "idle") return null;
  return (
    <section
      aria-labelledby={`${kind}-label`}
      // The surrounding form reads this to wait for running uploads.
      data-sending={sending || undefined}
      className={`flex flex-col rounded-lg border bg-white p-4 ${missing ? "border-2 border-bad" : "border-line"} ${isProof(kind) ? "sm:col-span-2" : ""}`}
    >
      <h3 id={`${kind}-label`} className="font-bold">
        {label}
        {!needed && <span className="font-normal text-muted">{t("（选填）")}</span>}
        {isProof(kind) && (
          <span className="font-normal text-muted">
            （{files.length}/{MAX_PROOFS}）
          </span>
        )}
      </h3>
      <p id={`${kind}-hint`} className="mb-3 grow text-sm text-muted">
        {hint}
      </p>
      {reason && (
        <p className="mb-2 border-l-4 border-warn bg-warn-soft px-3 py-2 text-sm">
          {t("退回原因：")}
          {reason}
        </p>
      )}
      {missing ? (
        <p id={`${kind}-error`} className="mb-2 text-sm font-semibold text-bad">
          <span className="sr-only">{t("错误：")}</span>
          {errors.join(" ")}
        </p>
      ) : null}
      {files.length === 0 && sample && (
        <figure className="flex h-40 flex-col items-center justify-center gap-1 rounded border border-dashed border-line bg-soft">
          {sample}
          <figcaption className="text-sm text-muted">{t("示例")}</figcaption>
        </figure>
      )}
      {files.length > 0 && (
        <ul className={isProof(kind) ? "grid grid-cols-2 gap-3 sm:grid-cols-3" : ""}>
          {files.map((file, index) => (
            <UploadedFile key={file.id} file={file} label={isProof(kind) ? `${label} ${index + 1}` : label}>
              {(["rotate", "remove"] as const).map((act) => (
                <button
                  key={act}
                  type={hydrated ? "button" : "submit"}
                  name={act}
                  value={file.id}
                  formAction="/api/uploads"
                  formEncType="multipart/form-data"
                  formMethod="post"
                  formNoValidate
                  disabled={busy !== ""}
                  className={`button button-small whitespace-nowrap max-sm:px-2 ${act === "remove" ? "button-danger" : ""}`}
                  onClick={() => void change(act, file.id)}
                >
                  {act === "remove" ? t("删除") : busy === file.id ? "…" : t("旋转")}
                  <span className="sr-only">
                    {label}
                    {isProof(kind) ? ` ${index + 1}` : ""}
                  </span>
                </button>
              ))}
            </UploadedFile>
          ))}
        </ul>
      )}
      {room > 0 && !sending && (
        <Chooser
          kind={kind}
          name={label}
          label={files.length === 0 ? t("选择图片") : isProof(kind) ? t("继续添加图片") : t("重新上传")}
          described={`${kind}-hint${missing ? ` ${kind}-error` : ""}`}
          onChoose={choose}
        />
      )}
      <UploadProgress state={state} onCancel={cancel} onRetry={retry} />
      <output className="sr-only">{said}</output>
    </section>
  );
}

/** The candidate chose more files than the slot can hold. The stored files stay. */
const tooMany = (chosen: number, kept: number, t: ReturnType<typeof useT>): string =>
  kept === 0
    ? t("您选择了{chosen}份，最多可以上传{max}份，所以都没有上传。请重新选择{max}份以内。", { chosen, max: MAX_PROOFS })
    : t("您选择了{chosen}份，已有{kept}份，最多{max}份，这次都没有上传。还可以再选{more}份，已上传的不受影响。", {
        chosen,
        kept,
        max: MAX_PROOFS,
        more: MAX_PROOFS - kept,
      });
