"use client";

import { TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { type FormState, idle } from "@/lib/auth/form-state";
import { IdentityCode } from "../../../../_components/identity-code";
import { SeenEvidence } from "../../../../_components/seen-evidence";
import { decideCorrectionAction, withdrawCorrectionAction } from "../../actions";

const Reason = ({ state, hint }: { state: FormState; hint: string }) => (
  <TextField
    name="reason"
    label="原因"
    hint={hint}
    maxLength={200}
    autoComplete="off"
    errors={fieldErrors(state, "reason")}
    defaultValue={typed(state, "reason") ?? ""}
  />
);

/** The decision of the second person. `seen`: the evidenceMark of the page. */
export function DecideForm({ correctionId, name, seen }: { correctionId: string; name: string; seen: string }) {
  const [state, action] = useServerAction(decideCorrectionAction, idle);
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <input type="hidden" name="correctionId" value={correctionId} />
      <SeenEvidence state={state} seen={seen} />
      <p className="mb-3">
        请独立核对凭据和证件照片。复核通过后立即生效：{name}
        的证件与手机号的绑定随之更改，未付款的旧订单先关闭，已发布的准考证换新版并短信通知考生；座位不变。
      </p>
      <Reason state={state} hint="驳回时必须填写；复核通过可以不填。只有同事能看到。" />
      <IdentityCode state={state} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="decision" value="confirm" busy="正在提交…">
          复核通过，立即更正
        </SubmitButton>
        <SubmitButton name="decision" value="reject" className="button w-full sm:w-auto" busy="正在提交…">
          驳回
        </SubmitButton>
      </div>
    </form>
  );
}

/** The person who proposed it can only wait or withdraw it. */
export function WithdrawForm({ correctionId }: { correctionId: string }) {
  const [state, action] = useServerAction(withdrawCorrectionAction, idle);
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <input type="hidden" name="correctionId" value={correctionId} />
      <p className="mb-3">须由另一位考务人员或管理员复核后才生效。有误或不再需要的，可以撤回。</p>
      <Reason state={state} hint="只有同事能看到。" />
      <SubmitButton className="button" busy="正在撤回…">
        撤回
      </SubmitButton>
    </form>
  );
}
