import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AccommodationState, RegistrationStatus } from "@/lib/adapter/db/enums";
import {
  accommodationKinds,
  accommodationOutcomes,
  askRefusal,
  joinPosted,
  readRequest,
  requestError,
  stateAfterSubmit,
  verdictRefusal,
  withConsent,
  writeRequest,
} from "@/lib/domain/registration/accommodation";

const handedIn = ["SUBMITTED", "RETURNED", "PRE_APPROVED", "APPROVED", "PAID"];

describe("the field's text", () => {
  const words = fc
    .string({ maxLength: 60 })
    .map((text) => text.replace(/[\r\n#]/g, "").trim())
    .filter((text) => text !== "");

  it("keeps ticks, words and consent", () => {
    fc.assert(
      fc.property(
        fc.subarray([...accommodationKinds], { minLength: 1 }),
        words,
        fc.boolean(),
        (kinds, text, agreed) => {
          const request = { kinds, words: text, agreed };
          expect(readRequest(writeRequest(request))).toEqual(request);
        },
      ),
    );
  });

  it("is empty when nothing is asked, whatever is ticked as consent", () => {
    expect(writeRequest({ kinds: [], words: "", agreed: true })).toBe("");
    expect(readRequest("#AGREED")).toEqual({ kinds: [], words: "", agreed: true });
  });

  it("reads words without ticks, as they were stored before, as 其他", () => {
    expect(readRequest("需要轮椅通道")).toEqual({ kinds: ["OTHER"], words: "需要轮椅通道", agreed: false });
  });

  it("joins what a form posts, in any order of its controls", () => {
    expect(readRequest(joinPosted(["#EXTRA_TIME", "两行\r\n说明", "#AGREED", ""]))).toEqual({
      kinds: ["EXTRA_TIME"],
      words: "两行\n说明",
      agreed: true,
    });
  });
});

describe("requestError", () => {
  const request = { kinds: ["EXTRA_TIME" as const], words: "", agreed: true };

  it.each([
    [{ kinds: [], words: "", agreed: false }, null],
    [{ kinds: [], words: "", agreed: true }, null],
    [request, null],
    [{ ...request, agreed: false }, "accommodation_consent_required"],
    [{ ...request, kinds: ["OTHER" as const] }, "accommodation_words_required"],
    [{ ...request, words: "需".repeat(500) }, null],
    [{ ...request, words: "需".repeat(501) }, "accommodation_too_long"],
  ])("%j: %s", (given, error) => {
    expect(requestError(given)).toBe(error);
  });

  it("asks for no consent to what was filed before and cannot be changed now", () => {
    expect(requestError(readRequest(withConsent("需要轮椅通道")))).toBeNull();
    expect(withConsent("")).toBe("");
  });
});

describe("asking after the registration was handed in", () => {
  it.each(Object.values(RegistrationStatus))("%s", (status) => {
    expect(askRefusal({ status, seatsFrozen: false })).toBe(
      handedIn.includes(status) ? null : "accommodation_not_open",
    );
    expect(askRefusal({ status, seatsFrozen: true })).toBe(
      handedIn.includes(status) ? "accommodation_seats_drawn" : "accommodation_not_open",
    );
  });
});

describe("verdictRefusal", () => {
  const pairs = Object.values(RegistrationStatus).flatMap((status) =>
    Object.values(AccommodationState).flatMap((state) =>
      accommodationOutcomes.map((outcome) => ({ status, state, outcome })),
    ),
  );

  it.each(pairs)("$status, $state → $outcome, with reason and kinds", ({ status, state, outcome }) => {
    const open = handedIn.includes(status) && state !== "WITHDRAWN";
    expect(verdictRefusal({ status, state }, { outcome, kinds: ["EXTRA_TIME"], reason: "材料齐全" })).toBe(
      open ? null : "accommodation_not_open",
    );
  });

  it.each([
    ["ASKED", "GRANTED", [], "理由", "accommodation_kind_required"],
    ["ASKED", "GRANTED", ["EXTRA_TIME"], "", null],
    ["ASKED", "REFUSED", [], "", "accommodation_reason_required"],
    ["ASKED", "MORE_PROOF", [], "", "accommodation_reason_required"],
    ["MORE_PROOF", "GRANTED", ["EXTRA_TIME"], "", null],
    ["GRANTED", "GRANTED", ["LARGE_PRINT"], "", "accommodation_change_needs_reason"],
    ["REFUSED", "GRANTED", ["LARGE_PRINT"], "", "accommodation_change_needs_reason"],
    ["REFUSED", "GRANTED", ["LARGE_PRINT"], "补交了证明", null],
  ] as const)("%s → %s of %j because of %j: %s", (state, outcome, kinds, reason, refusal) => {
    expect(verdictRefusal({ status: "SUBMITTED", state }, { outcome, kinds, reason })).toBe(refusal);
  });
});

describe("stateAfterSubmit", () => {
  it.each([
    [null, true, false, "ASKED"],
    [null, false, false, null],
    ["ASKED", true, true, null],
    ["GRANTED", true, true, null],
    ["REFUSED", true, true, null],
    ["GRANTED", true, false, "ASKED"],
    ["MORE_PROOF", true, false, "ASKED"],
    ["GRANTED", false, false, "WITHDRAWN"],
    ["WITHDRAWN", false, false, null],
    ["WITHDRAWN", true, true, "ASKED"],
  ] as const)("%s, asks %s, same %s: %s", (state, asks, same, after) => {
    expect(stateAfterSubmit(state, { asks, same })).toBe(after);
  });
});
