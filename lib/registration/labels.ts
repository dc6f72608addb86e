import type { CandidateCategory, Sex } from "@/lib/db/enums";

/** 考生类别 as shown on screens and printed on cards. */
export const categoryLabels: Record<CandidateCategory, string> = {
  SELF_STUDY_ENROLLED: "自考(在籍)",
  ADULT_ENROLLED: "成考(在籍)",
  SELF_STUDY_GRADUATING: "自考(已申请毕业)",
  ADULT_GRADUATING: "成考(已申请毕业)",
};

export const sexLabels: Record<Sex, string> = { MALE: "男", FEMALE: "女" };
