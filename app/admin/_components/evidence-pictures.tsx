import type { ShownEvidence } from "@/lib/domain/evidence/queries";

/** What stands beside a request, an appeal or a correction, each page as a picture. Opening one is recorded. */
export function EvidencePictures({ files }: { files: readonly ShownEvidence[] }) {
  return (
    <div className="mt-3 flex flex-wrap gap-3">
      {files.flatMap(({ id, pages, findings }, index) =>
        Array.from({ length: pages }, (_, page) => {
          const name = `凭据${index + 1}${pages > 1 ? `，第${page + 1}页` : ""}`;
          const address = `/api/evidence/${id}?page=${page + 1}`;
          return (
            <figure key={`${id} ${page}`}>
              <figcaption className="mb-1 text-sm font-semibold">{name}</figcaption>
              <a href={address} target="_blank" rel="noreferrer">
                <img
                  src={address}
                  alt={name}
                  className="max-h-56 max-w-full rounded border border-line bg-soft object-contain"
                />
              </a>
              {findings.includes("pdf_fonts_missing") && (
                <p className="mt-1 text-sm text-warn">PDF 未嵌入中文字体，画面可能缺字。</p>
              )}
            </figure>
          );
        }),
      )}
    </div>
  );
}
