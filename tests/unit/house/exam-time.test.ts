import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/**
 * Who may read the columns of the exam's time, and why. Everybody else asks lib/domain/exam-session/exam-time.ts, so
 * that a language's own time is never forgotten.
 */
const readers: Record<string, string> = {
  "lib/domain/exam-session/exam-time.ts": "the rule",
  "lib/domain/exam-session/queries.ts": "reads the columns, and sorts the desk's lists",
  "lib/domain/exam-session/schema.ts": "the form's fields",
  "lib/domain/exam-session/lists.ts": "a language's fields",
  "lib/domain/exam-session/list-text.ts": "a language's fields as text",
  "lib/domain/exam-session/changes.ts": "what an edit changes",
  "lib/domain/exam-session/new-session.ts": "a copy moves them",
  "lib/domain/exam-session/contradictions.ts": "judges each of the form's fields",
  "lib/domain/exam-session/touched.ts": "names the field that was changed",
  "lib/domain/exam-session/commands/create.ts": "writes them",
  "lib/domain/exam-session/commands/update.ts": "writes them",
  "lib/domain/exam-session/commands/write-lists.ts": "writes them",
  "lib/domain/message/commands/queue-reminders.ts": "narrows the search; each language is asked for its time after it",
  "lib/domain/registration/queries/own-registrations.ts": "sorts",
  // 14 to 90 years on the exam day: the form is checked in the browser before a language is chosen (lib/README.md).
  "lib/domain/registration/schema.ts": "the day by which an age is judged",
  "lib/domain/review/findings.ts": "the day by which an age is judged",
  "lib/domain/review/commands/recheck.ts": "the day by which an age is judged",
  "lib/domain/review/queries/case.ts": "the day by which an age is judged",
  "lib/domain/correction/rules.ts": "the day by which an age is judged",
  "lib/domain/correction/queries/subject.ts": "the day by which an age is judged",
  "app/registration/details/page.tsx": "the day by which an age is judged",
  "lib/demo/seed.ts": "the demo's exam session",
  "lib/demo/rows.ts": "the demo's exam session",
  "lib/demo/newcomers.ts": "the demo's exam session",
  "app/admin/(desk)/sessions/_form/as-typed.ts": "the form's fields",
  "app/admin/(desk)/sessions/_form/exam-part.tsx": "the form's fields",
  "app/admin/(desk)/sessions/_form/labels.ts": "the form's fields",
  "app/admin/(desk)/sessions/[id]/publish/page.tsx": "leads to the form's field",
  "app/admin/(desk)/sessions/_form/value-text.ts": "a language's fields as text",
};

const column = /\bexam(?:Starts|Ends)At\b|\bexam_(?:starts|ends)_at\b/;

it("the time of an exam is asked of one place", () => {
  const files = execFileSync("git", ["-c", "core.quotePath=false", "ls-files", "app", "lib"], { encoding: "utf8" })
    .split("\n")
    .filter((file) => /\.tsx?$/.test(file) && !file.includes("/generated/"));
  expect(files.length).toBeGreaterThan(400);
  const reading = files.filter((file) => column.test(readFileSync(file, "utf8")));
  expect(reading.filter((file) => !Object.hasOwn(readers, file))).toEqual([]);
  expect(Object.keys(readers).filter((file) => !reading.includes(file))).toEqual([]);
});
