import { expect, test } from "vitest";
import { storedFailure } from "@/lib/domain/roster/failure";

test("a code that an older copy of the program wrote reads as the present one", () => {
  expect(storedFailure("broke_off")).toBe("crashed");
  expect(storedFailure("left_lying")).toBe("abandoned");
});

test("a present code reads as it is", () => {
  expect(storedFailure("sheet_damaged")).toBe("sheet_damaged");
});
