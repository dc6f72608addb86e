import { useT } from "@/app/_components/language";
import type { ReactNode } from "react";
import { idTypeGuides } from "@/app/_lib/id-type-guides";
import { itemLabels } from "@/app/_lib/labels/registration";
import type { IdType } from "@/lib/adapter/db/enums";
import { documentsNeeded } from "@/lib/domain/registration/items";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";
import { type DocumentKind, UploadSlot } from "./upload-slot";

/** A drawing of a correct upload for each slot; a passport's page looks different from the front of a card. */
export type Samples = Record<Slot | "PASSPORT", ReactNode>;

/** The kinds of 材料; the proof of a 合理便利申请 stands with that field. */
type Slot = Exclude<DocumentKind, "ACCOMMODATION_PROOF">;

/** The title and hint of each slot. Those of the document's two pictures depend on the ID type. */
function slotsFor(
  idType: IdType | "",
  t: ReturnType<typeof useT>,
): { kind: Slot; label: string; hint: string; needed: boolean }[] {
  const { front, back } = idTypeGuides[idType || "RESIDENT_ID"];
  const needed = documentsNeeded(idType || null);
  const other = idType ? "" : t("其他证件请先在上面选择证件类型。");
  return [
    { kind: "ID_FRONT", label: t(front.label), hint: t(front.hint) + other, needed: true },
    { kind: "ID_BACK", label: t(back.label), hint: t(back.hint), needed: needed.includes("ID_BACK") },
    {
      kind: "PROOF",
      label: t(itemLabels.PROOF),
      hint: t("成绩单或合格证书，1至5份，图片或PDF（每个PDF不超过10页）。"),
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
  samples,
  shown,
  errors,
  reasons,
}: {
  idType: IdType | "";
  uploads: readonly OwnUpload[];
  samples: Samples;
  shown: (kind: Slot) => boolean;
  errors: Record<Slot, string[] | undefined>;
  /** Why a kind was sent back. */
  reasons: Partial<Record<Slot, string>>;
}) {
  const t = useT();

  const slots = slotsFor(idType, t).filter(({ kind }) => shown(kind));
  if (slots.length === 0) return null;
  return (
    <fieldset className="mb-5 min-w-0 border-t border-line pt-4 first-of-type:border-t-0 first-of-type:pt-0">
      <legend className="float-left mb-1 w-full">
        <h2>{t("材料")}</h2>
      </legend>
      <p className="clear-both mb-3 text-sm text-muted">
        {t("请上传原件的照片或扫描件，每个文件不超过10MB。材料只用于报名审核，加密保存。")}
      </p>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {slots.map((slot) => (
          <UploadSlot
            key={slot.kind}
            {...slot}
            sample={samples[slot.kind === "ID_FRONT" && idType === "PASSPORT" ? "PASSPORT" : slot.kind]}
            initial={uploads.filter((upload) => upload.kind === slot.kind)}
            errors={errors[slot.kind]}
            reason={reasons[slot.kind]}
          />
        ))}
      </div>
    </fieldset>
  );
}
