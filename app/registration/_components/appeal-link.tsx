import type { FormState } from "@/lib/auth/form-state";

/** The way on from "this document number is already registered"; nothing after any other answer. */
export function AppealLink({ state }: { state: FormState }) {
  if (state.status !== "refused" || state.error !== "document_already_registered") return null;
  return (
    <p className="mb-5">
      <a href="/registration/appeal" className="button">
        证件号码被他人使用？提出申诉
      </a>
    </p>
  );
}
