import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { createCardLink } from "@/lib/domain/admit-card/commands/create-card-link";
import { redeemCardLink } from "@/lib/domain/admit-card/commands/redeem-card-link";
import { linkedCard } from "@/lib/domain/admit-card/queries";
import { createSeated } from "../../support/admit-card";
import { createAccount } from "../../support/factories";

const now = new Date();
const MINUTE = 60_000;
const dead = { ok: false, error: "card_link_dead" };

async function linked() {
  const registration = await createSeated();
  const own = { registrationId: registration.id, accountId: registration.accountId };
  const made = await createCardLink({ ...own, now });
  if (!made.ok) throw new Error(made.error);
  return { registration, own, token: made.value.token };
}

describe("a link to the card", () => {
  it("opens the PDF once", async () => {
    const { token } = await linked();
    const first = await redeemCardLink({ token, now });
    expect(first.ok && Buffer.from(first.value).subarray(0, 5).toString()).toBe("%PDF-");
    expect(await redeemCardLink({ token, now })).toMatchObject(dead);
    expect(await linkedCard({ token, now })).toBeNull();
  });

  it("opens for one of many callers at once", async () => {
    const { token, own } = await linked();
    const answers = await Promise.all(Array.from({ length: 40 }, () => redeemCardLink({ token, now })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const used = { action: "admit_card.link_used", subjectId: own.registrationId };
    expect(await db().auditEntry.count({ where: used })).toBe(1);
  });

  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])("%i ms from its end: alive %s", async (milliseconds, alive) => {
    const { token } = await linked();
    const at = new Date(now.getTime() + 10 * MINUTE + milliseconds);
    expect((await linkedCard({ token, now: at })) !== null).toBe(alive);
    expect((await redeemCardLink({ token, now: at })).ok).toBe(alive);
  });

  it("is not used by looking at it, as the preview of a messenger does", async () => {
    const { token } = await linked();
    for (let look = 0; look < 3; look += 1) expect(await linkedCard({ token, now })).not.toBeNull();
    expect((await redeemCardLink({ token, now })).ok).toBe(true);
  });

  it("is dead once the card is withdrawn, the money went back, or a newer link was made", async () => {
    const cancelled = await linked();
    await db().registration.update({ where: { id: cancelled.registration.id }, data: { status: "CANCELLED" } });
    const withdrawn = await linked();
    await db().examSession.update({
      where: { id: withdrawn.registration.examSessionId },
      data: { cardsPublishedAt: null },
    });
    const replaced = await linked();
    await createCardLink({ ...replaced.own, now });
    for (const { token } of [cancelled, withdrawn, replaced]) {
      expect(await linkedCard({ token, now })).toBeNull();
      expect(await redeemCardLink({ token, now })).toMatchObject(dead);
    }
  });

  it("keeps 256 random bits only as their hash", async () => {
    const [one, other] = [await linked(), await linked()];
    expect(one.token).toMatch(/^[\w-]{43}$/);
    expect(one.token).not.toBe(other.token);
    const row = await db().cardLink.findUniqueOrThrow({ where: { registrationId: one.registration.id } });
    expect(row.tokenHash).toBe(createHash("sha256").update(one.token).digest("hex"));
    const audit = await db().auditEntry.findMany({ where: { subjectId: one.registration.id } });
    expect(JSON.stringify([row, audit], (_, value) => (typeof value === "bigint" ? `${value}` : value))).not.toContain(
      one.token,
    );
  });

  it("is made for the owner only, inside his print window, and not without end", async () => {
    const { registration, own } = await linked();
    const { id: accountId } = await createAccount();
    expect(await createCardLink({ ...own, accountId, now })).toMatchObject({ ok: false, error: "not_found" });
    const late = new Date(now.getTime() + 30 * 24 * 60 * MINUTE);
    expect(await createCardLink({ ...own, now: late })).toMatchObject({ ok: false, error: "printing_closed" });
    const answers = [];
    for (let made = 0; made < 20; made += 1) answers.push(await createCardLink({ ...own, now }));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(19);
    expect(answers.at(-1)).toMatchObject({ ok: false, error: "too_many_card_links" });
    expect(await db().cardLink.count({ where: { registrationId: registration.id } })).toBe(1);
  });
});
