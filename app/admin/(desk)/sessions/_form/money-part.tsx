import { CheckboxField, TextField } from "@/app/_components/field";
import type { Fields } from "./fields";
import { Pair, Part } from "./frame";

export const MoneyPart = ({ fields, mayMoveLimit }: { fields: Fields; mayMoveLimit: boolean }) => (
  <Part part="money">
    <Pair>
      <TextField {...fields.text("fee")} inputMode="decimal" hint="某一语种费用不同的，写在应试语种中。" />
      <TextField
        {...fields.text("refundLimit")}
        inputMode="decimal"
        readOnly={!mayMoveLimit}
        hint={`每人每天办理的退款与减免合计超过此数时，须由另一人复核。${mayMoveLimit ? "" : "只有管理员可以修改。"}`}
      />
    </Pair>
    <CheckboxField
      {...fields.tick("payerIdentity")}
      hint="须先由微信支付为本商户开通此权限，否则考生无法下单。扫码支付是否支持，请先向微信支付确认。"
    />
  </Part>
);
