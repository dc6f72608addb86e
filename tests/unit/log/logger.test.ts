import { expect, it } from "vitest";
import { safeError } from "@/lib/adapter/log/logger";

class DatabaseError extends Error {
  code = "22P02";
}

it("repeats the words of our own errors and no others: a database's hold what a person typed", () => {
  expect(safeError(new Error("a registration vanished"))).toMatchObject({
    type: "Error",
    message: "a registration vanished",
  });
  const foreign = safeError(new DatabaseError('invalid input syntax for type uuid: "11010519491231002X"'));
  expect(foreign).toMatchObject({ type: "DatabaseError", code: "22P02" });
  expect(JSON.stringify(foreign)).not.toContain("11010519491231002X");
  expect(foreign.at[0]).toMatch(/^at .*logger\.test/);
  expect(safeError("a phone: 13800000000")).toEqual({ type: "string", at: [] });
});
