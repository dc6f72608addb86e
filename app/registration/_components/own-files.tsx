import { itemLabels } from "@/app/_lib/labels";
import type { OwnDetails } from "@/lib/registration/queries/own-details";
import type { UploadItem } from "@/lib/registration/items";

/** The candidate's own files of one kind, as thumbnails that open in full. */
export function OwnFiles({ kind, files }: { kind: UploadItem; files: OwnDetails["files"] }) {
  const own = files.filter((file) => file.kind === kind);
  if (!own.length) return <p>未上传</p>;
  return (
    <ul className="flex flex-wrap gap-3">
      {own.map(({ id, contentType }, index) => {
        const name = own.length > 1 ? `${itemLabels[kind]} ${index + 1}` : itemLabels[kind];
        return (
          <li key={id}>
            <a href={`/api/files/${id}`} target="_blank" rel="noreferrer" className="block">
              {contentType === "application/pdf" ? (
                <span className="flex h-28 w-36 items-center justify-center rounded border border-line bg-soft">PDF 文件</span>
              ) : (
                <img
                  src={`/api/files/${id}`}
                  alt={name}
                  className={`h-28 rounded border border-line bg-soft object-contain ${kind === "PORTRAIT" ? "w-21" : "w-36"}`}
                />
              )}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
