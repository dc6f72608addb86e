import { TextAreaField } from "@/app/_components/text-area-field";
import type { Fields } from "./fields";
import { Part } from "./frame";

export const TextsPart = ({ fields }: { fields: Fields }) => (
  <Part
    title="文字"
    lead={
      "报考须知与温馨提示可使用 Markdown：## 标题、1. 编号、**加粗**。修改这两项后，考生再打开报名须知页时须重新确认；" +
      "已在填写后面各步的考生可以继续，重要的变化请另行通知。"
    }
  >
    <TextAreaField {...fields.text("noticeText")} rows={16} />
    <TextAreaField {...fields.text("tipsText")} rows={8} />
    <TextAreaField {...fields.text("notes")} rows={10} hint="印在准考证上，每行一条，不必写序号。" />
    <TextAreaField {...fields.text("pledgeText")} rows={12} hint="段落之间空一行。" />
  </Part>
);
