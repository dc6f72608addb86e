import { expect, it } from "vitest";
import { deleteExpired } from "@/lib/domain/account/commands/delete-expired";
import { endLoginSession } from "@/lib/domain/account/commands/end-login-session";
import { limitReviewer } from "@/lib/domain/account/commands/limit-reviewer";
import { trySmsCode, useSmsCode } from "@/lib/domain/account/commands/try-sms-code";
import { codeForReset } from "@/lib/domain/account/queries";
import { codeExpiry } from "@/lib/domain/account/sms-code";
import { transact } from "@/lib/adapter/db/transact";
import { ok } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import type { SmsPurpose } from "@/lib/adapter/db/enums";
import { createAccount, createLoginSession, createStaff } from "../../support/factories";
import { codeTo, testDevice } from "../../support/sms";

const DAY = 24 * 60 * 60_000;

/** A code that was sent to this phone and typed in right; its id. */
async function checked(purpose: SmsPurpose, phone: string, now: Date): Promise<string> {
  const tried = await trySmsCode({ purpose, phone, code: await codeTo(phone, purpose, now), device: testDevice, now });
  if (!tried.ok) throw new Error(tried.error);
  return tried.value.smsCodeId;
}

const use = (smsCodeId: string, now: Date) => transact(async (tx) => ok(await useSmsCode(tx, { smsCodeId, now })));

it("a code sets a password only if it was sent for that, and once; it uses up the codes of its own purpose alone", async () => {
  const { phone } = await createAccount();
  const now = new Date();
  const reset = await checked("RESET_PASSWORD", phone, now);
  const appeal = await checked("APPEAL", phone, new Date(now.getTime() + 60_000));
  expect(await codeForReset(appeal, now)).toBeNull();
  expect(await codeForReset(reset, now)).not.toBeNull();

  expect(await use(reset, now)).toEqual(ok(true));
  expect(await codeForReset(reset, now)).toBeNull();
  expect(await use(reset, now)).toEqual(ok(false));
  expect(await db().smsCode.findUniqueOrThrow({ where: { id: appeal } })).toMatchObject({ usedAt: null });
});

it("what has expired is deleted when nothing asks for it any more, and no millisecond earlier", async () => {
  const { id: accountId, phone } = await createAccount();
  const now = new Date();
  const code = await checked("RESET_PASSWORD", phone, now);
  const [expired, revoked, live] = [
    await createLoginSession({ accountId }),
    await createLoginSession({ accountId }),
    await createLoginSession({ accountId }),
  ];
  await db().loginSession.update({ where: { id: expired.id }, data: { expiresAt: now } });
  await db().loginSession.update({
    where: { id: revoked.id },
    data: { expiresAt: new Date(now.getTime() + 60 * DAY), revokedAt: now },
  });
  await db().loginSession.update({ where: { id: live.id }, data: { expiresAt: new Date(now.getTime() + 60 * DAY) } });
  const left = async (at: number) => {
    await deleteExpired(new Date(at));
    const codes = await db().smsCode.count({ where: { id: code } });
    return { codes, sessions: await db().loginSession.count({ where: { accountId } }) };
  };

  const codeEnd = codeExpiry(now).getTime();
  expect(await left(codeEnd + 2 * DAY)).toEqual({ codes: 1, sessions: 3 });
  expect(await left(codeEnd + 2 * DAY + 1)).toEqual({ codes: 0, sessions: 3 });
  expect(await left(now.getTime() + 30 * DAY)).toMatchObject({ sessions: 3 });
  expect(await left(now.getTime() + 30 * DAY + 1)).toMatchObject({ sessions: 1 });
});

it("signing out twice keeps the time of the first", async () => {
  const { id: accountId } = await createAccount();
  const { id: loginSessionId } = await createLoginSession({ accountId });
  const other = await createLoginSession({ accountId });
  const now = new Date();
  await endLoginSession({ loginSessionId, now });
  await endLoginSession({ loginSessionId, now: new Date(now.getTime() + 1000) });
  expect(await db().loginSession.findUniqueOrThrow({ where: { id: loginSessionId } })).toMatchObject({
    revokedAt: now,
  });
  expect(await db().loginSession.findUniqueOrThrow({ where: { id: other.id } })).toMatchObject({ revokedAt: null });
});

it.each(["EXAM_OFFICER", "FINANCE", "AUDITOR", "ADMINISTRATOR"] as const)(
  "schools are given to reviewers alone, not to %s",
  async (role) => {
    const [reviewer, colleague, other] = [
      await createStaff({ role: "REVIEWER" }),
      await createStaff({ role: "REVIEWER" }),
      await createStaff({ role }),
    ];
    const limit = (reviewerId: string, school: string) =>
      limitReviewer({
        reviewerId,
        allSchools: false,
        scopes: [{ school, teachingPoint: "" }],
        actorId: other.id,
        now: new Date(),
      });
    expect(await limit(other.id, "甲校")).toEqual({ ok: false, error: "staff_not_found" });
    expect(await limit(colleague.id, "甲校")).toMatchObject({ ok: true });
    expect(await limit(reviewer.id, "乙校")).toMatchObject({ ok: true });
    expect(await limit(reviewer.id, "丙校")).toMatchObject({ ok: true });
    const scopes = await db().staffScope.findMany({
      where: { staffId: { in: [reviewer.id, colleague.id, other.id] } },
    });
    expect(new Map(scopes.map(({ staffId, school }) => [staffId, school]))).toEqual(
      new Map([
        [reviewer.id, "丙校"],
        [colleague.id, "甲校"],
      ]),
    );
    expect(scopes).toHaveLength(2);
  },
);
