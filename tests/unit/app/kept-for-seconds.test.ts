import { describe, expect, it, vi } from "vitest";
import { keptForSeconds } from "@/app/admin/_components/kept-for-seconds";

describe("an answer that is kept for seconds", () => {
  it("is asked for once by many, again later, and apart for another question", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    let asked = 0;
    const ask = async (question: string) => `${question} ${(asked += 1)}`;
    const kept = keptForSeconds(5, (question: string) => question, ask);
    expect(await Promise.all([kept("a"), kept("a"), kept("b")])).toEqual(["a 1", "a 1", "b 2"]);
    vi.advanceTimersByTime(4_999);
    expect(await kept("a")).toBe("a 1");
    vi.advanceTimersByTime(1);
    expect(await kept("a")).toBe("a 3");
    vi.useRealTimers();
  });

  it("is not kept when asking failed", async () => {
    const ask = vi
      .fn<(question: string) => Promise<number>>()
      .mockRejectedValueOnce(new Error("down"))
      .mockResolvedValue(1);
    const kept = keptForSeconds(5, (question: string) => question, ask);
    await expect(kept("a")).rejects.toThrow("down");
    expect(await kept("a")).toBe(1);
  });
});
