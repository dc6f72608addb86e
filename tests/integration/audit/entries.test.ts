import { describe, expect, it } from "vitest";
import { recordAudit } from "@/lib/domain/audit/commands";
import { type AuditFilter, auditFilterSchema } from "@/lib/domain/audit/filter";
import { auditEntries } from "@/lib/domain/audit/queries";
import { db } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { createStaff } from "../../support/factories";

const record = (actorId: string, subjectId: string, action: string, now: Date) =>
  recordAudit(db(), {
    actor: { kind: "STAFF", id: actorId },
    action,
    subject: { kind: "registration", id: subjectId },
    now,
  });

const actionsOf = async (filter: AuditFilter) =>
  (await auditEntries({ filter, limit: 50 })).entries.map(({ action }) => action);

describe("the audit log", () => {
  it("lists newest first, and its pages hold every row once", async () => {
    const [{ id: actor }, now] = [await createStaff(), new Date()];
    const actions = ["a.one", "a.two", "a.three", "a.four", "a.five"];
    for (const action of actions) await record(actor, uuidv7(now), action, now);
    const seen: string[] = [];
    let after: bigint | undefined;
    for (let page = 0; page < 3; page += 1) {
      const { entries, next } = await auditEntries({ filter: { actor }, after, limit: 2 });
      seen.push(...entries.map(({ action }) => action));
      expect(next === null).toBe(page === 2);
      after = next === null ? undefined : BigInt(next);
    }
    expect(seen).toEqual(actions.toReversed());
  });

  it("is narrowed by who, what, whom and when", async () => {
    const [one, other] = [await createStaff(), await createStaff()];
    const [anna, bert] = [uuidv7(new Date()), uuidv7(new Date())];
    // 2031-03-02 in Shanghai begins at 16:00 UTC of the day before.
    const midnight = new Date("2031-03-01T16:00:00.000Z");
    const at = (ms: number) => new Date(midnight.getTime() + ms);
    await record(one.id, anna, "filter.before", at(-1));
    await record(one.id, anna, "filter.first", at(0));
    await record(other.id, anna, "filter.last", at(24 * 3_600_000 - 1));
    await record(other.id, bert, "filter.after", at(24 * 3_600_000));
    expect(await actionsOf({ subject: anna })).toEqual(["filter.last", "filter.first", "filter.before"]);
    expect(await actionsOf({ kind: "registration", subject: bert })).toEqual(["filter.after"]);
    expect(await actionsOf({ kind: "staff", subject: bert })).toEqual([]);
    expect(await actionsOf({ subject: anna, actor: one.id })).toEqual(["filter.first", "filter.before"]);
    expect(await actionsOf({ actor: other.id })).toEqual(["filter.after", "filter.last"]);
    expect(await actionsOf({ day: "2031-03-02" })).toEqual(["filter.last", "filter.first"]);
    expect(await actionsOf({ action: "filter.after" })).toEqual(["filter.after"]);
    expect(await actionsOf({ actor: "CANDIDATE", subject: anna })).toEqual([]);
    expect(await actionsOf({ actor: "STAFF", subject: bert })).toEqual(["filter.after"]);
  });

  it("reads nothing from an address that makes no sense", () => {
    expect(auditFilterSchema.parse({ actor: "root", action: "x'; --", subject: "1", day: "2026-02-30" })).toEqual({});
    expect(auditFilterSchema.parse({ actor: "", action: "", day: "" })).toEqual({});
  });
});
