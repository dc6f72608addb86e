import { idTypeGuides } from "@/app/_lib/id-type-guides";
import { itemLabels } from "@/app/_lib/labels/registration";
import type { IdType } from "@/lib/adapter/db/enums";
import { documentsNeeded } from "@/lib/domain/registration/items";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";
import { type DocumentKind, UploadSlot } from "./upload-slot";

/** The title and hint of each slot. Those of the document's two pictures depend on the ID type. */
function slotsFor(idType: IdType | ""): { kind: DocumentKind; label: string; hint: string; needed: boolean }[] {
  const { front, back } = idTypeGuides[idType || "RESIDENT_ID"];
  const needed = documentsNeeded(idType || null);
  const other = idType ? "" : "其他证件请先在上面选择证件类型。";
  return [
    { kind: "ID_FRONT", label: front.label, hint: front.hint + other, needed: true },
    { kind: "ID_BACK", label: back.label, hint: back.hint, needed: needed.includes("ID_BACK") },
    {
      kind: "PROOF",
      label: itemLabels.PROOF,
      hint: "成绩单或合格证书，1至5份，图片或PDF（每个PDF不超过10页）。",
      needed: true,
    },
  ];
}

/**
 * The three uploads of 信息填写, inside that page's form. A file is sent as soon as it is chosen. Without JavaScript 上传, 旋转
 * or 删除 post the form to /api/uploads with all its fields. `shown`: the kinds to show; a returned registration shows
 * only some.
 */
export function DocumentUploads({
  idType,
  uploads,
  shown,
  errors,
  reasons,
}: {
  idType: IdType | "";
  uploads: readonly OwnUpload[];
  shown: (kind: DocumentKind) => boolean;
  errors: Record<DocumentKind, string[] | undefined>;
  /** Why a kind was sent back. */
  reasons: Partial<Record<DocumentKind, string>>;
}) {
  const slots = slotsFor(idType).filter(({ kind }) => shown(kind));
  if (slots.length === 0) return null;
  return (
    <fieldset className="mb-6 min-w-0">
      <legend className="mb-1 text-lg font-bold">证件与证明材料</legend>
      <p className="mb-4 text-sm text-muted">
        请上传原件的照片或扫描件，每个文件不超过10MB。材料只用于报名审核，加密保存。
      </p>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {slots.map((slot) => (
          <UploadSlot
            key={slot.kind}
            {...slot}
            initial={uploads.filter((upload) => upload.kind === slot.kind)}
            errors={errors[slot.kind]}
            reason={reasons[slot.kind]}
          />
        ))}
      </div>
    </fieldset>
  );
}
