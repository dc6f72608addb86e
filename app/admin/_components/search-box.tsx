import { TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { fieldErrors } from "@/app/_lib/form-errors";
import { type FormState, idle } from "@/lib/auth/form-state";

type Found = { status: "found"; typed: string };

/** A search field. It posts and never uses the address, because search terms are personal data. */
export function SearchBox({
  state,
  action,
  label,
  hint,
}: {
  state: FormState | Found;
  action: (form: FormData) => void;
  label: string;
  hint: string;
}) {
  const failed = state.status === "found" ? idle : state;
  return (
    <form action={action} noValidate className="card mb-5 max-w-2xl">
      <FormErrors state={failed} />
      <TextField
        name="search"
        label={label}
        hint={hint}
        autoComplete="off"
        spellCheck={false}
        errors={fieldErrors(failed, "search")}
        defaultValue={state.status === "found" ? state.typed : ""}
      />
      <SubmitButton busy="正在查询…">查询</SubmitButton>
    </form>
  );
}
