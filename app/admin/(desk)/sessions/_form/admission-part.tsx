import { TextField } from "@/app/_components/field";
import { TextAreaField } from "@/app/_components/text-area-field";
import { categoryLabels, idTypeLabels } from "@/app/_lib/labels/registration";
import type { Fields } from "./fields";
import { Pair, Part, TickGroup } from "./frame";

const choicesOf = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

export const AdmissionPart = ({ fields }: { fields: Fields }) => (
  <Part
    title="报考条件与名单"
    lead="已有考生选择的一项不能删除，但可以改名：在该行写“旧名 → 新名”，已选择的考生、审核范围和学籍名单随之改变。"
  >
    <TickGroup fields={fields} name="categories" prefix="category" choices={choicesOf(categoryLabels)} />
    <TickGroup fields={fields} name="idTypes" prefix="idType" choices={choicesOf(idTypeLabels)} />
    <TextField {...fields.text("graduationMonth")} hint="例如 2026-06。此前毕业的不得报考。" />
    <TextAreaField
      {...fields.text("schools")}
      rows={4}
      hint="每行一所学校，教学点写在冒号之后：学校：教学点1、教学点2"
    />
    <Pair>
      <TextAreaField
        {...fields.text("languages")}
        rows={6}
        hint="每行一个：名称 数字代码 费用（可不填），例如 英语 1 50.00"
      />
      <TextAreaField {...fields.text("levels")} rows={6} hint="每行一个。" />
    </Pair>
  </Part>
);
