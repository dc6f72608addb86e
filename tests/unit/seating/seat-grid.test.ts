import { expect, it } from "vitest";
import { seatGrid } from "@/lib/domain/seating/seat-grid";

it("numbers thirty seats in a serpentine from the front door", () => {
  expect(seatGrid(30)).toEqual([
    [6, 7, 18, 19, 30],
    [5, 8, 17, 20, 29],
    [4, 9, 16, 21, 28],
    [3, 10, 15, 22, 27],
    [2, 11, 14, 23, 26],
    [1, 12, 13, 24, 25],
  ]);
});

it("leaves places out where the last column is short", () => {
  const seats = seatGrid(14).flat();
  expect(seats.filter((seat) => seat !== null).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 14 }, (_, index) => index + 1),
  );
  expect(seats.filter((seat) => seat === null)).toHaveLength(4);
});
