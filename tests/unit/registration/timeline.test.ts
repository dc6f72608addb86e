import { describe, expect, it } from "vitest";
import type { RegistrationEvent } from "@/lib/domain/registration/status";
import { timeline } from "@/lib/domain/progress/timeline";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 8, minute));
const events = (...names: RegistrationEvent[]) => names.map((event, index) => ({ event, at: at(index) }));
const whats = (...names: RegistrationEvent[]) => timeline(events(...names), [], null, []).map(({ what }) => what);

describe("what happened to a registration", () => {
  it("is told newest first, and a second submit is told as such", () => {
    expect(whats("submit", "sendBack", "submit", "approve", "confirmPayment")).toEqual([
      "paid",
      "approved",
      "resubmitted",
      "returned",
      "submitted",
    ]);
  });

  it("leaves out what was undone, and what only reviewers are told", () => {
    expect(whats("submit", "approve", "undoDecision")).toEqual(["submitted"]);
    expect(whats("submit", "preApprove", "refuse", "undoSecondDecision")).toEqual(["submitted"]);
    expect(whats("submit", "preApprove", "undoDecision", "sendBack")).toEqual(["returned", "submitted"]);
    expect(whats("submit", "sendBack", "submit", "approve", "undoDecision")).toEqual([
      "resubmitted",
      "returned",
      "submitted",
    ]);
  });

  it("gives each return its own reasons", () => {
    const reasons = (minute: number) => ({ at: at(minute), reason: `${minute}`, items: [] });
    const told = timeline(events("submit", "sendBack", "submit", "sendBack"), [reasons(1), reasons(3)], null, []);
    expect(told.map(({ decision }) => decision?.reason)).toEqual(["3", undefined, "1", undefined]);
  });

  it("is told newest first within one instant too", () => {
    const once = events("submit", "approve", "confirmPayment").map(({ event }) => ({ event, at: at(0) }));
    expect(timeline(once, [], null, []).map(({ what }) => what)).toEqual(["paid", "approved", "submitted"]);
  });

  it("tells what the exam office corrected between the moves", () => {
    const correction = {
      at: at(1),
      reason: "录入有误",
      changes: [{ item: "name" as const, before: "张山", after: "张三" }],
    };
    const told = timeline(events("submit", "sendBack", "submit"), [], null, [
      { ...correction, at: new Date(at(1).getTime() + 1) },
    ]);
    expect(told.map(({ what }) => what)).toEqual(["resubmitted", "corrected", "returned", "submitted"]);
    expect(told[1]?.correction).toMatchObject({ reason: "录入有误", changes: correction.changes });
  });

  it("tells when the card came out", () => {
    const [first] = timeline(events("submit", "approve", "confirmPayment"), [], at(50), []);
    expect(first).toEqual({ what: "card_published", at: at(50) });
  });
});
