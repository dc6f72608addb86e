import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { approve } from "@/lib/domain/review/commands/approve";
import { type BulkOrder, runBulk, startBulk, stopBulk } from "@/lib/domain/review/commands/bulk";
import { claim } from "@/lib/domain/review/commands/claim";
import { exclusionReason } from "@/lib/domain/review/bulk-eligibility";
import { readFilter } from "@/lib/domain/review/queue-filter";
import { bulkCandidates, bulkReport, bulkRuns } from "@/lib/domain/review/queries/bulk";
import { createExamSession, createRegistration, createStaff } from "../../support/factories";

const checked = { checkedAt: new Date(), rosterState: "MATCHED" as const, findings: [] as string[] };

async function waiting(count: number) {
  const examSession = await createExamSession();
  const staff = await createStaff({ role: "REVIEWER" });
  const made = [];
  for (let index = 0; index < count; index++) {
    made.push(await createRegistration({ status: "SUBMITTED", examSessionId: examSession.id, ...checked }));
  }
  return { examSession, staff, made, now: new Date() };
}

type World = Awaited<ReturnType<typeof waiting>>;

const approveAll: BulkOrder = { action: "APPROVE" };

async function start({ examSession, staff, made, now }: World, order = approveAll) {
  const list = made.map(({ id, version }) => ({ id, version }));
  const started = await startBulk({ examSessionId: examSession.id, staff, order, list, now });
  if (!started.ok) throw new Error(started.error);
  return started.value.id;
}

async function runToEnd(bulkRunId: string) {
  while ((await runBulk({ bulkRunId, now: () => new Date() })) === "more");
}

const statuses = async ({ made }: World) => {
  const rows = await db().registration.findMany({
    where: { id: { in: made.map(({ id }) => id) } },
    select: { id: true, status: true },
  });
  return made.map(({ id }) => rows.find((row) => row.id === id)?.status);
};

