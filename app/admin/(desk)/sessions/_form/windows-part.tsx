import { TextField } from "@/app/_components/field";
import type { Fields } from "./fields";
import { Pair, Part } from "./frame";

const times = [
  "registrationOpensAt",
  "registrationClosesAt",
  "reviewOpensAt",
  "reviewClosesAt",
  "paymentOpensAt",
  "paymentClosesAt",
  "printingOpensAt",
  "printingClosesAt",
] as const;

export const WindowsPart = ({ fields }: { fields: Fields }) => (
  <Part
    part="windows"
    lead="均为北京时间。开始时刻包含在内，截止时刻不包含在内：截止填 17:00，则 17:00:00 起不再受理。"
  >
    <Pair>
      {times.map((name) => (
        <TextField key={name} {...fields.text(name)} type="datetime-local" />
      ))}
    </Pair>
  </Part>
);
