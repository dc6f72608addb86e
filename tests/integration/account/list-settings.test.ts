import { expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { deleteView, saveListSetting, saveView } from "@/lib/domain/account/commands/list-settings";
import { MAX_VIEWS_OF_A_LIST } from "@/lib/domain/account/list-settings";
import { listSettings } from "@/lib/domain/account/queries";
import { recordExport } from "@/lib/domain/audit/commands";
import { createStaff } from "@/tests/support/factories";

const now = new Date();
const view = { list: "orders", name: "待退款", query: "status=SURPLUS", shared: false } as const;

it("remembers a list's look for one member of staff and one list", async () => {
  const [one, other] = [await createStaff({ role: "FINANCE" }), await createStaff({ role: "FINANCE" })];
  await saveListSetting(one.id, { list: "orders", columns: ["amount", "state"], pageSize: 100, standard: true });
  await saveListSetting(one.id, { list: "orders", columns: ["state"], pageSize: 25, standard: true });
  expect(await listSettings(one, "orders")).toMatchObject({ columns: ["state"], pageSize: 25, standard: true });
  const own = { columns: [], pageSize: 50, standard: false, own: [], shared: [], deletesShared: false };
  expect(await listSettings(one, "reviews")).toEqual(own);
  expect(await listSettings(other, "orders")).toEqual(own);
});

it("shows a view to its owner, a shared one to colleagues too, and lets only its owner delete it", async () => {
  const [one, other] = [await createStaff({ role: "FINANCE" }), await createStaff({ role: "FINANCE" })];
  await saveView(one.id, view, now);
  await saveView(one.id, { ...view, name: "大家的", shared: true }, now);
  const names = async (who: typeof one) => {
    const { own, shared } = await listSettings(who, "orders");
    const mine = shared.filter(({ staff }) => staff.id === one.id || staff.id === other.id);
    return [own.map(({ name }) => name).toSorted(), mine.map(({ name }) => name)];
  };
  expect(await names(one)).toEqual([["大家的", "待退款"].toSorted(), []]);
  expect(await names(other)).toEqual([[], ["大家的"]]);

  const { id } = await db().savedView.findFirstOrThrow({ where: { staffId: one.id, name: "大家的" } });
  await deleteView(other, { list: "orders", id }, now);
  expect(await names(other)).toEqual([[], ["大家的"]]);
  await deleteView(one, { list: "orders", id }, now);
  expect(await names(other)).toEqual([[], []]);
});

it("lets an administrator delete any shared view, on record, and no view that is not shared", async () => {
  const [one, administrator] = [await createStaff({ role: "FINANCE" }), await createStaff({ role: "ADMINISTRATOR" })];
  await saveView(one.id, view, now);
  await saveView(one.id, { ...view, name: "大家的", shared: true }, now);
  const own = await db().savedView.findMany({ where: { staffId: one.id }, orderBy: { shared: "asc" } });
  expect(await listSettings(administrator, "orders")).toMatchObject({ deletesShared: true });
  for (const { id, list } of own) await deleteView(administrator, { list: list as "orders", id }, now);
  expect((await listSettings(one, "orders")).own.map(({ name }) => name)).toEqual(["待退款"]);
  const written = await db().auditEntry.findMany({ where: { actorId: administrator.id } });
  expect(written).toMatchObject([
    { action: "saved_view.delete", subjectId: own[1]?.id, detail: { list: "orders", owner: one.id } },
  ]);
});

it("hides the shared views of who was disabled, and shows them again with him", async () => {
  const [one, other] = [await createStaff({ role: "FINANCE" }), await createStaff({ role: "FINANCE" })];
  await saveView(one.id, { ...view, name: "大家的", shared: true }, now);
  const seen = async () =>
    (await listSettings(other, "orders")).shared.filter(({ staff }) => staff.id === one.id).length;
  expect(await seen()).toBe(1);
  await db().staff.update({ where: { id: one.id }, data: { disabledAt: now } });
  expect(await seen()).toBe(0);
  await db().staff.update({ where: { id: one.id }, data: { disabledAt: null } });
  expect(await seen()).toBe(1);
});

it("replaces a view of the same name, and keeps no more of a list than a person can tell apart", async () => {
  const staff = await createStaff({ role: "FINANCE" });
  const { id } = staff;
  for (let index = 0; index < MAX_VIEWS_OF_A_LIST; index += 1) {
    expect((await saveView(id, { ...view, name: `视图${index}` }, now)).ok).toBe(true);
  }
  expect(await saveView(id, view, now)).toMatchObject({ ok: false, error: "too_many_views" });
  expect((await saveView(id, { ...view, name: "视图0", query: "status=OPEN" }, now)).ok).toBe(true);
  const { own } = await listSettings(staff, "orders");
  expect(own).toHaveLength(MAX_VIEWS_OF_A_LIST);
  expect(own.find(({ name }) => name === "视图0")?.query).toBe("status=OPEN");
});

it("puts an export on record: who, how filtered, how many, and whose rows", async () => {
  const { id } = await createStaff();
  const rows = Array.from({ length: 220 }, () => crypto.randomUUID());
  await recordExport({ staffId: id, among: "payment_order", query: "status=OPEN", rows, now });
  const [entry] = await db().auditEntry.findMany({ where: { actorId: id } });
  expect(entry).toMatchObject({
    action: "payment_order.export",
    detail: { query: "status=OPEN", count: 220, listed: rows.slice(0, 200) },
  });
});
