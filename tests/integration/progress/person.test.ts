import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { recordLook } from "@/lib/domain/audit/commands";
import { personLines } from "@/app/admin/(desk)/registrations/[id]/person-lines";
import { kindsFor } from "@/lib/domain/progress/person-access";
import { personFile } from "@/lib/domain/progress/queries/person";
import { registrationList, registrationListSize } from "@/lib/domain/review/queries/registrations";
import { listFilterSchema, listStatuses } from "@/lib/domain/review/list-filter";
import { countByStatus } from "@/lib/domain/review/queries/queue";
import type { Scope } from "@/lib/domain/review/scope";
import {
  createAccount,
  createExamSession,
  createLoginSession,
  createRegistration,
  createStaff,
  newDocument,
} from "../../support/factories";
import { sentSms } from "../../support/sms";

const ofSchool = (name: string): Scope => ({ schools: [name], teachingPoints: [] });

describe("a person's page", () => {
  it("tells everything that happened to the registration and its account, and who did it", async () => {
    const account = await createAccount();
    const registration = await createRegistration({ status: "RETURNED", accountId: account.id });
    await createLoginSession({ accountId: account.id });
    const staff = await createStaff({ role: "AUDITOR", name: "闻人看过" });
    const now = new Date();
    await recordLook({
      staffId: staff.id,
      page: "/admin/reviews/[id]",
      subject: { kind: "registration", id: registration.id },
      whole: ["documentNumber"],
      now,
    });
    await db().smsMessage.create({
      data: { accountId: account.id, text: "请登录查看。", phoneMasked: "138****0000", ...sentSms(now) },
    });
    await db().paymentOrder.create({
      data: {
        registrationId: registration.id,
        outTradeNo: uuidv7(now).replaceAll("-", ""),
        channel: "NATIVE",
        status: "CLOSED",
        amountFen: 5000,
        createBody: {},
        timeExpire: now,
      },
    });
    const stranger = await createRegistration({ status: "SUBMITTED", examSessionId: registration.examSessionId });
    await recordLook({
      staffId: staff.id,
      page: "/admin/reviews/[id]",
      subject: { kind: "registration", id: stranger.id },
      now,
    });

    const person = await personFile(registration.id, "all", { whole: false });
    expect(person?.events.map(({ event }) => event)).toEqual(["submit", "sendBack"]);
    expect(person?.decisions).toHaveLength(1);
    expect(person?.orders).toHaveLength(1);
    expect(person?.account.messages.map(({ text }) => text)).toEqual(["请登录查看。"]);
    expect(person?.account.loginSessions).toHaveLength(1);
    expect(person?.audit.map(({ action }) => action)).toEqual(["registration.look"]);
    expect(person?.staffNames.get(staff.id)).toBe("闻人看过");
  });

  it("has the whole document number only where it was asked for, and never the phone", async () => {
    const account = await createAccount();
    const document = newDocument();
    const { id } = await createRegistration({ status: "SUBMITTED", accountId: account.id, document });
    const masked = await personFile(id, "all", { whole: false });
    expect(
      JSON.stringify({ ...masked, staffNames: null }, (_, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      ),
    ).not.toMatch(new RegExp(`${document}|${account.phone}`));
    expect((await personFile(id, "all", { whole: true }))?.documentNumber).toBe(document);
  });

  it("opens drafts and the cancelled too, each within the viewer's schools alone", async () => {
    const examSession = await createExamSession({
      schools: { create: ["甲校", "乙校"].map((name, index) => ({ name, position: index + 1 })) },
    });
    const schoolId = examSession.schools.find(({ name }) => name === "甲校")?.id ?? null;
    for (const status of ["DRAFT", "CANCELLED"] as const) {
      const { id } = await createRegistration({ status, examSessionId: examSession.id, schoolId });
      expect((await personFile(id, ofSchool("甲校"), { whole: false }))?.status).toBe(status);
      expect(await personFile(id, ofSchool("乙校"), { whole: true })).toBeNull();
    }
    // A draft without a school belongs to nobody's schools.
    const bare = await createRegistration({ bare: true, examSessionId: examSession.id });
    expect(await personFile(bare.id, ofSchool("甲校"), { whole: false })).toBeNull();
    expect(await personFile(bare.id, "all", { whole: false })).not.toBeNull();
  });

  it("names the account's other registrations within the viewer's schools", async () => {
    const account = await createAccount();
    const before = await createRegistration({ status: "PAID", accountId: account.id });
    const present = await createRegistration({ status: "SUBMITTED", accountId: account.id });
    const others = (await personFile(present.id, "all", { whole: false }))?.others;
    expect(others?.map(({ id }) => id)).toEqual([before.id]);
  });

  it("tells a waiver's reason to those who handle money alone", async () => {
    const { id } = await createRegistration({ status: "PAID" });
    const person = await personFile(id, "all", { whole: false });
    if (!person) throw new Error("no such person");
    const events = person.events.map((row) => (row.event === "confirmPayment" ? { ...row, reason: "家庭困难" } : row));
    const kinds = kindsFor(["REVIEWER"]);
    const told = personLines({ ...person, events }, new Date(), false).filter(({ kind }) => kinds.includes(kind));
    expect(told.map(({ text }) => text)).toContain("确认缴费");
    expect(JSON.stringify(told)).not.toContain("家庭困难");
  });

  it("shows money to whoever handles it, and logins and looks to the office and auditors", () => {
    expect(kindsFor(["REVIEWER"])).not.toContain("money");
    expect(kindsFor(["FINANCE"])).toContain("money");
    expect(kindsFor(["FINANCE"])).not.toContain("needs");
    for (const role of ["REVIEWER", "FINANCE"] as const) {
      expect(kindsFor([role])).not.toContain("logins");
      expect(kindsFor([role])).not.toContain("looks");
    }
    for (const role of ["ADMINISTRATOR", "EXAM_OFFICER", "AUDITOR"] as const)
      expect(kindsFor([role])).toEqual(["moves", "needs", "money", "sms", "logins", "looks"]);
  });
});

describe("the list of all registrations", () => {
  it("has every state, each counted as it is listed, and turns its pages both ways without a gap", async () => {
    const now = new Date();
    const examSession = await createExamSession({ now });
    const made: string[] = [];
    for (const status of ["DRAFT", "SUBMITTED", "RETURNED", "REFUSED", "APPROVED", "PAID", "CANCELLED"] as const)
      for (let count = 0; count < 2; count += 1)
        made.push((await createRegistration({ status, examSessionId: examSession.id })).id);
    const question = { examSessionId: examSession.id, scope: "all" as const, now };

    const counts = await countByStatus(examSession, "all", now);
    for (const status of listStatuses) {
      const filter = listFilterSchema.parse({ status });
      const { rows } = await registrationList({ ...question, filter, after: null, limit: 50, down: true });
      expect([status, rows.length]).toEqual([status, counts[status]]);
      expect(new Set(rows.map(({ shown }) => shown))).toEqual(new Set(rows.length > 0 ? [status] : []));
      expect(await registrationListSize({ ...question, filter }, 100)).toBe(counts[status]);
    }

    for (const down of [true, false]) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof registrationList>> = await registrationList({
          ...question,
          filter: listFilterSchema.parse({}),
          after,
          limit: 3,
          down,
        });
        seen.push(...page.rows.map(({ id }) => id));
        after = page.next;
      } while (after !== null);
      expect(seen).toEqual(down ? made.toReversed() : made);
    }
  });

  it("calls who was approved and did not pay in time lapsed, unless his time was extended", async () => {
    const now = new Date();
    const examSession = await createExamSession({ now });
    const late = new Date(examSession.paymentClosesAt.getTime() + 1000);
    const { id: staffId } = await createStaff();
    const [lapsed, longer] = [
      await createRegistration({ status: "APPROVED", examSessionId: examSession.id }),
      await createRegistration({ status: "APPROVED", examSessionId: examSession.id }),
    ];
    await db().stepOverride.create({
      data: {
        registrationId: longer.id,
        step: "PAYMENT",
        until: new Date(late.getTime() + 60_000),
        reason: "补缴",
        staffId,
      },
    });
    const shownAs = async (status: "APPROVED" | "LAPSED" | undefined) => {
      const filter = listFilterSchema.parse({ status });
      const { rows } = await registrationList({
        examSessionId: examSession.id,
        scope: "all",
        filter,
        now: late,
        after: null,
        limit: 9,
        down: false,
      });
      return rows.map(({ id, shown }) => [id, shown]);
    };
    expect(await shownAs("LAPSED")).toEqual([[lapsed.id, "LAPSED"]]);
    expect(await shownAs("APPROVED")).toEqual([[longer.id, "APPROVED"]]);
    expect(await shownAs(undefined)).toEqual([
      [lapsed.id, "LAPSED"],
      [longer.id, "APPROVED"],
    ]);
  });
});
