"use client";

import { createContext, type ReactNode, useContext } from "react";

const Shown = createContext<string | null>(null);

/** The exam session that this page shows, for the forms inside. `id`: null where none is shown. */
export const PageExamSession = ({ id, children }: { id: string | null; children: ReactNode }) => (
  <Shown value={id}>{children}</Shown>
);

/** The id of the exam session that this page shows, for what a page posts by itself. */
export const usePageExamSession = (): string | null => useContext(Shown);

/**
 * Stands in every candidate's form that writes: the post goes to the exam session that its page showed, whatever
 * another tab has chosen meanwhile (lib/auth/chosen-exam-session.ts).
 */
export function ExamSessionField() {
  const id = usePageExamSession();
  return id && <input type="hidden" name="examSession" value={id} />;
}