describe("a bulk run", () => {
  it("decides each of its list once, in chunks, and reports every line", async () => {
    const world = await waiting(60);
    const id = await start(world);
    expect(await runBulk({ bulkRunId: id, now: () => new Date() })).toBe("more");
    const half = await bulkReport(id, world.staff);
    expect(half).toMatchObject({ total: 60, handled: 25, done: 25, finishedAt: null });
    await runToEnd(id);
    expect(new Set(await statuses(world))).toEqual(new Set(["APPROVED"]));
    const report = await bulkReport(id, world.staff);
    expect(report).toMatchObject({ total: 60, handled: 60, done: 60 });
    expect(report?.finishedAt).not.toBeNull();
    expect((await bulkRuns(world.examSession.id, world.staff))[0]).toMatchObject({ id, total: 60, done: 60 });
    expect(
      await db().reviewDecision.count({ where: { registrationId: { in: world.made.map((each) => each.id) } } }),
    ).toBe(60);
    // In bulk nobody opened anything: it has no time of its own.
    expect(await db().reviewDecision.count({ where: { staffId: world.staff.id, openedAt: { not: null } } })).toBe(0);
  });

  it("does nothing twice when two workers take the same job", async () => {
    const world = await waiting(20);
    const id = await start(world);
    await Promise.all([runToEnd(id), runToEnd(id), runToEnd(id)]);
    expect(
      await db().reviewDecision.count({ where: { registrationId: { in: world.made.map((each) => each.id) } } }),
    ).toBe(20);
    expect(await bulkReport(id, world.staff)).toMatchObject({ handled: 20, done: 20 });
  });

  it("leaves out what has changed since the list was confirmed, each with its reason", async () => {
    const world = await waiting(6);
    const [stale, claimed, decided, found, unmatched, fine] = world.made;
    if (!stale || !claimed || !decided || !found || !unmatched || !fine) throw new Error("not made");
    const id = await start(world);
    const other = await createStaff({ role: "REVIEWER" });
    await db().registration.update({ where: { id: stale.id }, data: { version: { increment: 1 } } });
    await claim({ registrationId: claimed.id, staff: other, now: new Date() });
    await approve({ registrationId: decided.id, version: decided.version, staff: other, now: new Date() });
    await db().registration.update({ where: { id: found.id }, data: { findings: ["same_picture"] } });
    await db().registration.update({ where: { id: unmatched.id }, data: { rosterState: "NEAR" } });
    await runToEnd(id);
    expect(await statuses(world)).toEqual(["SUBMITTED", "SUBMITTED", "APPROVED", "SUBMITTED", "SUBMITTED", "APPROVED"]);
    const outcomes = (await bulkReport(id, world.staff))?.items.map(({ outcome }) => outcome);
    const changed = "registration_not_in_expected_status";
    expect(outcomes).toEqual([changed, "claimed_by_colleague", changed, changed, changed, "done"]);
  });

  it("stops where it is told to, and leaves the rest alone", async () => {
    const world = await waiting(40);
    const id = await start(world);
    await runBulk({ bulkRunId: id, now: () => new Date() });
    const stranger = await createStaff({ role: "REVIEWER" });
    expect(await stopBulk({ id, staff: stranger, now: new Date() })).toEqual({ ok: false, error: "bulk_over" });
    expect((await stopBulk({ id, staff: world.staff, now: new Date() })).ok).toBe(true);
    await runToEnd(id);
    expect(await bulkReport(id, world.staff)).toMatchObject({ handled: 25, done: 25 });
    expect((await statuses(world)).filter((status) => status === "SUBMITTED")).toHaveLength(15);
    expect(await stopBulk({ id, staff: world.staff, now: new Date() })).toEqual({ ok: false, error: "bulk_over" });
  });

  it("ends when its maker is disabled", async () => {
    const world = await waiting(3);
    const id = await start(world);
    await db().staff.update({ where: { id: world.staff.id }, data: { disabledAt: new Date() } });
    await runToEnd(id);
    expect(new Set(await statuses(world))).toEqual(new Set(["SUBMITTED"]));
  });

  it("sends back with one reason, also what has findings", async () => {
    const world = await waiting(2);
    await db().registration.updateMany({
      where: { examSessionId: world.examSession.id },
      data: { findings: ["portrait_warning"] },
    });
    const id = await start(world, {
      action: "SEND_BACK",
      item: "PORTRAIT",
      reason: "登记照光线过暗或逆光，请重新采集。",
    });
    await runToEnd(id);
    expect(await statuses(world)).toEqual(["RETURNED", "RETURNED"]);
    const row = await db().registration.findFirstOrThrow({
      where: { id: world.made[0]?.id ?? "" },
      include: { decisions: { include: { items: true } } },
    });
    expect(row.reopenedItems).toEqual(["PORTRAIT"]);
    expect(row.decisions[0]?.items).toMatchObject([{ item: "PORTRAIT", reason: "登记照光线过暗或逆光，请重新采集。" }]);
  });

  it("is one at a time for each person, however often the button is pressed", async () => {
    const world = await waiting(2);
    const list = world.made.map(({ id, version }) => ({ id, version }));
    const press = () =>
      startBulk({ examSessionId: world.examSession.id, staff: world.staff, order: approveAll, list, now: world.now });
    const outcomes = await Promise.all(Array.from({ length: 5 }, press));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(
      await startBulk({
        examSessionId: world.examSession.id,
        staff: world.staff,
        order: approveAll,
        list: [],
        now: world.now,
      }),
    ).toEqual({
      ok: false,
      error: "bulk_list_empty",
    });
  });

  it("takes nobody into its list, and names nobody in its report, who lies outside its maker's schools", async () => {
    const world = await waiting(2);
    const stranger = await createRegistration({
      status: "SUBMITTED",
      examSessionId: world.examSession.id,
      schoolId: null,
      ...checked,
    });
    const school = world.examSession.schools[0]?.name ?? "";
    const limited = await createStaff({ role: "REVIEWER", allSchools: false, scopes: { create: [{ school }] } });
    const list = [...world.made, stranger].map(({ id, version }) => ({ id, version }));
    const given = { examSessionId: world.examSession.id, staff: limited, order: approveAll, now: world.now };
    expect(await startBulk({ ...given, list })).toEqual({ ok: false, error: "bulk_list_outdated" });
    const unknown = { id: "019a0000-0000-7000-8000-00000000dead", version: 1 };
    expect(await startBulk({ ...given, list: [unknown] })).toEqual({ ok: false, error: "bulk_list_outdated" });
    const started = await startBulk({ ...given, list: list.slice(0, 2) });
    if (!started.ok) throw new Error(started.error);
    expect((await bulkReport(started.value.id, limited))?.items).toHaveLength(2);
    await db().staffScope.deleteMany({ where: { staffId: limited.id } });
    expect((await bulkReport(started.value.id, limited))?.items).toEqual([]);
  });

  it("is seen by its maker and by those who oversee, not by another reviewer", async () => {
    const world = await waiting(1);
    const id = await start(world);
    expect(await bulkReport(id, await createStaff({ role: "REVIEWER" }))).toBeNull();
    expect(await bulkReport(id, await createStaff({ role: "AUDITOR" }))).not.toBeNull();
  });
});

