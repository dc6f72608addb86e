import type { OwnDetails } from "@/lib/domain/registration/queries/own-details";
import type { UploadItem } from "@/lib/domain/registration/items";

/** The candidate's own files of one kind, as thumbnails that open in full size. */
export function OwnFiles({ kind, label, files }: { kind: UploadItem; label: string; files: OwnDetails["files"] }) {
  const own = files.filter((file) => file.kind === kind);
  if (!own.length) return <p>未上传</p>;
  return (
    <ul className="flex flex-wrap gap-3">
      {own.flatMap(({ id, pages }, index) => {
        const name = own.length > 1 ? `${label} ${index + 1}` : label;
        return Array.from({ length: pages ?? 1 }, (_, page) => (
          <li key={`${id} ${page}`}>
            <a href={`/api/files/${id}?page=${page + 1}`} target="_blank" rel="noreferrer" className="block">
              <img
                src={`/api/files/${id}?page=${page + 1}&size=thumbnail`}
                alt={page > 0 ? `${name} 第${page + 1}页` : name}
                className={`h-28 rounded border border-line bg-soft object-contain ${kind === "PORTRAIT" ? "w-21" : "w-36"}`}
              />
            </a>
          </li>
        ));
      })}
    </ul>
  );
}
