import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { fieldErrors } from "@/app/_lib/form-errors";
import { type FormState, idle } from "@/lib/auth/form-state";

type Found = { status: "found"; typed: string };

/** A search field. It posts and never uses the address, because search terms are personal data. */
export function SearchBox({
  examSessionId,
  state,
  action,
  label,
  hint,
}: {
  /** The exam session to search in, where it matters. */
  examSessionId?: string | undefined;
  state: FormState | Found;
  action: (form: FormData) => void;
  label: string;
  hint: string;
}) {
  const failed = state.status === "found" ? idle : state;
  return (
    <form action={action} noValidate className="desk-search">
      <div className="w-full empty:hidden">
        <FormErrors state={failed} />
      </div>
      {examSessionId && <input type="hidden" name="session" value={examSessionId} />}
      <label htmlFor="search">{label}</label>
      <input
        id="search"
        name="search"
        autoComplete="off"
        spellCheck={false}
        aria-describedby="search-hint"
        aria-invalid={fieldErrors(failed, "search") ? true : undefined}
        defaultValue={state.status === "found" ? state.typed : ""}
        className="input"
      />
      <SubmitButton className="button" busy="正在查询…">
        查询
      </SubmitButton>
      <p id="search-hint" className="desk-search-hint">
        {hint}
      </p>
    </form>
  );
}