describe("the list before a run", () => {
  it("names who is touched and who is left out and why, by filter and by hand", async () => {
    const { examSession, staff, made, now } = await waiting(3);
    const [fine, found, claimed] = made;
    if (!fine || !found || !claimed) throw new Error("not made");
    await db().registration.update({ where: { id: found.id }, data: { findings: ["sex_differs"] } });
    await claim({ registrationId: claimed.id, staff: await createStaff({ role: "REVIEWER" }), now });
    const approved = await createRegistration({ status: "APPROVED", examSessionId: examSession.id, ...checked });
    const question = {
      examSessionId: examSession.id,
      scope: "all",
      filter: readFilter(""),
      staffId: staff.id,
      now,
      stage: "SUBMITTED",
    } as const;
    const byId = async (action: "APPROVE" | "SEND_BACK", picked: string[] | null) => {
      const { rows } = await bulkCandidates({ ...question, action, picked });
      return Object.fromEntries(rows.map((row) => [row.id, row.leftOut]));
    };
    expect(await byId("APPROVE", null)).toEqual({
      [fine.id]: null,
      [found.id]: "bulk_has_findings",
      [claimed.id]: "bulk_claimed",
    });
    expect(await byId("SEND_BACK", null)).toEqual({ [fine.id]: null, [found.id]: null, [claimed.id]: "bulk_claimed" });
    expect(await byId("APPROVE", [approved.id, fine.id])).toEqual({
      [fine.id]: null,
      [approved.id]: "bulk_not_waiting",
    });
  });

  it.each([
    [{}, null],
    [{ status: "PRE_APPROVED" }, "bulk_other_stage"],
    [{ status: "PAID" }, "bulk_not_waiting"],
    [{ claimed: true }, "bulk_claimed"],
    [{ checkedAt: null }, "bulk_not_checked"],
    [{ findings: ["portrait_warning"] }, "bulk_has_findings"],
    [{ rosterState: "NOT_COMPARED" }, "bulk_no_roster_match"],
    [{ rosterState: "NEAR" }, "bulk_no_roster_match"],
  ] as const)("approves only what was pre-checked: %j", (changed, why) => {
    const plain = {
      status: "SUBMITTED",
      stage: "SUBMITTED",
      claimed: false,
      checkedAt: new Date(),
      findings: [],
      rosterState: "MATCHED",
    } as const;
    expect(exclusionReason("APPROVE", { ...plain, ...changed })).toBe(why);
  });
});
