import { TextField } from "@/app/_components/field";
import { categoryLabels, idTypeLabels } from "@/app/_lib/labels/registration";
import type { Fields, SessionValues } from "./fields";
import { Part, TickGroup } from "./frame";
import { ListField } from "./list-field";

const choicesOf = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** `initial`: what is stored, from which a renamed or a removed entry of a list is told. */
export const AdmissionPart = ({ fields, initial }: { fields: Fields; initial: SessionValues }) => (
  <Part
    part="admission"
    lead="“停报”的一项，新考生不能再选，已选择的考生不受影响。已有考生选择的一项不能删除；可以改名，已选择的考生、审核范围和学籍名单随之改变。"
  >
    <TickGroup
      fields={fields}
      name="categories"
      closedName="closedCategories"
      prefix="category"
      choices={choicesOf(categoryLabels)}
    />
    <TickGroup
      fields={fields}
      name="idTypes"
      closedName="closedIdTypes"
      prefix="idType"
      choices={choicesOf(idTypeLabels)}
    />
    <TextField {...fields.text("graduationMonth")} hint="例如 2026-06。此前毕业的不得报考。" />
    <ListField
      kind="schools"
      fields={fields}
      stored={initial["schools"] ?? ""}
      lines={6}
      hint={`每行一所学校，教学点写在冒号之后：学校：教学点1、教学点2。从电子表格粘贴时，第一栏为学校，第二栏为教学点，每行一个教学点也可以。${marks}`}
    />
    <ListField
      kind="languages"
      fields={fields}
      stored={initial["languages"] ?? ""}
      lines={6}
      hint={`每行一个：名称、数字代码、费用（可不填）、考试时间（可不填，不填即本批次的时间），以空格或表格的栏分隔，例如 日语 2 50.00 2026-11-05 14:00-16:00。${marks}`}
    />
    <ListField kind="levels" fields={fields} stored={initial["levels"] ?? ""} lines={4} hint={`每行一个。${marks}`} />
  </Part>
);

const marks = "行末写“停报”的，不再接受新考生；改名写作“旧名 → 新名”。";
