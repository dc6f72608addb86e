import { TextAreaField } from "@/app/_components/text-area-field";
import type { Fields } from "./fields";
import { Part } from "./frame";
import { MarkdownArea } from "./markdown-area";

export const TextsPart = ({ fields }: { fields: Fields }) => (
  <Part
    part="texts"
    lead={
      "报考须知与温馨提示可使用 Markdown：## 标题、1. 编号、**加粗**。修改这两项后，考生再打开报名须知页时须重新确认；" +
      "已在填写后面各步的考生可以继续，重要的变化请另行通知。"
    }
  >
    <MarkdownArea name="noticeText" fields={fields} rows={16} />
    <MarkdownArea name="tipsText" fields={fields} rows={8} />
    <MarkdownArea
      name="faqText"
      fields={fields}
      rows={12}
      hint="“## ”开头的一行是一个问题，下面是回答。显示在首页和“常见问题”页，考生可以搜索。"
    />
    <TextAreaField {...fields.text("notes")} rows={10} hint="印在准考证上，每行一条，不必写序号。" />
    <TextAreaField {...fields.text("pledgeText")} rows={12} hint="段落之间空一行。" />
  </Part>
);
