// A table belongs to the domain whose file in prisma/schema holds it: only that domain writes it, and no earlier domain
// reads it (.dependency-cruiser.mjs has the order). These are the exceptions, each with its reason.
// tests/unit/house/table-owners.test.ts compares them with the code.

/** An access of a file to a table of another domain. */
export type Exception = { file: string; table: string; access: "read" | "write"; why: string };

const guardsEdit =
  "An edit of an exam session is refused or confirmed by what candidates have entered. It must be counted in the edit's own transaction, behind its lock.";

export const exceptions: Exception[] = [
  { file: "lib/domain/exam-session/commands/count-touched.ts", table: "registration", access: "read", why: guardsEdit },
  { file: "lib/domain/exam-session/commands/update.ts", table: "registration", access: "read", why: guardsEdit },
  { file: "lib/domain/exam-session/commands/write-lists.ts", table: "registration", access: "read", why: guardsEdit },
  {
    file: "lib/domain/exam-session/queries.ts",
    table: "room",
    access: "read",
    why: "The checker of an exam session compares the width of numbers with the rooms that exist.",
  },
  {
    file: "lib/domain/registration/queries/standing.ts",
    table: "seat",
    access: "read",
    why: "Every page of a candidate begins with this query, which must stay one statement.",
  },
];
