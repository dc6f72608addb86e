import { describe, expect, it } from "vitest";
import { axisEnd, dayColumns } from "@/app/admin/(desk)/_charts/day-columns";
import { fromShanghai } from "@/lib/core/clock";

const window = { opensAt: fromShanghai(2026, 11, 1, 9), closesAt: fromShanghai(2026, 11, 5, 17) };
const sum = (counts: readonly { count: number }[]) => counts.reduce((total, { count }) => total + count, 0);

describe("the columns of registrations a day", () => {
  it("show every day of the window, and mark the day on which it closes", () => {
    const { columns, closing } = dayColumns([{ day: "2026-11-03", count: 7 }], window);
    expect(columns.map(({ from, count }) => `${from} ${count}`)).toEqual([
      "2026-11-01 0",
      "2026-11-02 0",
      "2026-11-03 7",
      "2026-11-04 0",
      "2026-11-05 0",
    ]);
    expect(closing).toBe(4);
  });

  it("end with the day before when the window closes at midnight", () => {
    const { columns, closing } = dayColumns([], { ...window, closesAt: fromShanghai(2026, 11, 5) });
    expect(columns.at(-1)?.to).toBe("2026-11-04");
    expect(closing).toBe(3);
  });

  it("reach to those who registered before the opening or after the closing", () => {
    const days = [
      { day: "2026-10-30", count: 1 },
      { day: "2026-11-08", count: 2 },
    ];
    const { columns, closing } = dayColumns(days, window);
    expect([columns[0]?.from, columns.at(-1)?.to, columns.length]).toEqual(["2026-10-30", "2026-11-08", 10]);
    expect(closing).toBe(6);
    expect(sum(columns)).toBe(3);
  });

  it("put several days into one column when there are many, and lose nobody", () => {
    const days = Array.from({ length: 200 }, (_, index) => ({
      day: new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
      count: index + 1,
    }));
    const { columns } = dayColumns(days, window);
    expect(columns.length).toBeLessThanOrEqual(62);
    expect(sum(columns)).toBe(sum(days));
    expect(columns[0]?.from).toBe("2026-01-01");
    expect(columns.at(-1)?.to).toBe("2026-11-05");
  });

  it.each([
    [0, 2],
    [1, 2],
    [3, 4],
    [5, 10],
    [10, 10],
    [11, 20],
    [241, 400],
    [99_999, 100_000],
  ])("stand under an axis for %i that ends at %i", (most, end) => {
    expect(axisEnd(most)).toBe(end);
  });
});
