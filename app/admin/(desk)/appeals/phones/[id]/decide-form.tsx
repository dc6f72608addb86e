"use client";

import { CheckboxField, type Choice, RadioField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { IdentityCode } from "../../../../_components/identity-code";
import { SeenEvidence } from "../../../../_components/seen-evidence";
import { decidePhoneAppealAction } from "../../actions";

const names = { account: "处理结果", reason: "理由", confirmed: "确认" };

export function DecideForm({
  id,
  phone,
  accounts,
  seen,
}: {
  id: string;
  phone: string;
  accounts: readonly Choice[];
  /** The evidenceMark of the page. */
  seen: string;
}) {
  const [state, action] = useServerAction(decidePhoneAppealAction, idle);
  const chosen = typed(state, "account");
  return (
    <form action={action} noValidate className="mt-2">
      <FormErrors state={state} names={names} />
      <input type="hidden" name="id" value={id} />
      <SeenEvidence state={state} seen={seen} />
      <RadioField
        name="account"
        label="处理结果"
        hint={`通过后，账号改用 ${phone} 登录，原密码和所有登录失效，申请人凭短信和证件号码重设密码；报名、审核和缴费不变。`}
        choices={[...accounts, { value: "reject", label: "驳回" }]}
        errors={fieldErrors(state, "account")}
        {...(chosen ? { defaultValue: chosen } : {})}
      />
      <TextAreaField
        name="reason"
        label="理由"
        hint="申请人会看到这段文字。请写明怎样核实的、结果和接下来怎么做，不要写入他人的个人信息。"
        rows={3}
        maxLength={300}
        errors={fieldErrors(state, "reason")}
        defaultValue={typed(state, "reason") ?? ""}
      />
      {accounts.length > 0 && (
        <CheckboxField
          name="confirmed"
          label="通过时勾选：我已核实申请人就是该账号的本人。"
          defaultChecked={typed(state, "confirmed") === "on"}
          errors={fieldErrors(state, "confirmed")}
        />
      )}
      <IdentityCode state={state} />
      <SubmitButton busy="正在保存…">提交处理结果</SubmitButton>
    </form>
  );
}
