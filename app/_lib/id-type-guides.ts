import type { IdType } from "@/lib/db/enums";
import type { Item } from "@/lib/registration/items";
import { itemLabels } from "./labels";

type Guide = {
  /** What the number is called on the form. */
  label: string;
  hint: string;
  /** A made-up number of the right shape. */
  example: string;
  /** The keyboard a phone should offer. */
  keyboard: "text" | "numeric";
  /** What the two pictures of the document are called. */
  front: string;
  back: string;
};

const permit = { front: "证件照片页", back: "证件另一页" };

/** What the form says about each kind of identity document. */
export const idTypeGuides: Record<IdType, Guide> = {
  RESIDENT_ID: {
    label: "身份证号",
    hint: "18位，最后一位可能是字母X。",
    example: "11010519491231002X",
    keyboard: "text",
    front: "身份证正面照片",
    back: "身份证反面照片",
  },
  HK_MACAO_TAIWAN_RESIDENCE: {
    label: "证件号码",
    hint: "居住证上的18位公民身份号码，以810000、820000或830000开头。",
    example: "810000199408230021",
    keyboard: "text",
    ...permit,
  },
  HK_MACAO_PERMIT: {
    label: "证件号码",
    hint: "字母H或M加8位数字；旧证为10位数字，最后两位是换证次数。",
    example: "H01234567",
    keyboard: "text",
    ...permit,
  },
  TAIWAN_PERMIT: { label: "证件号码", hint: "8位数字；旧证为10位数字。", example: "01234567", keyboard: "numeric", ...permit },
  FOREIGN_RESIDENT_ID: {
    label: "证件号码",
    hint: "18位，以9开头；旧证为3位字母加12位数字。",
    example: "911124198108030024",
    keyboard: "text",
    ...permit,
  },
  PASSPORT: {
    label: "证件号码",
    hint: "护照资料页上的护照号码，5至17位字母和数字。",
    example: "E12345678",
    keyboard: "text",
    front: "护照资料页",
    back: "护照其他页",
  },
};

/** What an item is called for a candidate with this kind of document. */
export function itemLabel(item: Item, idType: IdType | null): string {
  const guide = idTypeGuides[idType ?? "RESIDENT_ID"];
  if (item === "ID_FRONT") return guide.front;
  return item === "ID_BACK" ? guide.back : itemLabels[item];
}
