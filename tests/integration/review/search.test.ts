import { describe, expect, it } from "vitest";
import { indexPhoneEnds } from "@/lib/cli/index-phone-ends";
import { ok } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { createAccount as createNewAccount } from "@/lib/domain/account/commands/create-account";
import { movePhone } from "@/lib/domain/account/commands/move-phone";
import { takeStaffSearch } from "@/lib/domain/account/commands/take-staff-search";
import { searchPayments } from "@/lib/domain/payment/queries/desk";
import { readPaymentSearch } from "@/lib/domain/payment/search";
import { searchRegistrations } from "@/lib/domain/review/queries/search";
import { readSearch } from "@/lib/domain/review/search";
import { db } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { maskDocument } from "@/lib/core/identity-number";
import type { Scope } from "@/lib/domain/review/scope";
import { createAccount, createExamSession, createRegistration } from "../../support/factories";

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

describe("a search by the end of a number", () => {
  async function world() {
    const examSession = await createExamSession({
      schools: { create: ["甲校", "乙校"].map((name, index) => ({ name, position: index + 1 })) },
    });
    const school = (name: string) => examSession.schools.find((one) => one.name === name)?.id ?? null;
    const person = async (name: string, phone: string, document: string, number: string, change: object = {}) => {
      const id = uuidv7(new Date());
      const account = await createAccount({ phone });
      await createRegistration({
        id,
        status: "PAID",
        examSessionId: examSession.id,
        accountId: account.id,
        name,
        schoolId: school("甲校"),
        teachingPointId: null,
        ...change,
      });
      await db().registration.update({
        where: { id },
        data: {
          documentEncrypted: encryptColumn("registration.document_encrypted", id, document),
          documentMasked: maskDocument(document),
          registrationNumber: number,
        },
      });
      return id;
    };
    const byReview = async (typed: string, scope: Scope = "all") => {
      const search = readSearch(typed);
      if (!search) return null;
      const rows = await searchRegistrations({ examSessionId: examSession.id, search, scope, now: new Date() });
      return rows.map(({ name }) => name).toSorted((a, b) => (a ?? "").localeCompare(b ?? ""));
    };
    return { examSession, school, person, byReview };
  }

  it("finds phones, documents of every length and 报名号, and compares what is typed beyond the last four", async () => {
    const { person, byReview, school } = await world();
    await person("甲", "13900007731", "420101199001017719", "202611012026110109000007701".slice(3));
    await person("乙", "13800027731", "420101199001010023", "202611012026110109000017702".slice(3));
    // A permit of eight digits shows two of them when masked.
    await person("丙", "13700000001", "01237731", "202611012026110109000027703".slice(3), { schoolId: school("乙校") });
    await person("丁", "13700000002", "42010119900101553X", "202611012026110109000037731".slice(3));
    expect(await byReview("7731")).toEqual(["丁", "丙", "乙", "甲"].toSorted());
    expect(await byReview("00007731")).toEqual(["甲"]);
    expect(await byReview("00027731")).toEqual(["乙"]);
    // Five to seven digits are no end: with them a masked number could be read digit by digit.
    for (const end of ["07731", "007731", "0007731", "27731"]) expect(await byReview(end)).toEqual([]);
    expect(await byReview("0123 7731")).toEqual(["丙"]);
    expect(await byReview("553x")).toEqual(["丁"]);
    expect(await byReview("7732")).toEqual([]);
    // A reviewer finds nobody of another school, by whatever end.
    expect(await byReview("7731", { schools: ["乙校"], teachingPoints: [] })).toEqual(["丙"]);
    expect(await byReview("7731", { schools: [], teachingPoints: [] })).toEqual([]);
    const search = readPaymentSearch("00027731");
    expect(search && (await searchPayments(search, new Date())).map(({ name }) => name)).toEqual(["乙"]);
  });

  it("finds a 学号 and, once cards are published, a 准考证号", async () => {
    const { examSession, person, byReview } = await world();
    const id = await person("戊", "13700000003", "420101199001010041", "202611012026110109000047704".slice(3), {
      studentNumber: "202300067",
    });
    const room = await db().room.create({
      data: { examSessionId: examSession.id, number: 1, place: "A101", capacity: 30, numberedSeats: 1 },
    });
    await db().seat.create({
      data: {
        examSessionId: examSession.id,
        roomId: room.id,
        number: 1,
        registrationId: id,
        admitCardNumber: "10496262100101",
      },
    });
    expect(await byReview("202300067")).toEqual(["戊"]);
    expect(await byReview("20230006")).toEqual([]);
    expect(await byReview("10496262100101")).toEqual([]);
    await db().examSession.update({ where: { id: examSession.id }, data: { cardsPublishedAt: new Date() } });
    expect(await byReview("10496262100101")).toEqual(["戊"]);
  });

  it("does not find a phone that its account has lost, and finds those of before the index once they have it", async () => {
    const { person, byReview } = await world();
    const id = await person("己", "13600004488", "420101199001010061", "202611012026110109000057705".slice(3));
    const { accountId } = await db().registration.findUniqueOrThrow({ where: { id } });
    await db().account.update({ where: { id: accountId }, data: { phoneEndIndex: null } });
    expect(await byReview("4488")).toEqual([]);
    expect(await indexPhoneEnds()).toBe(1);
    expect(await byReview("4488")).toEqual(["己"]);
    expect(await indexPhoneEnds()).toBe(0);
    const phone = "13600004499";
    const move = { accountId, phone, passwordHash: "none", staffId: uuidv7(new Date()), now: new Date() };
    await transact(async (tx) => ok(await movePhone(tx, move)));
    expect(await byReview("4488")).toEqual([]);
    expect(await byReview("4499")).toEqual(["己"]);
    // A new account takes the number over: the old one must not be found by it any more.
    await transact(async (tx) =>
      ok(await createNewAccount(tx, { phone, passwordHash: "none", notMine: true, now: new Date() })),
    );
    expect(await byReview("4499")).toEqual([]);
  });
});

describe("the limit of searches", () => {
  it("holds for one member of staff alone", async () => {
    const [busy, calm] = [uuidv7(new Date()), uuidv7(new Date())];
    const taken = await Promise.all(Array.from({ length: 301 }, () => takeStaffSearch(busy)));
    expect(taken.filter(Boolean)).toHaveLength(300);
    expect(await takeStaffSearch(calm)).toBe(true);
  });
});
