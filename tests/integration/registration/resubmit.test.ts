import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { pageAfterDetails } from "@/lib/domain/registration/editable";
import { saveDraft } from "@/lib/domain/registration/commands/save-draft";
import { submit } from "@/lib/domain/registration/commands/submit";
import { ownDetails, unchangedItems } from "@/lib/domain/registration/queries/own-details";
import { reviewCase } from "@/lib/domain/review/queries/case";
import { createFile, createRegistration, createStaff } from "@/tests/support/factories";

const now = new Date();
const outcome = (result: { ok: true } | { ok: false; error: string }) => (result.ok ? "ok" : result.error);

/** A registration that was handed in and sent back: a reviewer asks for name and photo of the document. */
async function returned(reopenedItems = ["name", "ID_FRONT"]) {
  const draft = await createRegistration();
  const own = { accountId: draft.accountId, examSessionId: draft.examSessionId };
  expect(outcome(await submit({ ...own, version: draft.version, now }))).toBe("ok");
  const { version } = await db().registration.findUniqueOrThrow({ where: { id: draft.id } });
  await db().registration.update({
    where: { id: draft.id },
    data: { status: "RETURNED", reopenedItems, decidedAt: now, version: version + 1 },
  });
  const staff = await createStaff({ role: "REVIEWER" });
  await db().reviewDecision.create({
    data: {
      registrationId: draft.id,
      staffId: staff.id,
      registrationVersion: version,
      kind: "SEND_BACK",
      decidedAt: new Date(now.getTime() + 1000),
      items: { create: reopenedItems.map((item) => ({ item, reason: "请修改" })) },
    },
  });
  const unchanged = async () => {
    const details = await ownDetails(own);
    return details && unchangedItems(details);
  };
  const send = async (keepUnchanged?: boolean) => {
    const { version: seen } = await db().registration.findUniqueOrThrow({ where: { id: draft.id } });
    return outcome(
      await submit({
        ...own,
        version: seen,
        ...(keepUnchanged ? { keepUnchanged } : {}),
        now: new Date(now.getTime() + 2000),
      }),
    );
  };
  return { id: draft.id, accountId: own.accountId, own, unchanged, send };
}

describe("what was sent back and is handed in again", () => {
  it("asks first where nothing was changed, and the reviewer sees what was not", async () => {
    const { id, unchanged, send } = await returned();
    expect(await unchanged()).toEqual(["name", "ID_FRONT"]);
    expect(await send()).toBe("returned_items_unchanged");
    expect(await send(true)).toBe("ok");
    const seen = await reviewCase(id, "all", now);
    expect(seen?.unchanged).toEqual(["name", "ID_FRONT"]);
  });

  it("names only what is still as it was", async () => {
    const { id, unchanged, send } = await returned();
    await db().registration.update({ where: { id }, data: { name: "李四" } });
    expect(await unchanged()).toEqual(["ID_FRONT"]);
    expect(await send()).toBe("returned_items_unchanged");
    expect(await send(true)).toBe("ok");
    expect((await reviewCase(id, "all", now))?.unchanged).toEqual(["ID_FRONT"]);
  });

  it("asks nothing where all of it was changed", async () => {
    const { id, accountId, unchanged, send } = await returned();
    await db().registration.update({ where: { id }, data: { name: "李四" } });
    await db().storedFile.updateMany({ where: { registrationId: id, kind: "ID_FRONT" }, data: { removedAt: now } });
    await createFile({ id, accountId }, { kind: "ID_FRONT" });
    expect(await unchanged()).toEqual([]);
    expect(await send()).toBe("ok");
  });

  it("does not take a draft for a change", async () => {
    const { own, unchanged } = await returned(["name"]);
    const details = await ownDetails(own);
    await saveDraft({ ...own, typed: { name: "李四" }, basis: details?.detailsSavedAt ?? null, now });
    expect(await unchanged()).toEqual(["name"]);
  });
});

describe("下一步 of 信息填写", () => {
  it.each([
    ["DRAFT", [], undefined, "portrait"],
    ["DRAFT", [], "confirm", "confirm"],
    ["DRAFT", [], "https://elsewhere.invalid", "portrait"],
    ["RETURNED", ["name"], undefined, "confirm"],
    ["RETURNED", ["name", "PORTRAIT"], undefined, "portrait"],
    ["RETURNED", ["name", "PORTRAIT"], "confirm", "confirm"],
  ] as const)("of a %s with %j, come from %s, leads to %s", (status, reopenedItems, from, page) => {
    expect(pageAfterDetails({ status, reopenedItems }, from)).toBe(page);
  });
});
