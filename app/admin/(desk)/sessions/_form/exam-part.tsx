import { RadioField, TextField } from "@/app/_components/field";
import type { Fields } from "./fields";
import { Pair, Part } from "./frame";

const seasons = [
  { value: "SPRING", label: "春季（上半年）" },
  { value: "AUTUMN", label: "秋季（下半年）" },
];

export const ExamPart = ({ fields }: { fields: Fields }) => (
  <Part part="exam">
    <TextField {...fields.text("title")} maxLength={100} />
    <Pair>
      <TextField {...fields.text("schoolName")} maxLength={100} hint="显示在每一页和准考证上。" />
      <TextField {...fields.text("schoolNameEn")} maxLength={100} lang="en" hint="显示在首页和登录页。" />
      <TextField
        {...fields.text("year")}
        inputMode="numeric"
        maxLength={4}
        hint="印在准考证上，用于准考证号；考试可以在次年举行。"
      />
      <RadioField {...fields.text("season")} choices={seasons} />
      <TextField {...fields.text("examStartsAt")} type="datetime-local" />
      <TextField {...fields.text("examEndsAt")} type="datetime-local" hint="某一语种另有时间的，写在应试语种中。" />
    </Pair>
    <TextField {...fields.text("examAddress")} maxLength={200} />
    <TextField
      {...fields.text("brandColour")}
      maxLength={7}
      autoComplete="off"
      hint="例如 #0f4c81。用于页眉、按钮和打印件；白色文字在上面必须清晰可读，过浅的颜色不能保存。"
    />
  </Part>
);
