import { itemLabel } from "@/app/_lib/id-type-guides";
import { fileFindingLabels, itemLabels } from "@/app/_lib/labels";
import type { IdType } from "@/lib/db/enums";
import type { UploadItem } from "@/lib/registration/items";
import type { ReviewCase } from "@/lib/review/queries";

type CaseFile = ReviewCase["files"][number];

/** The portrait beside the front of the ID card, then its back and the proofs. Each opens in full size. */
export function CaseImages({ files, idType }: { files: readonly CaseFile[]; idType: IdType | null }) {
  const of = (kind: UploadItem) => files.filter((file) => file.kind === kind);
  return (
    <section aria-labelledby="images" className="card min-w-0 self-start">
      <h2 id="images">照片与材料</h2>
      <p className="mt-1 text-sm text-muted">查看照片会记入审计日志。点击图片可在新窗口中查看原图。</p>
      <div className="mt-3 grid gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Pictures label={itemLabel("PORTRAIT", idType)} files={of("PORTRAIT")} />
        <Pictures label={itemLabel("ID_FRONT", idType)} files={of("ID_FRONT")} />
      </div>
      <div className="mt-4 grid gap-4 sm:grid-cols-2">
        <Pictures label={itemLabel("ID_BACK", idType)} files={of("ID_BACK")} />
        <Pictures label={itemLabel("PROOF", idType)} files={of("PROOF")} />
      </div>
    </section>
  );
}

function Pictures({ label, files }: { label: string; files: readonly CaseFile[] }) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-semibold">{label}</h3>
      {files.length === 0 && <p className="text-muted">未上传</p>}
      {files.map((file, index) => (
        <Picture key={file.id} file={file} label={files.length > 1 ? `${label}（第${index + 1}份）` : label} />
      ))}
    </div>
  );
}

function Picture({ file, label }: { file: CaseFile; label: string }) {
  const pages = Array.from({ length: file.pages ?? 1 }, (_, index) => index + 1);
  const findings = file.findings.flatMap((code) => fileFindingLabels[code] ?? []);
  return (
    <figure className="mb-3">
      {pages.map((page) => (
        <Page
          key={page}
          source={`/api/files/${file.id}${page > 1 ? `?page=${page}` : ""}`}
          label={pages.length > 1 ? `${label} 第${page}页（共${pages.length}页）` : label}
          size={page === 1 && file.width && file.height ? { width: file.width, height: file.height } : {}}
        />
      ))}
      {(findings.length > 0 || file.matches.length > 0) && (
        <figcaption className="text-sm font-semibold text-warn">
          {findings.length > 0 && <p>提示：{findings.join(" ")}</p>}
          {file.matches.map((match) => (
            <p key={match.otherFileId}>
              <Match match={match} />
            </p>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

function Page({ source, label, size }: { source: string; label: string; size: { width?: number; height?: number } }) {
  return (
    <>
      <a href={source} target="_blank" rel="noreferrer" title="在新窗口中查看原图">
        <img
          src={source}
          alt={label}
          {...size}
          className="h-auto max-h-80 w-auto max-w-full rounded border border-line bg-soft object-contain"
        />
      </a>
      <details className="mt-1 text-sm">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2 sm:min-h-8">
          放大查看
        </summary>
        <img src={source} alt={`${label}（放大）`} loading="lazy" className="mt-1 w-full rounded border border-line" />
      </details>
    </>
  );
}

/** Another candidate's picture that shows the same: where to look for it. A draft is not yet said, so it is named without its owner. */
function Match({ match: { exact, otherFile } }: { match: CaseFile["matches"][number] }) {
  const { registration, kind } = otherFile;
  const what = `${exact ? "与另一考生的图片完全相同" : "与另一考生的图片高度相似"}（${itemLabels[kind as UploadItem]}）`;
  if (registration.status === "DRAFT") return <>{what}：对方的报名尚未提交。</>;
  return (
    <>
      {what}：
      <a href={`/admin/reviews/${registration.id}`} target="_blank" rel="noreferrer">
        {registration.name} {registration.documentMasked}，{registration.examSession.title}
      </a>
    </>
  );
}
