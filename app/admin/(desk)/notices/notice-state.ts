import type { FormState } from "@/lib/auth/form-state";

/** The form of a notice: besides the states of every form, the notice as its readers would see it. */
export type NoticeFormState =
  | FormState
  | {
      status: "preview";
      values: Record<string, string>;
      notice: { title: string; text: string; pinned: boolean; startsAt: Date };
    };
