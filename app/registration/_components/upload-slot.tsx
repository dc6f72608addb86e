"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { OwnUpload } from "@/lib/registration/queries/own-files";
import { MAX_PROOFS } from "@/lib/registration/uploads";
import { UploadProgress } from "./upload-progress";
import { postUpload } from "./upload-request";
import { UploadedFile } from "./uploaded-file";
import { useHydrated } from "@/app/_components/use-hydrated";
import { useUpload } from "./use-upload";

export type DocumentKind = "ID_FRONT" | "ID_BACK" | "PROOF";

type Props = {
  kind: DocumentKind;
  label: string;
  hint: string;
  accept: string;
  initial: readonly OwnUpload[];
  changeable: boolean;
  errors: readonly string[] | undefined;
  reason: string | undefined;
};

/** One kind of document: what is there, and how to add, replace or remove it. Its input's id is the kind, where the error summary leads. */
export function UploadSlot({ kind, label, hint, accept, initial, changeable, errors, reason }: Props) {
  const [files, setFiles] = useState(initial);
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState("");
  const onKept = useCallback(
    (file: OwnUpload) => {
      setFiles((before) => (kind === "PROOF" ? [...before.filter(({ id }) => id !== file.id), file] : [file]));
      setSaid(`${label}已上传`);
    },
    [kind, label],
  );
  const { state, busy: sending, send, retry, cancel, fail, clear } = useUpload(kind, onKept);
  const hydrated = useHydrated();
  const room = kind === "PROOF" ? MAX_PROOFS - files.length : 1;

  const choose = (input: HTMLInputElement) => {
    const chosen = [...(input.files ?? [])];
    // Emptied at once: the form around it must not send the file a second time, and the same file may be chosen again.
    input.value = "";
    if (chosen.some(({ size }) => size === 0)) return fail("所选文件是空的，请重新选择。");
    if (chosen.length > room) return fail(tooMany(chosen.length, files.length));
    if (chosen.length) send(chosen);
  };

  /** 旋转 or 删除 of a file that is there. */
  const change = async (act: "rotate" | "remove", id: string) => {
    if (act === "remove" && !window.confirm(`确定删除这份${label}吗？`)) return;
    clear();
    setBusy(id);
    const body = new FormData();
    body.append(act, id);
    const answer = await postUpload(body, () => undefined);
    setBusy("");
    if (answer && !answer.ok) return fail(answer.lost ? "操作没有完成，请检查网络后再试一次。" : answer.message);
    const turned = answer?.file;
    setFiles((before) => before.flatMap((file) => (file.id === id ? (turned ? [turned] : []) : [file])));
    setSaid(turned ? `${label}已旋转` : `${label}已删除`);
  };

  const missing = errors?.length && files.length === 0;
  return (
    <section
      aria-labelledby={`${kind}-label`}
      // Read by the form around it, which waits for files under way.
      data-sending={sending || undefined}
      className={`rounded-lg border bg-white p-4 ${missing ? "border-2 border-bad" : "border-line"} ${kind === "PROOF" ? "sm:col-span-2" : ""}`}
    >
      <h2 id={`${kind}-label`} className="text-base">
        {label}
        {kind === "PROOF" && (
          <span className="font-normal text-muted">
            （{files.length}/{MAX_PROOFS}）
          </span>
        )}
      </h2>
      <p id={`${kind}-hint`} className="mb-3 text-sm text-muted">
        {hint}
      </p>
      {reason && <p className="mb-2 border-l-4 border-warn bg-warn-soft px-3 py-2 text-sm">退回原因：{reason}</p>}
      {missing ? (
        <p id={`${kind}-error`} className="mb-2 text-sm font-semibold text-bad">
          <span className="sr-only">错误：</span>
          {errors.join(" ")}
        </p>
      ) : null}
      {files.length > 0 && (
        <ul className={kind === "PROOF" ? "grid grid-cols-2 gap-3 sm:grid-cols-3" : ""}>
          {files.map((file, index) => (
            <UploadedFile key={file.id} file={file} label={kind === "PROOF" ? `${label} ${index + 1}` : label}>
              {changeable &&
                (["rotate", "remove"] as const).map((act) => (
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
                    className={`button button-small ${act === "remove" ? "button-danger" : ""}`}
                    onClick={() => void change(act, file.id)}
                  >
                    {act === "remove" ? "删除" : busy === file.id ? "…" : "旋转"}
                    <span className="sr-only">
                      {label}
                      {kind === "PROOF" ? ` ${index + 1}` : ""}
                    </span>
                  </button>
                ))}
            </UploadedFile>
          ))}
        </ul>
      )}
      {changeable && room > 0 && !sending && (
        <Chooser
          kind={kind}
          accept={accept}
          hydrated={hydrated}
          name={label}
          label={files.length === 0 ? "选择文件" : kind === "PROOF" ? "继续添加" : "重新上传"}
          invalid={Boolean(missing)}
          onChoose={choose}
        />
      )}
      {!changeable && <p className="mt-2 text-sm text-muted">这一项无需修改。</p>}
      <UploadProgress state={state} onCancel={cancel} onRetry={retry} />
      <output className="sr-only">{said}</output>
    </section>
  );
}

/** More files were chosen than there is room for; what is there stays. */
const tooMany = (chosen: number, kept: number): string =>
  kept === 0
    ? `您选择了${chosen}份，最多可以上传${MAX_PROOFS}份，所以都没有上传。请重新选择${MAX_PROOFS}份以内。`
    : `您选择了${chosen}份，已有${kept}份，最多${MAX_PROOFS}份，这次都没有上传。还可以再选${MAX_PROOFS - kept}份，已上传的不受影响。`;

function Chooser({
  kind,
  accept,
  hydrated,
  name,
  label,
  invalid,
  onChoose,
}: {
  kind: DocumentKind;
  accept: string;
  hydrated: boolean;
  /** What is asked for. */
  name: string;
  label: string;
  invalid: boolean;
  onChoose: (input: HTMLInputElement) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  // A file that was chosen while the page was still plain HTML is not lost when its script begins to run.
  useEffect(() => {
    if (hydrated && input.current?.files?.length) onChoose(input.current);
    // oxlint-disable-next-line react/exhaustive-deps -- once, at that moment
  }, [hydrated]);
  return (
    <div className="mt-3">
      <label
        className={
          hydrated ? "button w-full focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-[#f0a500]" : "block w-full"
        }
      >
        <input
          ref={input}
          type="file"
          id={kind}
          // Named only while the page is plain HTML: afterwards the file travels by itself.
          {...(hydrated ? {} : { name: kind })}
          accept={accept}
          multiple={kind === "PROOF"}
          aria-describedby={`${kind}-hint${invalid ? ` ${kind}-error` : ""}`}
          aria-label={`${label}：${name}`}
          className={hydrated ? "sr-only" : "block w-full min-w-0 py-2 text-sm"}
          onChange={(event) => {
            if (hydrated) onChoose(event.currentTarget);
          }}
        />
        {hydrated && label}
      </label>
      {!hydrated && (
        <button
          type="submit"
          formAction="/api/uploads"
          formEncType="multipart/form-data"
          formMethod="post"
          formNoValidate
          className="button button-small mt-2"
        >
          上传
        </button>
      )}
    </div>
  );
}
