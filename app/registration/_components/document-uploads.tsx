import { idTypeGuides } from "@/app/_lib/id-type-guides";
import { itemLabels } from "@/app/_lib/labels";
import type { IdType } from "@/lib/db/enums";
import { documentsNeeded } from "@/lib/registration/items";
import type { OwnUpload } from "@/lib/registration/queries/own-files";
import { type DocumentKind, UploadSlot } from "./upload-slot";

const pictures = "image/jpeg,image/png,image/webp";

/** What each slot is called and asks for; the two pictures of the document follow its kind. */
function slotsFor(idType: IdType | ""): { kind: DocumentKind; label: string; hint: string; accept: string }[] {
  const { front, back } = idTypeGuides[idType || "RESIDENT_ID"];
  const card = !idType || idType === "RESIDENT_ID";
  return [
    {
      kind: "ID_FRONT",
      label: front,
      hint: card
        ? "有姓名、照片和身份证号码的一面，四角完整、字迹清楚、没有反光。"
        : "有姓名、照片和证件号码的一页（面），四角完整、字迹清楚、没有反光。",
      accept: pictures,
    },
    {
      kind: "ID_BACK",
      label: documentsNeeded(idType || null).includes("ID_BACK") ? back : `${back}（选填）`,
      hint: card ? "有国徽和有效期限的一面，请确认证件在有效期内。" : "证件的另一面，或有签发、有效期信息的其他页。",
      accept: pictures,
    },
    {
      kind: "PROOF",
      label: itemLabels.PROOF,
      hint: "成绩单或合格证书，1至5份，图片或PDF（每个PDF不超过10页）。",
      accept: `${pictures},application/pdf`,
    },
  ];
}

/**
 * The three uploads of 信息填写, to stand inside that page's form. A file is sent as soon as it is chosen; without JavaScript the form is posted
 * to /api/uploads by 上传, 旋转 or 删除, with all that was typed. `changeable`: the kinds that may change now.
 */
export function DocumentUploads({
  idType,
  uploads,
  changeable,
  errors,
  reasons,
}: {
  idType: IdType | "";
  uploads: readonly OwnUpload[];
  changeable: readonly string[];
  errors: Record<DocumentKind, string[] | undefined>;
  /** Why a kind was sent back. */
  reasons: Partial<Record<DocumentKind, string>>;
}) {
  return (
    <fieldset className="mb-6 min-w-0">
      <legend className="mb-1 text-lg font-bold">证件与证明材料</legend>
      <p className="mb-4 text-sm text-muted">请上传原件的照片或扫描件，每个文件不超过10MB。材料只用于报名审核，加密保存。</p>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {slotsFor(idType).map((slot) => (
          <UploadSlot
            key={slot.kind}
            {...slot}
            initial={uploads.filter((upload) => upload.kind === slot.kind)}
            changeable={changeable.includes(slot.kind)}
            errors={errors[slot.kind]}
            reason={reasons[slot.kind]}
          />
        ))}
      </div>
    </fieldset>
  );
}
