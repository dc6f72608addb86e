import { describe, expect, it } from "vitest";
import { searchPayments } from "@/lib/domain/payment/queries/desk";
import { readPaymentSearch } from "@/lib/domain/payment/search";
import { searchRegistrations } from "@/lib/domain/review/queries/search";
import { readSearch } from "@/lib/domain/review/search";
import { createExamSession, createRegistration } from "../../support/factories";

describe("a search by name", () => {
  it("takes signs to the letter that mean any character to the database", async () => {
    const { id: examSessionId } = await createExamSession();
    for (const name of ["张三", "李四", "欧阳娜娜"]) await createRegistration({ status: "PAID", examSessionId, name });
    const byReview = async (typed: string) => {
      const search = readSearch(typed);
      return search
        ? (await searchRegistrations({ examSessionId, search, scope: "all", now: new Date() })).map(({ name }) => name)
        : null;
    };
    const byFinance = async (typed: string) => {
      const search = readPaymentSearch(typed);
      return search ? (await searchPayments(search, new Date())).map(({ name }) => name) : null;
    };
    for (const typed of ["%", "_", "__", "\\", "％", "＿", "%%", "张%", "张_", "_三", "\\%", "%三", "欧%娜"]) {
      expect([typed, await byReview(typed), await byFinance(typed)]).toEqual([typed, [], []]);
    }
    for (const typed of ["", " ", "\u3000", "\u0000"]) {
      expect([typed, await byReview(typed), await byFinance(typed)]).toEqual([typed, null, null]);
    }
    expect(await byReview("阳娜")).toEqual(["欧阳娜娜"]);
    expect(await byFinance("三")).toEqual(["张三"]);
  });
});
