import type { IdType } from "@/lib/adapter/db/enums";
import type { Item } from "@/lib/domain/registration/items";
import { itemLabels } from "./labels/registration";

type Picture = {
  label: string;
  /** What the picture must show. */
  hint: string;
};

type Guide = {
  /** The label of the number on the form. */
  label: string;
  hint: string;
  /** A fictitious number of the right format. */
  example: string;
  /** The keyboard that a phone should show. */
  keyboard: "text" | "numeric";
  /** The two pictures of the document. A passport needs only the first: lib/domain/registration/items.ts. */
  front: Picture;
  back: Picture;
};

const CLEAR = "四角完整、字迹清楚、没有反光。";

/** The two sides of a card with this `name`. */
const sides = (name: string) => ({
  front: { label: `${name}正面照片`, hint: `有姓名、照片和证件号码的一面，${CLEAR}` },
  back: { label: `${name}反面照片`, hint: "证件的另一面，请确认证件在有效期内。" },
});

/** A permit was a booklet until 2013 (Hong Kong, Macao) and 2015 (Taiwan). Some booklets are still valid. */
const permit = {
  front: { label: "通行证正面照片", hint: `有姓名、照片和证件号码的一面（本式通行证为资料页），${CLEAR}` },
  back: { label: "通行证反面照片", hint: "证件的另一面（本式通行证为有签发、有效期信息的一页）。" },
};

/** The texts of the form for each ID type. */
export const idTypeGuides: Record<IdType, Guide> = {
  RESIDENT_ID: {
    label: "身份证号",
    hint: "18位，最后一位可能是字母X。",
    example: "11010519491231002X",
    keyboard: "text",
    front: { label: "身份证正面照片", hint: `有姓名、照片和身份证号码的一面，${CLEAR}` },
    back: { label: "身份证反面照片", hint: "有国徽和有效期限的一面，请确认证件在有效期内。" },
  },
  HK_MACAO_TAIWAN_RESIDENCE: {
    label: "证件号码",
    hint: "居住证上的18位公民身份号码，以810000、820000或830000开头。",
    example: "810000199408230021",
    keyboard: "text",
    ...sides("居住证"),
  },
  HK_MACAO_PERMIT: {
    label: "证件号码",
    hint: "字母H或M加8位数字；旧证为10位数字，最后两位是换证次数。",
    example: "H01234567",
    keyboard: "text",
    ...permit,
  },
  TAIWAN_PERMIT: {
    label: "证件号码",
    hint: "8位数字；旧证为10位数字。",
    example: "01234567",
    keyboard: "numeric",
    ...permit,
  },
  FOREIGN_RESIDENT_ID: {
    label: "证件号码",
    hint: "18位，以9开头；旧证为3位字母加12位数字。",
    example: "911124198108030024",
    keyboard: "text",
    ...sides("永久居留身份证"),
  },
  PASSPORT: {
    label: "证件号码",
    hint: "护照资料页上的护照号码，5至17位字母和数字。",
    example: "E12345678",
    keyboard: "text",
    front: { label: "护照资料页照片", hint: `有姓名、照片和护照号码的一页，${CLEAR}` },
    back: { label: "护照其他页照片", hint: "护照只需上传资料页；审核员要求时才需上传其他页。" },
  },
};

/** The label of an item for a candidate with this ID type. */
export function itemLabel(item: Item, idType: IdType | null): string {
  const guide = idTypeGuides[idType ?? "RESIDENT_ID"];
  if (item === "ID_FRONT") return guide.front.label;
  if (item === "ID_BACK") return guide.back.label;
  return item === "documentNumber" ? guide.label : itemLabels[item];
}
