import { describe, expect, it } from "vitest";
import { signInStaff } from "@/lib/domain/account/commands/sign-in-staff";
import { recordLook, recordSearch } from "@/lib/domain/audit/commands";
import { db } from "@/lib/adapter/db/client";
import { createStaff, newDocument, newPhone, testPassword } from "../../support/factories";

const MINUTE = 60_000;
const rowsOf = (actorId: string) =>
  db().auditEntry.findMany({
    where: { actorId },
    orderBy: { id: "asc" },
    select: { action: true, subjectKind: true, subjectId: true, detail: true },
  });

describe("a look of staff", () => {
  it("leaves a row with who, whose and where; a page that loads itself anew leaves one in ten minutes", async () => {
    const [{ id: staffId }, { id: other }, { id: subjectId }] = [
      await createStaff(),
      await createStaff(),
      await createStaff(),
    ];
    const now = new Date();
    const look = { staffId, page: "/admin/reviews/[id]", subject: { kind: "registration", id: subjectId } };
    const at = (ms: number) => recordLook({ ...look, now: new Date(now.getTime() + ms) });
    await at(0);
    await at(3000);
    await at(10 * MINUTE - 1);
    expect(await rowsOf(staffId)).toEqual([
      { action: "registration.look", subjectKind: "registration", subjectId, detail: { page: "/admin/reviews/[id]" } },
    ]);
    await at(10 * MINUTE);
    expect(await rowsOf(staffId)).toHaveLength(2);
    // Somebody else, another page, another person: looks of their own.
    await recordLook({ ...look, staffId: other, now });
    await recordLook({ ...look, page: "/admin/reviews/[id]/refuse", now });
    await recordLook({ ...look, subject: { kind: "registration", id: other }, now });
    expect(await rowsOf(staffId)).toHaveLength(4);
    expect(await rowsOf(other)).toHaveLength(1);
  });

  it("at a list names whom it showed, two hundred at most, and is another look when it shows others", async () => {
    const { id: staffId } = await createStaff();
    const now = new Date();
    const look = { staffId, page: "/admin/reviews", subject: { kind: "exam_session" }, now };
    const ids = Array.from({ length: 201 }, (_, index) => String(index));
    await recordLook({ ...look, listed: ids });
    await recordLook({ ...look, listed: ids });
    await recordLook({ ...look, listed: ["7"] });
    expect(await rowsOf(staffId)).toMatchObject([
      { subjectId: null, detail: { count: 201, listed: ids.slice(0, 200) } },
      { subjectId: null, detail: { count: 1, listed: ["7"] } },
    ]);
  });

  it("that is a search leaves a row, with what was found and never what was typed", async () => {
    const { id: staffId } = await createStaff();
    const now = new Date();
    const searches = [
      { kind: "phone", value: newPhone() },
      { kind: "document", value: newDocument() },
      { kind: "name", value: "欧阳娜娜" },
    ];
    const later = new Date(now.getTime() + 10 * 60_000);
    for (const at of [now, later])
      for (const search of searches)
        await recordSearch({ staffId, among: "registration", search, found: ["a", "b"], now: at });
    const rows = await rowsOf(staffId);
    expect(rows).toHaveLength(6);
    for (const { value } of searches) expect(JSON.stringify(rows)).not.toContain(value);
    const indexes = rows.map(({ detail }) => (detail as { valueIndex: string }).valueIndex);
    // The same search can be told to be the same.
    expect(new Set(indexes).size).toBe(3);
    expect(rows[0]).toMatchObject({
      action: "registration.search",
      detail: { field: "phone", count: 2, found: ["a", "b"] },
    });
  });
});

describe("a search that Back asks again", () => {
  const minutes = (after: number) => new Date(Date.UTC(2031, 2, 1, 9, after));
  const search = { kind: "name", value: "欧阳娜娜" };

  it("is one search, as long as it finds the same within ten minutes", async () => {
    const [{ id: staffId }, { id: other }] = [await createStaff(), await createStaff()];
    const ask = { staffId, among: "desk", search, found: ["a"], now: minutes(0) };
    await recordSearch(ask);
    for (const after of [0, 1, 9]) await recordSearch({ ...ask, now: minutes(after) });
    expect(await rowsOf(staffId)).toHaveLength(1);

    // Somebody else's search, another term, another search, another find and a later time are searches of their own.
    await recordSearch({ ...ask, staffId: other });
    expect(await rowsOf(other)).toHaveLength(1);
    await recordSearch({ ...ask, search: { ...search, value: "欧阳" } });
    await recordSearch({ ...ask, among: "payment" });
    await recordSearch({ ...ask, found: ["a", "b"] });
    await recordSearch({ ...ask, now: minutes(10) });
    expect(await rowsOf(staffId)).toHaveLength(5);
  });
});

describe("a failed sign-in at the desk", () => {
  const failures = (subjectId: string | null) =>
    db().auditEntry.findMany({ where: { action: "staff.sign_in_failed", subjectId }, orderBy: { id: "asc" } });
  const effort = { proof: null, capable: false };
  /** Each from an address of its own, so that no limit stands in the way. */
  const tryIn = (phone: string, password: string, n = 0) =>
    signInStaff({ phone, password, address: `10.1.${n >> 8}.${n & 255}`, device: null, effort, now: new Date() });

  it("is on record with the account and the reason; what was typed and the address are not", async () => {
    const [working, disabled] = [await createStaff(), await createStaff({ disabledAt: new Date() })];
    const unknown = newPhone();
    expect((await tryIn(working.phone, "not-the-password")).ok).toBe(false);
    expect((await tryIn(disabled.phone, testPassword)).ok).toBe(false);
    expect((await tryIn(unknown, testPassword)).ok).toBe(false);
    expect((await tryIn(working.phone, testPassword, 1)).ok).toBe(true);
    const rows = [...(await failures(working.id)), ...(await failures(disabled.id)), ...(await failures(null))];
    expect(rows).toMatchObject([
      { actorKind: "SYSTEM", actorId: null, detail: { reason: "wrong_phone_or_password", count: 1 } },
      { actorKind: "SYSTEM", detail: { reason: "disabled", count: 1 } },
      { actorKind: "SYSTEM", detail: { reason: "unknown_phone", count: 1 } },
    ]);
    const kept = JSON.stringify(rows.map(({ detail }) => detail));
    for (const typed of [working.phone, disabled.phone, unknown, "not-the-password", testPassword, "10.1.0.0"])
      expect(kept).not.toContain(typed);
  });

  it("fills no table, however many there are: ten rows a day, then one for each doubling", async () => {
    const { id, phone } = await createStaff({ disabledAt: new Date() });
    for (let n = 0; n < 40; n += 1) await tryIn(phone, "guess", n);
    const counts = (await failures(id)).map(({ detail }) => (detail as { count: number }).count);
    expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 32]);
    // Phones that nobody has are counted together: a stranger can make up as many as he likes.
    for (let n = 0; n < 20; n += 1) await tryIn(newPhone(), "guess", n);
    expect((await failures(null)).length).toBeLessThanOrEqual(12);
  });
});
