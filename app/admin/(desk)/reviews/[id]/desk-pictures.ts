import { itemLabel } from "@/app/_lib/id-type-guides";
import { type UploadItem, uploadItems } from "@/lib/domain/registration/items";
import type { ReviewCase } from "@/lib/domain/review/queries/case";

/** One page of a file, as a picture on the desk. */
export type DeskPicture = { address: string; kind: UploadItem; label: string };

const order: readonly UploadItem[] = ["PORTRAIT", "ID_FRONT", "ID_BACK", "PROOF"];

/** All pictures of a registration, the portrait and the photo of the document first. */
export function deskPictures({ files, idType }: Pick<ReviewCase, "files" | "idType">): DeskPicture[] {
  const sorted = files.toSorted((a, b) => order.indexOf(a.kind as UploadItem) - order.indexOf(b.kind as UploadItem));
  return sorted.flatMap((file): DeskPicture[] => {
    const kind = uploadItems.find((item) => item === file.kind);
    if (!kind) return [];
    const alike = sorted.filter((other) => other.kind === file.kind);
    const which = alike.length > 1 ? `（${alike.indexOf(file) + 1}）` : "";
    const pages = Array.from({ length: file.pages ?? 1 }, (_, index) => index + 1);
    return pages.map((page) => ({
      address: `/api/files/${file.id}${page > 1 ? `?page=${page}` : ""}`,
      kind,
      label: `${itemLabel(kind, idType)}${which}${pages.length > 1 ? ` 第${page}页` : ""}`,
    }));
  });
}
