import { texts } from "@/app/_lib/texts";
import type { UploadKind } from "@/lib/domain/registration/items";

/** The candidate's own files of one kind, as thumbnails that open in full size. */
export async function OwnFiles({
  kind,
  label,
  files,
}: {
  kind: UploadKind;
  label: string;
  files: readonly { id: string; kind: string; pages: number | null }[];
}) {
  const { t } = await texts();

  const own = files.filter((file) => file.kind === kind);
  if (!own.length) return <p>{t("未上传")}</p>;
  return (
    <ul className="flex flex-wrap gap-3">
      {own.flatMap(({ id, pages }, index) => {
        const name = own.length > 1 ? `${t(label)} ${index + 1}` : t(label);
        return Array.from({ length: pages ?? 1 }, (_, page) => (
          <li key={`${id} ${page}`}>
            <a href={`/api/files/${id}?page=${page + 1}`} target="_blank" rel="noreferrer" className="block">
              <img
                src={`/api/files/${id}?page=${page + 1}&size=thumbnail`}
                alt={page > 0 ? t("{name} 第{page}页", { name, page: page + 1 }) : name}
                className={`h-20 rounded border border-line bg-soft object-contain ${kind === "PORTRAIT" ? "w-15" : "w-28"}`}
              />
            </a>
          </li>
        ));
      })}
    </ul>
  );
}
