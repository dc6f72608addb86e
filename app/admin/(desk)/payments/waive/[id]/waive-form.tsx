"use client";

import { TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { IdentityCode } from "../../../../_components/identity-code";
import { DANGER_BUTTON } from "../../../../_components/danger";
import { waiveFeeAction } from "../../actions";

const names = { reason: "减免原因" };

export function WaiveForm({ registrationId, fee }: { registrationId: string; fee: string }) {
  const [state, action] = useServerAction(waiveFeeAction, idle);
  return (
    <form action={action} noValidate className="card max-w-2xl">
      <FormErrors state={state} names={names} />
      <input type="hidden" name="registrationId" value={registrationId} />
      <TextField
        name="reason"
        label={names.reason}
        hint="例如：低保家庭，有民政部门证明。原因会随台账保存。"
        maxLength={80}
        autoComplete="off"
        errors={fieldErrors(state, "reason")}
        defaultValue={typed(state, "reason") ?? ""}
      />
      <p className="mb-4">
        减免后报名立即生效，视同已缴费；考生未付款的订单会先关闭，若他已付款，则以付款为准。此操作不能撤销。您当天办理的退款与减免合计超过复核限额时，须由另一人复核后才生效。
      </p>
      <IdentityCode state={state} />
      <SubmitButton className={DANGER_BUTTON} busy="正在办理…">
        免除 {fee}
      </SubmitButton>
    </form>
  );
}
