import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RefundCause, RefundStatus } from "@/lib/adapter/db/enums";
import { alertOf, alertOfNotification } from "@/lib/domain/payment/alerts";
import { nextTryAt } from "@/lib/domain/payment/refund-schedule";
import {
  isCommitted,
  keptFenOf,
  refundableFen,
  type RefundEvent,
  refundTransitions,
} from "@/lib/domain/payment/refund-status";

describe("the refund's machine", () => {
  const events = Object.keys(refundTransitions) as RefundEvent[];
  const apply = (status: RefundStatus, event: RefundEvent): RefundStatus =>
    (refundTransitions[event].from as readonly RefundStatus[]).includes(status) ? refundTransitions[event].to : status;

  it("never leaves a refund that arrived, and never revives one that was turned down, whatever comes in whatever order", () => {
    const end = (first: RefundStatus, told: RefundEvent[]) => told.reduce(apply, first);
    const stays = fc.property(
      fc.constantFrom("SUCCEEDED" as const, "REJECTED" as const),
      fc.array(fc.constantFrom(...events), { maxLength: 12 }),
      (first, told) => end(first, told) === first,
    );
    expect(fc.check(stays)).toMatchObject({ failed: false });
  });

  it("does not go back when 'on its way' arrives after the end", () => {
    expect(apply("SUCCEEDED", "accept")).toBe("SUCCEEDED");
    expect(apply("ABNORMAL", "accept")).toBe("ABNORMAL");
  });

  it("speaks for its sum until it is turned down or given up; surplus money stays promised to its own refund", () => {
    const free = (cause: RefundCause) =>
      Object.values(RefundStatus).filter((status) => !isCommitted({ status, cause }));
    expect(free("STAFF").toSorted()).toEqual(["CLOSED", "REFUSED", "REJECTED"]);
    expect(free("SURPLUS").toSorted()).toEqual(["REFUSED", "REJECTED"]);
  });

  it.each([
    [0, [], 5000, 5000],
    [-1000, [], 4000, 4000],
    [0, [["PENDING", 4000]], 1000, 5000],
    [-1000, [["PROCESSING", 4000]], 0, 0],
    [-1001, [["SUCCEEDED", 4000]], 0, -1],
    [-1000, [["REFUSED", 5000]], 4000, 4000],
    [100, [], 5000, 5100],
    // The bill says of a refund of 50 yuan that 40 went back.
    [1000, [["SUCCEEDED", 5000]], 1000, 1000],
    [0, [["AWAITING", 5000]], 0, 5000],
    [0, [["ABNORMAL", 5000]], 0, 0],
  ] as const)("of 50 yuan, corrected by %i, with %j: %i are left, %i are kept", (correctionsFen, given, left, kept) => {
    const refunds = given.map(([status, amountFen]) => ({ status, amountFen, cause: "STAFF" as const }));
    expect(refundableFen({ amountFen: 5000, refunds, correctionsFen })).toBe(left);
    expect(keptFenOf({ amountFen: 5000, refunds, correctionsFen })).toBe(kept);
  });
});

describe("nextTryAt", () => {
  const now = new Date("2026-11-25T00:00:00Z");
  const after = (attempts: number, failureCode: string | null = null) =>
    nextTryAt({ attempts, failureCode }, 30_000, now).getTime() - now.getTime();

  it("waits twice as long each time, two hours at most", () => {
    expect([1, 2, 3, 4].map((attempts) => after(attempts))).toEqual([30_000, 60_000, 120_000, 240_000]);
    expect(after(50)).toBe(7_200_000);
  });

  it("gives people half an hour to fill up the account", () => expect(after(1, "NOT_ENOUGH")).toBe(1_800_000));
});

describe("alertOf", () => {
  it.each([
    [{ kind: "unknown", reason: "signature_wrong" }, "answer_signature"],
    [{ kind: "unknown", reason: "serial_unknown" }, "answer_signature"],
    [{ kind: "unknown", reason: "signature_stale" }, "clock_skew"],
    [{ kind: "unknown", reason: "foreign" }, "answer_signature"],
    [{ kind: "unknown", reason: "key_unreadable" }, "key_file"],
    [{ kind: "api", code: "NOT_ENOUGH", message: "" }, "balance"],
    [{ kind: "api", code: "NO_AUTH", message: "" }, "configuration"],
    [{ kind: "api", code: "SIGN_ERROR", message: "签名错误" }, "configuration"],
    [
      { kind: "api", code: "SIGN_ERROR", message: "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟" },
      "clock_skew",
    ],
  ] as const)("finds in %j: %s", (failure, kind) => expect(alertOf(failure)?.kind).toBe(kind));

  it.each([
    { kind: "unknown", reason: "timeout" },
    { kind: "unknown", reason: "server_error" },
    { kind: "unknown", reason: "signature_probe" },
    { kind: "api", code: "ORDER_NOT_EXIST", message: "" },
  ] as const)("finds nothing in %j: it happens, and mends itself", (failure) => expect(alertOf(failure)).toBeNull());

  it("tells a wrong clock from a forged message", () => {
    expect(alertOfNotification("signature_stale")?.kind).toBe("clock_skew");
    expect(alertOfNotification("undecipherable")?.kind).toBe("notification_signature");
    expect(alertOfNotification("signature_probe")).toBeNull();
  });
});
