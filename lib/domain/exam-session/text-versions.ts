import { z } from "zod";
import { auditedEdit } from "./meanwhile";

/** The texts that candidates read, by their names in the audit. */
export const comparedTexts = ["noticeText", "tipsText", "faqText", "admitCardNotes", "pledgeText"] as const;
export type ComparedText = (typeof comparedTexts)[number];

/** An edit of the exam session, as the audit has it. */
export type AuditedEdit = { at: Date; actorId: string | null; detail: unknown };

/** A text as it stood from `since` on. null: since the exam session was created. */
export type TextVersion = { since: Date | null; actorId: string | null; text: string };

const written = z.union([z.string(), z.array(z.string()).transform((notes) => notes.join("\n"))]).catch("");

/**
 * Every version of a text, the oldest first. The audit has a text whole before and after each edit. `edits`: the oldest
 * first; `present`: the text that is stored.
 */
export function textVersions(name: ComparedText, edits: readonly AuditedEdit[], present: string): TextVersion[] {
  const changes = edits.flatMap(({ at, actorId, detail }) => {
    const change = auditedEdit.safeParse(detail).data?.values[name];
    return change ? [{ at, actorId, before: written.parse(change.before), after: written.parse(change.after) }] : [];
  });
  const [first] = changes;
  return [
    { since: null, actorId: null, text: first ? first.before : present },
    ...changes.map(({ at, actorId, after }) => ({ since: at, actorId, text: after })),
  ];
}
