import { CheckboxField } from "@/app/_components/field";
import type { Fields } from "./fields";
import { Part } from "./frame";

export const ReviewPart = ({ fields }: { fields: Fields }) => (
  <Part part="review">
    <CheckboxField {...fields.tick("rosterRequired")} hint="不勾选时，名单比对结果只供审核员参考。" />
    <CheckboxField {...fields.tick("twoStageReview")} hint="初审和复审须由两个人进行。" />
  </Part>
);
