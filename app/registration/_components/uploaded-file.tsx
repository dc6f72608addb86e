import { useT } from "@/app/_components/language";
import type { ReactNode } from "react";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";

/** A file as a thumbnail that opens in full size, its buttons, and its further pages below. */
export function UploadedFile({
  file: { id, pages, findings },
  label,
  children,
}: {
  file: OwnUpload;
  label: string;
  children: ReactNode;
}) {
  const t = useT();

  return (
    // A file with several pages needs the whole row.
    <li className="flex flex-col gap-2 has-[[open]]:col-span-full">
      <Thumbnail
        id={id}
        page={1}
        label={t(pages > 1 ? "{label}，第1页" : "{label}，已上传", { label })}
        className="h-40"
      />
      {findings.includes("pdf_fonts_missing") && (
        <p className="border-l-4 border-warn bg-warn-soft px-3 py-2 text-sm">
          {t("这个PDF没有嵌入中文字体，画面中可能缺字。请点开核对；如有缺字，请删除后改为上传截图或照片。")}
        </p>
      )}
      <span className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-sm text-good">{t("✓ 已上传")}</span>
        <span className="flex flex-wrap gap-2">{children}</span>
      </span>
      {pages > 1 && (
        <details className="text-sm">
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2">
            {t("共{pages}页，逐页查看", { pages })}
          </summary>
          <ol className="grid grid-cols-2 gap-3 sm:grid-cols-3">
            {Array.from({ length: pages - 1 }, (_, index) => (
              <li key={index}>
                <Thumbnail
                  id={id}
                  page={index + 2}
                  label={t("{label}，第{page}页", { label, page: index + 2 })}
                  className="h-56"
                />
                <span className="block text-center text-muted">{t("第{page}页", { page: index + 2 })}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}

function Thumbnail({ id, page, label, className }: { id: string; page: number; label: string; className: string }) {
  const address = `/api/files/${id}?page=${page}`;
  return (
    <a href={address} target="_blank" rel="noreferrer">
      <img
        src={`${address}&size=thumbnail`}
        alt={label}
        loading="lazy"
        className={`w-full rounded border border-line bg-soft object-contain ${className}`}
      />
    </a>
  );
}
