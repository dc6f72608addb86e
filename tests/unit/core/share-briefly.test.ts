import { expect, test } from "vitest";
import { shareBriefly } from "@/lib/core/share-briefly";

function counted(milliseconds: number) {
  const state = { now: 0, loads: 0, fails: false };
  const ask = shareBriefly(
    milliseconds,
    async () => {
      state.loads += 1;
      if (state.fails) throw new Error("no answer");
      return state.loads;
    },
    () => state.now,
  );
  return { state, ask };
}

test("an answer is shared until its time is over, and not a millisecond longer", async () => {
  const { state, ask } = counted(100);
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  state.now = 99;
  expect(await ask()).toBe(1);
  state.now = 100;
  expect(await ask()).toBe(2);
});

test("the time counts from the question, so a slow answer is not older than it seems", async () => {
  const { state, ask } = counted(100);
  const slow = ask();
  state.now = 150;
  expect(await ask()).toBe(2);
  expect(await slow).toBe(1);
  expect(await ask()).toBe(2);
});

test("a failure is told to those who wait for it, and to nobody after them", async () => {
  const { state, ask } = counted(100);
  state.fails = true;
  await expect(ask()).rejects.toThrow("no answer");
  state.fails = false;
  expect(await ask()).toBe(2);
});
