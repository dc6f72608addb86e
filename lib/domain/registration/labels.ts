import type { CandidateCategory, IdType, Sex } from "@/lib/adapter/db/enums";

/** 考生类别 as shown on screens and printed on cards. */
export const categoryLabels: Record<CandidateCategory, string> = {
  SELF_STUDY_ENROLLED: "自考(在籍)",
  ADULT_ENROLLED: "成考(在籍)",
  SELF_STUDY_GRADUATING: "自考(已申请毕业)",
  ADULT_GRADUATING: "成考(已申请毕业)",
};

export const sexLabels: Record<Sex, string> = { MALE: "男", FEMALE: "女" };

export const idTypeLabels: Record<IdType, string> = {
  RESIDENT_ID: "居民身份证",
  HK_MACAO_TAIWAN_RESIDENCE: "港澳台居民居住证",
  HK_MACAO_PERMIT: "港澳居民来往内地通行证",
  TAIWAN_PERMIT: "台湾居民来往大陆通行证",
  FOREIGN_RESIDENT_ID: "外国人永久居留身份证",
  PASSPORT: "护照",
};

/** The document that a candidate must bring to the exam, by the ID type of his registration. */
export const originalDocument = (idType: IdType | null): string =>
  `本人有效身份证件原件${idType ? `（${idTypeLabels[idType]}）` : ""}`;

/**
 * The office's words for the ID card that a candidate brings along. The residence card of foreigners ends in the same
 * words.
 */
const idCardOriginal =
  /(?:考生)?(?:本人)?的?(?:报名时所?[填用]的?)?(?:本人)?的?(?:有效期内的?)?(?:有效)?的?(?:第?二代)?(?:居民)?(?<!居留)身份证件?的?(?:原件|[（(]原件[）)])/g;
const idCard = /(?:第?二代)?(?:居民)?(?<!居留)身份证(?![件号])/g;

/**
 * Adapts a text of the office to the candidate's ID type: a candidate without an ID card is asked for the document he
 * has.
 */
export function withOwnDocument(text: string, idType: IdType): string {
  const named = text.replaceAll(idCardOriginal, () => originalDocument(idType));
  // The name of the document inside brackets is not replaced.
  return idType === "RESIDENT_ID" ? named : named.replaceAll(idCard, () => `身份证件（${idTypeLabels[idType]}）`);
}
