import { TextField } from "@/app/_components/field";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import type { FormState } from "@/lib/auth/form-state";

/** The reason for a refund. The payer reads it in WeChat's notice. */
export function RefundReason({ state }: { state: FormState }) {
  return (
    <TextField
      name="reason"
      label="退款原因"
      hint="付款人在微信退款通知中会看到，最多80字。"
      maxLength={80}
      autoComplete="off"
      errors={fieldErrors(state, "reason")}
      defaultValue={typed(state, "reason") ?? ""}
    />
  );
}
