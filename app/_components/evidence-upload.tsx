"use client";

import { useRouter } from "next/navigation";
import { useCallback, useId, useState } from "react";
import { Chooser } from "@/app/registration/_components/chooser";
import { UploadProgress } from "@/app/registration/_components/upload-progress";
import { useUpload } from "@/app/registration/_components/use-upload";
import { MAX_EVIDENCE } from "@/lib/domain/evidence/subject";
import { useT } from "./language";

/** A file that is there. `shown`: this visitor can open it. */
export type ListedFile = { id: string; pages: number };

/**
 * Photos and PDFs beside a request, an appeal or a correction, and how to add more. `of`: the query of /api/evidence.
 * Nothing is kept here: after each file the page is read anew.
 */
export function EvidenceUpload({
  of,
  files,
  opens,
  removable,
  hint,
}: {
  of: string;
  files: readonly ListedFile[];
  /** Whether this visitor may open the pictures. */
  opens: boolean;
  removable: boolean;
  hint: string;
}) {
  const t = useT();
  const router = useRouter();
  const [said, setSaid] = useState("");
  const id = useId();
  const address = `/api/evidence?${of}`;
  const onKept = useCallback(() => {
    setSaid(t("文件已上传。"));
    router.refresh();
  }, [router, t]);
  const { state, busy, send, retry, cancel, fail } = useUpload("PROOF", onKept, address);
  const room = MAX_EVIDENCE - files.length;
  const choose = (chosen: File[]) => {
    if (chosen.some(({ size }) => size === 0)) return fail(t("所选文件是空的，请重新选择。"));
    if (chosen.length > room)
      return fail(t("最多上传{max}份，还可以上传{more}份。", { max: MAX_EVIDENCE, more: room }));
    if (chosen.length) send(chosen);
  };
  return (
    <form action={address} method="post" encType="multipart/form-data" className="mt-3">
      <p className="font-semibold">
        {t("凭据")}
        <span className="font-normal text-muted">
          （{files.length}/{MAX_EVIDENCE}）
        </span>
      </p>
      <p id={`${id}-hint`} className="text-sm text-muted">
        {hint}
      </p>
      {files.length > 0 && (
        <ul className="mt-2 space-y-2">
          {files.map(({ id: file, pages }, index) => {
            const name = t("凭据{number}", { number: index + 1 });
            return (
              <li key={file} className="flex flex-wrap items-center gap-3">
                {opens ? (
                  <a href={`/api/evidence/${file}`} target="_blank" rel="noreferrer">
                    <img
                      src={`/api/evidence/${file}?size=thumbnail`}
                      alt={name}
                      className="h-20 rounded border border-line bg-soft object-contain"
                    />
                  </a>
                ) : (
                  <span className="text-good">{t("✓ 已上传")}</span>
                )}
                <span className="text-sm">
                  {name}
                  {pages > 1 && t("，共{pages}页", { pages })}
                </span>
                {removable && (
                  <button
                    type="submit"
                    formAction={`${address}&remove=${file}`}
                    formNoValidate
                    // The post leaves the page, and with it what is still being sent.
                    disabled={busy}
                    className="button button-small button-danger"
                    onClick={(event) => {
                      if (!window.confirm(t("确定删除这份{label}吗？", { label: name }))) event.preventDefault();
                    }}
                  >
                    {t("删除")}
                    <span className="sr-only">{name}</span>
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {room > 0 && !busy && (
        <Chooser
          kind="PROOF"
          name={t("凭据")}
          label={files.length === 0 ? t("上传照片") : t("补充照片")}
          id={id}
          described={`${id}-hint`}
          onChoose={choose}
          address={address}
        />
      )}
      <UploadProgress state={state} onCancel={cancel} onRetry={retry} />
      <output className="sr-only">{said}</output>
    </form>
  );
}
