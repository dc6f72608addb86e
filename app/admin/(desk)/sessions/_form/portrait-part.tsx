import { TextField } from "@/app/_components/field";
import { portraitBounds } from "@/lib/core/portrait-rule";
import type { Fields } from "./fields";
import { Pair, Part } from "./frame";

const { width, maxKb } = portraitBounds;

export const PortraitPart = ({ fields }: { fields: Fields }) => (
  <Part part="portrait" lead="系统按此规格裁剪和压缩考生的照片。修改后只对之后采集的照片有效，已采集的照片不变。">
    <Pair>
      <TextField
        {...fields.text("portraitWidth")}
        inputMode="numeric"
        hint={`${width.min}–${width.max}，宽与高须为3:4，例如 480 和 640。`}
      />
      <TextField {...fields.text("portraitHeight")} inputMode="numeric" />
    </Pair>
    <TextField {...fields.text("portraitMaxKb")} inputMode="numeric" hint={`${maxKb.min}–${maxKb.max}。`} />
  </Part>
);
