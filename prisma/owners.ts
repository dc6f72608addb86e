// A table belongs to the domain whose file in prisma/schema holds it: only that domain writes it, and no earlier domain
// reads it (.dependency-cruiser.mjs has the order). These are the exceptions, each with its reason.
// tests/unit/house/table-owners.test.ts compares them with the code.

/** An access of a file to a table of another domain. */
export type Exception = { file: string; table: string; access: "read" | "write"; why: string };

const guardsEdit =
  "What candidates have entered decides whether an edit is refused or confirmed. The edit counts it behind its lock.";
const guardsRemoval =
  "An exam session in which somebody registered is never removed. The removal counts registrations behind its lock.";

export const exceptions: Exception[] = [
  { file: "lib/domain/exam-session/commands/count-touched.ts", table: "registration", access: "read", why: guardsEdit },
  { file: "lib/domain/exam-session/commands/count-touched.ts", table: "seat", access: "read", why: guardsEdit },
  { file: "lib/domain/exam-session/commands/update.ts", table: "registration", access: "read", why: guardsEdit },
  { file: "lib/domain/exam-session/commands/write-lists.ts", table: "registration", access: "read", why: guardsEdit },
  { file: "lib/domain/exam-session/commands/delete.ts", table: "registration", access: "read", why: guardsRemoval },
  { file: "lib/domain/exam-session/commands/publish.ts", table: "registration", access: "read", why: guardsRemoval },
  {
    file: "lib/domain/exam-session/commands/set-newcomers.ts",
    table: "registration",
    access: "read",
    why: "Stopping newcomers records how many had begun, counted behind the lock for which new registrations wait.",
  },
  {
    file: "lib/domain/exam-session/commands/delete.ts",
    table: "room",
    access: "read",
    why: "Deleting a draft deletes its rooms by foreign key. The audit row says how many there were.",
  },
  {
    file: "lib/domain/exam-session/queries.ts",
    table: "registration",
    access: "read",
    why: "The staff's list shows each exam session with its number of registrations, in one query.",
  },
  {
    file: "lib/domain/exam-session/queries.ts",
    table: "room",
    access: "read",
    why: "The checker of an exam session compares the width of numbers with the rooms that exist.",
  },
  {
    file: "lib/domain/roster/queries.ts",
    table: "staff",
    access: "read",
    why: "The list of imports shows who imported each file, in one query.",
  },
  {
    file: "lib/domain/registration/queries/standing.ts",
    table: "seat",
    access: "read",
    why: "Every page of a candidate begins with this query, which must stay one statement.",
  },
];
