import { TextField } from "@/app/_components/field";
import type { Fields } from "./fields";
import { Pair, Part } from "./frame";

export const NumbersPart = ({ fields }: { fields: Fields }) => (
  <Part part="numbers">
    <Pair>
      <TextField
        {...fields.text("numberPrefix")}
        inputMode="numeric"
        maxLength={6}
        hint="6位数字，报名号以此开头。有人取得报名号后不能再改。"
      />
      <TextField
        {...fields.text("schoolNumber")}
        inputMode="numeric"
        maxLength={8}
        hint="最多8位数字，用于准考证号。"
      />
    </Pair>
    <TextField
      {...fields.text("numberTemplate")}
      spellCheck={false}
      hint="可用：{school:位数} 学校代码、{year} 或 {yy} 年份、{half} 上下半年（1或2）、{language:位数} 语种、{room:位数} 考场、{seat:位数} 座位，以及数字。"
    />
    <Pair>
      <TextField {...fields.text("contactPhone")} maxLength={50} hint="显示在每一页，供考生咨询。" />
      <TextField {...fields.text("contactHours")} maxLength={100} />
    </Pair>
    <TextField {...fields.text("contactAddress")} maxLength={300} hint="可不填。例如：几号楼几楼，乘哪路车到哪一站。" />
  </Part>
);
