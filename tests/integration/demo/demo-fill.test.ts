import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { passwordMatches } from "@/lib/adapter/crypto/password";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { demoFillCommand, type Filled, fillRegistrations } from "@/lib/demo/fill";
import { demoPassword } from "@/lib/demo/staff";
import { changesBetween, type Submitted } from "@/lib/domain/registration/submission";
import { transitions } from "@/lib/domain/registration/status";
import { recheck } from "@/lib/domain/review/commands/recheck";
import { readEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { createExamSession, createStaff } from "../../support/factories";

const now = new Date();
const PICTURED = 60;
const PLAIN = 540;

let examSessionId: string;
const all = () =>
  db().registration.findMany({
    where: { examSessionId },
    include: {
      account: true,
      files: true,
      events: { orderBy: { version: "asc" } },
      decisions: { include: { items: true } },
      orders: true,
      submitted: { orderBy: { version: "asc" } },
    },
  });
type Row = Awaited<ReturnType<typeof all>>[number];
let rows: Row[];
let filled: Filled[];

beforeAll(async () => {
  examSessionId = (await createExamSession({ now })).id;
  await createStaff({ role: "REVIEWER", allSchools: true });
  await createStaff({ role: "EXAM_OFFICER" });
  const fill = (count: number, pictures: boolean) => fillRegistrations({ count, now, pictures, examSessionId });
  // A second run adds as many more; that nobody collides is for the database's unique indexes to say.
  filled = [await fill(PICTURED, true), await fill(PLAIN, false)];
  rows = await all();
}, 120_000);

const of = (...statuses: Row["status"][]) => rows.filter(({ status }) => statuses.includes(status));

describe("a filled session", () => {
  it("holds everybody, in every state but the one of a second opinion, at four schools", async () => {
    expect(filled).toMatchObject([
      { made: PICTURED, pictured: PICTURED },
      { made: PLAIN, pictured: 0 },
    ]);
    expect(rows).toHaveLength(PICTURED + PLAIN);
    expect(new Set(rows.map(({ status }) => status))).toEqual(
      new Set(["DRAFT", "SUBMITTED", "RETURNED", "REFUSED", "APPROVED", "PAID", "CANCELLED"]),
    );
    expect(new Set(rows.flatMap(({ schoolId }) => schoolId ?? [])).size).toBe(4);
    expect(await passwordMatches(rows[0]?.account.passwordHash ?? null, demoPassword)).toBe(true);
  });

  it("has pre-approved people where the session asks for two stages, by two people", async () => {
    const twice = await createExamSession({ now, twoStageReview: true });
    await fillRegistrations({ count: 200, now, pictures: false, examSessionId: twice.id });
    const preApproved = await db().registration.findMany({
      where: { examSessionId: twice.id, status: "PRE_APPROVED" },
      include: { decisions: true },
    });
    expect(preApproved.length).toBeGreaterThan(0);
    for (const { decisions } of preApproved) expect(decisions.some(({ kind }) => kind === "PRE_APPROVE")).toBe(true);
    const approved = await db().registration.findMany({
      where: { examSessionId: twice.id, status: "APPROVED" },
      include: { decisions: true },
    });
    for (const { decisions } of approved) {
      const [first, second] = [
        decisions.find(({ kind }) => kind === "PRE_APPROVE"),
        decisions.find(({ kind }) => kind === "APPROVE"),
      ];
      expect(first && second && first.staffId !== second.staffId).toBe(true);
    }
  });

  it("moved everybody along the table of statuses, one version after the other", () => {
    for (const { events, status, version, submissions } of rows) {
      let from: string = "DRAFT";
      for (const event of events) {
        const name = event.event as keyof typeof transitions;
        expect(event.fromStatus).toBe(from);
        expect(transitions[name].from).toContain(from);
        expect(event.toStatus).toBe(transitions[name].to);
        from = event.toStatus;
      }
      expect(from).toBe(status);
      expect(events.map(({ at }) => at.getTime())).toEqual(events.map(({ at }) => at.getTime()).sort((a, b) => a - b));
      expect(events.every(({ at }) => at <= now)).toBe(true);
      expect(events.filter(({ event }) => event === "submit")).toHaveLength(submissions);
      expect(version).toBe(events.at(-1)?.version ?? version);
    }
  });

  it("gave each the decision, the payment, the number and the binding that his state presumes", () => {
    for (const row of of("SUBMITTED", "RETURNED", "REFUSED", "APPROVED", "PAID", "CANCELLED")) {
      expect(row.registrationNumber).toMatch(/^\d{24}$/);
      expect(
        row.submittedAt && row.checkedAt && row.noticeConfirmedAt && row.detailsSavedAt && row.faceConsentAt,
      ).toBeTruthy();
      expect(row.category?.endsWith("GRADUATING")).toBe(row.graduationMonth !== null);
    }
    for (const row of of("PAID", "CANCELLED")) {
      expect(row.orders).toMatchObject([{ status: "SUCCEEDED", amountFen: 5000, successTime: row.paidAt }]);
    }
    for (const row of of("APPROVED", "PAID", "CANCELLED")) {
      expect(row.account.documentIndex).toBe(row.documentIndex);
      expect(row.name).not.toContain("〓");
      expect(row.decisions.some(({ kind, boundDocument }) => kind === "APPROVE" && boundDocument)).toBe(true);
    }
    for (const row of of("RETURNED")) {
      const [decision] = row.decisions;
      expect(decision?.items.map(({ item }) => item).sort()).toEqual([...row.reopenedItems].sort());
      expect(decision?.items.every(({ reason, cannedReasonId }) => reason && cannedReasonId)).toBe(true);
    }
    for (const row of of("REFUSED"))
      expect(row.decisions.map(({ kind, reason }) => [kind, reason !== null])).toEqual([["REFUSE", true]]);
    for (const row of of("SUBMITTED", "DRAFT")) expect(row.account.documentIndex).toBeNull();
  });

  it("gave back all that a cancelled person had paid, and nothing else", async () => {
    const cancelled = new Set(of("CANCELLED").map(({ id }) => id));
    const sums = await db().ledgerEntry.groupBy({
      by: ["registrationId"],
      where: { registration: { examSessionId } },
      _sum: { amountFen: true },
    });
    expect(sums).toHaveLength(of("PAID", "CANCELLED").length);
    for (const { registrationId, _sum } of sums)
      expect(_sum.amountFen).toBe(cancelled.has(registrationId ?? "") ? 0 : 5000);
    expect(
      await db().refund.count({
        where: { status: "SUCCEEDED", charge: { registration: { examSessionId } }, request: { totalFen: 5000 } },
      }),
    ).toBe(cancelled.size);
  });

  it("kept what was handed in, and what changed the second time", () => {
    expect(rows.filter(({ submissions }) => submissions === 2).length).toBeGreaterThan(0);
    for (const row of rows) {
      const [first, second, ...more] = row.submitted.map(
        ({ id, contentEncrypted }) =>
          JSON.parse(decryptColumn("submission.content_encrypted", id, contentEncrypted)) as Submitted,
      );
      expect(more).toEqual([]);
      const last = second ?? first;
      expect(row.submissions).toBe(row.submitted.length);
      expect(last?.fields ?? row).toMatchObject({ name: row.name, studentNumber: row.studentNumber });
      const live = row.files.filter(({ removedAt }) => !removedAt).map(({ id }) => id);
      expect(last?.files.map(({ id }) => id) ?? live.sort()).toEqual(live.sort());

      // Nobody changes what was not sent back, and of that everything. Without pictures an upload shows no change.
      const returned = row.decisions.flatMap(({ items }) => items.map(({ item }) => item));
      const visible = returned.filter((item) => row.files.length > 0 || item === "name" || item === "studentNumber");
      const changed = first && second ? changesBetween(first, second).map(({ item }) => item as string) : visible;
      expect(changed.sort()).toEqual(visible.sort());
    }
  });

  it("put every picture into the store: a JPEG of its size, the portrait 480×640", async () => {
    const files = rows.flatMap((row) => row.files);
    expect(files.length).toBeGreaterThan(3 * PICTURED);
    for (const file of files) {
      const bytes = await readEncryptedFile(file.storageKey);
      expect(bytes).toHaveLength(file.size);
      const { format, width, height } = await sharp(bytes).metadata();
      const size = file.kind === "PORTRAIT" ? { width: 480, height: 640 } : { width: file.width, height: file.height };
      expect({ format, width, height }).toEqual({ format: "jpeg", ...size });
      expect(bytes.length).toBeLessThan(60_000);
    }
    const complete = rows.filter(({ files, submittedAt }) => files.length && submittedAt);
    for (const row of complete)
      expect(
        row.files
          .filter(({ removedAt }) => !removedAt)
          .map(({ kind }) => kind)
          .sort(),
      ).toEqual(["ID_BACK", "ID_FRONT", "PORTRAIT", "PROOF"]);
  });

  it("tells the findings that the check itself would", async () => {
    const before = of("SUBMITTED").map(({ id, findings, rosterState }) => ({ id, findings, rosterState }));
    await recheck({ target: { examSessionId }, now });
    const after = await db().registration.findMany({
      where: { id: { in: before.map(({ id }) => id) } },
      select: { id: true, findings: true, rosterState: true },
    });
    expect(after).toEqual(expect.arrayContaining(before));
  });
});

describe("npm run demo:fill", () => {
  it.each([[[]], [["0"]], [["-5"]], [["200001"]], [["5000.5"]], [["viele"]], [["10", "20"]]])(
    "refuses %j in words",
    async (words) => {
      expect(await demoFillCommand(words, now)).toEqual({
        ok: false,
        problem: "请给出 1 到 200000 之间的人数。(A number from 1 to 200000.)",
      });
    },
  );
});
