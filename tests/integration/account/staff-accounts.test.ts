import { describe, expect, it } from "vitest";
import { addStaff } from "@/lib/domain/account/commands/add-staff";
import { changeStaffPassword } from "@/lib/domain/account/commands/change-staff-password";
import { enableMember } from "@/lib/domain/account/commands/disable-member";
import { endMemberLogins } from "@/lib/domain/account/commands/end-member-logins";
import { setStaffPassword } from "@/lib/domain/account/commands/set-staff-password";
import { noProofOfWork } from "@/lib/domain/account/commands/check-proof-of-work";
import { signInStaff } from "@/lib/domain/account/commands/sign-in-staff";
import { liveLogins, signedInStaff, staffMember } from "@/lib/domain/account/queries";
import { addStaffSchema, changePasswordSchema, editStaffSchema, graveChangeSchema } from "@/lib/domain/account/schema";
import type { StaffRole } from "@/lib/adapter/db/enums";
import { db } from "@/lib/adapter/db/client";
import { staffCommand } from "@/lib/cli/staff";
import { claimUntil } from "@/lib/domain/registration/claim-time";
import { disableStaff, editStaff, inviteStaffAgain } from "@/lib/domain/review/commands/change-staff";
import {
  createExamSession,
  createLoginSession,
  createRegistration,
  createStaff,
  newPhone,
  testPassword,
} from "@/tests/support/factories";
import { whileUncommitted } from "@/tests/support/race";
import { codeTo, messagesTo, testDevice } from "@/tests/support/sms";
import { newDevice } from "@/tests/support/visitors";

const DAY = 24 * 3_600_000;
const now = new Date();
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const own = "vier-lange-woorden-7";

type Person = { id: string; version?: number };
const by = (administrator: Person) => ({ kind: "STAFF", id: administrator.id }) as const;
const upon = (member: Person, administrator: Person) => ({
  memberId: member.id,
  version: null,
  reason: "离职",
  actor: by(administrator),
  now,
});
const rowOf = (id: string) => db().staff.findUniqueOrThrow({ where: { id }, include: { scopes: true } });
/** What was written down of somebody, without his failed sign-ins, of which looks.test.ts tells. */
const auditOf = (id: string) =>
  db().auditEntry.findMany({
    where: { subjectId: id, action: { not: "staff.sign_in_failed" } },
    orderBy: { id: "asc" },
    select: { action: true, actorId: true, detail: true },
  });
const signIn = (phone: string, password: string, at = now) =>
  signInStaff({ phone, password, address: "198.51.100.1", device: null, effort: noProofOfWork, now: at });

/** Everybody who was an administrator before this test is none: the last one is the test's own. */
const alone = () => db().staff.updateMany({ where: { roles: { has: "ADMINISTRATOR" } }, data: { disabledAt: now } });

async function invited(role: StaffRole = "REVIEWER") {
  const administrator = await createStaff();
  const phone = newPhone();
  const added = await addStaff({
    phone,
    name: "诸葛小四",
    roles: [role],
    allSchools: false,
    password: null,
    actor: by(administrator),
    now,
  });
  if (!added.ok) throw new Error(added.error);
  return { administrator, phone, id: added.value.id };
}

const setPassword = (
  phone: string,
  smsCode: string,
  more: { password?: string; at?: Date; device?: typeof testDevice } = {},
) =>
  setStaffPassword({
    phone,
    smsCode,
    password: more.password ?? own,
    device: more.device ?? testDevice,
    now: more.at ?? now,
  });

describe("an invitation", () => {
  it("lets the member set a password that works once it is set, and only once", async () => {
    const { administrator, phone, id } = await invited();
    expect(await signIn(phone, own)).toMatchObject({ ok: false, error: "wrong_phone_or_password" });
    const code = await codeTo(phone, "STAFF_PASSWORD", now);
    const set = await setPassword(phone, code);
    expect(set).toMatchObject({ ok: true, value: { staffId: id } });
    expect(await signIn(phone, own)).toMatchObject({ ok: true });
    expect(await rowOf(id)).toMatchObject({ invitedUntil: null, roles: ["REVIEWER"], allSchools: false });
    // The invitation is used: the phone alone is sent no further code, and sets nothing. One message was the link.
    await codeTo(phone, "STAFF_PASSWORD", after(61_000));
    expect((await messagesTo(phone)).map(({ code }) => Boolean(code))).toEqual([false, true]);
    expect(await auditOf(id)).toEqual([
      { action: "staff.add", actorId: administrator.id, detail: { roles: ["REVIEWER"], invited: true } },
      { action: "staff.set_password", actorId: id, detail: { logins: 0 } },
      { action: "staff.sign_in", actorId: id, detail: null },
    ]);
  });

  it("is over after three days, to the millisecond", async () => {
    const { phone, id } = await invited();
    const end = (await rowOf(id)).invitedUntil?.getTime() ?? 0;
    expect(end).toBe(now.getTime() + 3 * DAY);
    const code = await codeTo(phone, "STAFF_PASSWORD", new Date(end - 60_000));
    expect(await setPassword(phone, code, { at: new Date(end) })).toMatchObject({
      ok: false,
      error: "invitation_over",
    });
    expect(await setPassword(phone, code, { at: new Date(end + 1) })).toMatchObject({
      ok: false,
      error: "invitation_over",
    });
    expect(await setPassword(phone, code, { at: new Date(end - 1) })).toMatchObject({ ok: true });
  });

  it("needs the code: another browser's, a candidate's and a wrong one set nothing", async () => {
    const { phone, id } = await invited();
    const code = await codeTo(phone, "STAFF_PASSWORD", now);
    const wrong = code === "000000" ? "000001" : "000000";
    expect(await setPassword(phone, wrong)).toMatchObject({ ok: false, error: "sms_code_wrong" });
    expect(await setPassword(phone, code, { device: newDevice() })).toMatchObject({
      ok: false,
      error: "sms_code_wrong",
    });
    const candidates = await codeTo(phone, "REGISTER", after(61_000));
    expect(await setPassword(phone, candidates, { at: after(61_000) })).toMatchObject({
      ok: false,
      error: "sms_code_wrong",
    });
    expect((await rowOf(id)).passwordHash).toBeNull();
  });

  it("is no way in for whom nobody invited, and says nothing of it", async () => {
    const member = await createStaff();
    const disabled = await invited();
    await db().staff.update({ where: { id: disabled.id }, data: { disabledAt: now } });
    for (const phone of [member.phone, disabled.phone, newPhone()]) {
      // The answer is the one of an invited phone; only no message leaves.
      await expect(codeTo(phone, "STAFF_PASSWORD", now)).rejects.toThrow("no message was sent");
      expect(await setPassword(phone, "123456")).toEqual({ ok: false, error: "sms_code_wrong" });
    }
  });

  it.each(["password", "诸葛小四2026", "13800000000"])(
    "takes no password that is easily guessed: %s",
    async (password) => {
      const { phone, id } = await invited();
      const code = await codeTo(phone, "STAFF_PASSWORD", now);
      const guess = password === "13800000000" ? phone : password;
      expect(await setPassword(phone, code, { password: guess })).toEqual({ ok: false, error: "password_common" });
      expect((await rowOf(id)).passwordHash).toBeNull();
      expect(await setPassword(phone, code)).toMatchObject({ ok: true });
    },
  );

  it("answers a post that is sent again as it answered the first, and one with another password not", async () => {
    const { phone } = await invited();
    const code = await codeTo(phone, "STAFF_PASSWORD", now);
    expect(await setPassword(phone, code)).toMatchObject({ ok: true });
    expect(await setPassword(phone, code)).toMatchObject({ ok: true });
    expect(await setPassword(phone, code, { password: "another-thing-8" })).toMatchObject({
      ok: false,
      error: "sms_code_wrong",
    });
    expect(await signIn(phone, own)).toMatchObject({ ok: true });
  });

  it("sets one password of five that are sent at once", async () => {
    const { phone, id } = await invited();
    const code = await codeTo(phone, "STAFF_PASSWORD", now);
    const words = Array.from({ length: 5 }, (_, index) => `${own}-${index}`);
    const answers = await Promise.all(words.map((password) => setPassword(phone, code, { password })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const right = words[answers.findIndex(({ ok }) => ok)] ?? "";
    expect(await signIn(phone, right)).toMatchObject({ ok: true });
    expect((await auditOf(id)).filter(({ action }) => action === "staff.set_password")).toHaveLength(1);
  });

  it("given anew makes the old password void, ends the logins and leaves the limits to the member", async () => {
    const [administrator, member] = [await createStaff(), await createStaff({ role: "FINANCE" })];
    const login = await createLoginSession({ staffId: member.id });
    expect(await inviteStaffAgain(upon(member, administrator))).toEqual({ ok: true, value: null });
    expect(await signIn(member.phone, testPassword)).toMatchObject({ ok: false, error: "wrong_phone_or_password" });
    expect(await signedInStaff(login.id, now)).toBeNull();
    expect(await setPassword(member.phone, await codeTo(member.phone, "STAFF_PASSWORD", now))).toMatchObject({
      ok: true,
    });
    expect((await auditOf(member.id))[0]).toEqual({
      action: "staff.invite",
      actorId: administrator.id,
      detail: { reason: "离职", logins: 1, until: after(3 * DAY).toISOString() },
    });
  });
});

describe("disabling", () => {
  it("takes effect at once, frees what the member holds, and enabling is the whole way back", async () => {
    const [administrator, member, colleague] = [
      await createStaff(),
      await createStaff({ role: "REVIEWER" }),
      await createStaff(),
    ];
    const [login, others] = [
      await createLoginSession({ staffId: member.id }),
      await createLoginSession({ staffId: colleague.id }),
    ];
    const examSession = await createExamSession();
    const held = await createRegistration({ status: "SUBMITTED", examSessionId: examSession.id });
    const foreign = await createRegistration({ status: "SUBMITTED", examSessionId: examSession.id });
    const claim = (staffId: string) => ({ claimedById: staffId, claimedAt: now, claimedUntil: claimUntil(now) });
    await db().registration.update({ where: { id: held.id }, data: claim(member.id) });
    await db().registration.update({ where: { id: foreign.id }, data: claim(colleague.id) });
    const run = await db().bulkRun.create({
      data: { examSessionId: examSession.id, staffId: member.id, action: "APPROVE", createdAt: now },
    });

    expect(await disableStaff(upon(member, administrator))).toEqual({ ok: true, value: null });
    expect(await signedInStaff(login.id, now)).toBeNull();
    expect(await signedInStaff(others.id, now)).not.toBeNull();
    expect(await db().registration.findUniqueOrThrow({ where: { id: held.id } })).toMatchObject({
      claimedById: null,
      claimedUntil: null,
    });
    expect(await db().registration.findUniqueOrThrow({ where: { id: foreign.id } })).toMatchObject({
      claimedById: colleague.id,
    });
    expect(await db().bulkRun.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({ stoppedAt: now });
    expect(await disableStaff(upon(member, administrator))).toEqual({ ok: false, error: "member_is_disabled" });

    expect(await enableMember(upon(member, administrator))).toEqual({ ok: true, value: null });
    expect(await signedInStaff(login.id, now)).toBeNull();
    expect(await signIn(member.phone, testPassword)).toMatchObject({ ok: true });
    expect(await enableMember(upon(member, administrator))).toEqual({ ok: false, error: "member_is_enabled" });
    expect((await auditOf(member.id)).slice(0, 2)).toEqual([
      {
        action: "staff.disable",
        actorId: administrator.id,
        detail: { disabled: { before: false, after: true }, reason: "离职", logins: 1 },
      },
      {
        action: "staff.enable",
        actorId: administrator.id,
        detail: { disabled: { before: true, after: false }, reason: "离职", logins: 0 },
      },
    ]);
    expect(await auditOf(held.id)).toContainEqual(expect.objectContaining({ action: "registration.release_claim" }));
    expect(await auditOf(run.id)).toEqual([
      expect.objectContaining({ action: "bulk_review.stop", actorId: administrator.id }),
    ]);
  });

  it("is told to whom knows the password, and to nobody else", async () => {
    const member = await createStaff({ role: "REVIEWER", disabledAt: now });
    const [right, wrong, nobody] = [
      await signIn(member.phone, testPassword),
      await signIn(member.phone, "wrong-password-1"),
      await signIn(newPhone(), testPassword),
    ];
    expect(right).toEqual({ ok: false, error: "staff_disabled" });
    expect(wrong).toEqual(nobody);
    expect(wrong).toMatchObject({ error: "wrong_phone_or_password" });
    expect(await liveLogins(member.id, now)).toEqual([]);
  });

  it.each([
    ["is disabled", "UPDATE staff SET disabled_at = now() WHERE id = $1::uuid"],
    ["has his password made void", "UPDATE staff SET password_hash = NULL WHERE id = $1::uuid"],
  ])("a sign-in under way leaves no login of a member who %s", async (_, sql) => {
    const member = await createStaff({ role: "REVIEWER" });
    const answer = await whileUncommitted(sql, [member.id], () => signIn(member.phone, testPassword));
    expect(answer).toMatchObject({ ok: false });
    expect(await liveLogins(member.id, now)).toEqual([]);
  });
});

describe("the last administrator", () => {
  const acts = {
    disable: (member: Person, actor: Person) => disableStaff(upon(member, actor)),
    demote: (member: Person, actor: Person) =>
      editStaff({ ...upon(member, actor), name: "甲", roles: ["FINANCE"], phone: null, confirmed: true }),
    "leave but another role to": (member: Person, actor: Person) =>
      editStaff({
        ...upon(member, actor),
        name: "甲",
        roles: ["EXAM_OFFICER", "AUDITOR"],
        phone: null,
        confirmed: true,
      }),
    "take the phone of": (member: Person, actor: Person) =>
      editStaff({ ...upon(member, actor), name: "甲", roles: ["ADMINISTRATOR"], phone: newPhone(), confirmed: true }),
    "void the password of": (member: Person, actor: Person) => inviteStaffAgain(upon(member, actor)),
  };

  it.each(Object.entries(acts))("nobody can %s him, with others who cannot sign in beside him", async (_, act) => {
    await alone();
    const last = await createStaff();
    await createStaff({ disabledAt: now });
    await createStaff({ passwordHash: null, invitedUntil: after(DAY) });
    const before = await rowOf(last.id);
    expect(await act(last, last)).toEqual({ ok: false, error: "last_administrator" });
    expect(await rowOf(last.id)).toEqual(before);
    // With a second one who can sign in, each of them may go.
    await createStaff();
    expect(await act(last, last)).toEqual({ ok: true, value: null });
  });

  it.each(Object.entries(acts).filter(([name]) => name !== "take the phone of"))(
    "two who %s each other at the same instant: exactly one wins, ten times",
    async (_, act) => {
      for (let round = 0; round < 10; round += 1) {
        await alone();
        const [one, two] = [await createStaff(), await createStaff()];
        const answers = await Promise.all([act(one, two), act(two, one)]);
        expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
        expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, error: "no_longer_administrator" });
        const left = { roles: { has: "ADMINISTRATOR" }, disabledAt: null, passwordHash: { not: null } } as const;
        expect(await db().staff.count({ where: left })).toBe(1);
      }
    },
  );

  it("gets and loses other roles as long as he stays one", async () => {
    await alone();
    const last = await createStaff({ roles: ["ADMINISTRATOR", "REVIEWER"] });
    const edit = { ...upon(last, last), name: "甲", phone: null, confirmed: true } as const;
    expect(await editStaff({ ...edit, roles: ["ADMINISTRATOR", "FINANCE"] })).toEqual({ ok: true, value: null });
    expect((await rowOf(last.id)).roles).toEqual(["ADMINISTRATOR", "FINANCE"]);
    expect(await editStaff({ ...edit, roles: ["FINANCE"] })).toEqual({ ok: false, error: "last_administrator" });
  });

  it("keeps his name free to be mended", async () => {
    await alone();
    const last = await createStaff();
    const edit = {
      ...upon(last, last),
      reason: "",
      confirmed: false,
      name: "改名",
      roles: ["ADMINISTRATOR"],
      phone: null,
    } as const;
    expect(await editStaff(edit)).toEqual({ ok: true, value: null });
    expect((await rowOf(last.id)).name).toBe("改名");
  });
});

describe("an edit", () => {
  it("tells in the audit log what was and what is, without name and phone in plain", async () => {
    const [administrator, member] = [await createStaff(), await createStaff({ role: "REVIEWER", name: "旧名字" })];
    await db().staffScope.create({ data: { staffId: member.id, school: "甲校" } });
    const phone = newPhone();
    const edit = {
      ...upon(member, administrator),
      name: "新名字",
      roles: ["FINANCE"],
      phone,
      confirmed: true,
    } as const;
    expect(await editStaff(edit)).toEqual({ ok: true, value: null });
    expect(await rowOf(member.id)).toMatchObject({
      name: "新名字",
      roles: ["FINANCE"],
      allSchools: false,
      scopes: [],
      version: 1,
    });
    expect(await signIn(phone, testPassword)).toMatchObject({ ok: true });
    const [entry] = await auditOf(member.id);
    expect(entry).toMatchObject({
      action: "staff.edit",
      detail: {
        name: "changed",
        roles: { before: ["REVIEWER"], after: ["FINANCE"] },
        phone: { after: `${phone.slice(0, 3)}****${phone.slice(-4)}` },
      },
    });
    const text = JSON.stringify(entry);
    for (const plain of ["旧名字", "新名字", phone, member.phone]) expect(text).not.toContain(plain);
  });

  it.each([
    ["the roles", { roles: ["AUDITOR"] as const, phone: null }],
    ["the phone", { roles: ["FINANCE"] as const, phone: newPhone() }],
  ])("of %s wants a tick and a reason", async (_, change) => {
    const [administrator, member] = [await createStaff(), await createStaff({ role: "FINANCE", name: "钱五" })];
    const edit = { ...upon(member, administrator), name: "钱五", ...change };
    expect(await editStaff({ ...edit, confirmed: false })).toEqual({ ok: false, error: "change_unconfirmed" });
    expect(await editStaff({ ...edit, confirmed: true, reason: "" })).toEqual({
      ok: false,
      error: "change_reason_missing",
    });
    expect((await rowOf(member.id)).version).toBe(0);
    expect(await editStaff({ ...edit, confirmed: true })).toEqual({ ok: true, value: null });
  });

  it("takes no phone that a colleague has, and changes nothing then", async () => {
    const [administrator, member] = [await createStaff(), await createStaff({ role: "FINANCE" })];
    const edit = {
      ...upon(member, administrator),
      name: "孙六",
      roles: ["FINANCE"],
      phone: administrator.phone,
      confirmed: true,
    } as const;
    expect(await editStaff(edit)).toEqual({ ok: false, error: "staff_phone_taken" });
    expect(await rowOf(member.id)).toMatchObject({ name: member.name, version: 0 });
    const again = {
      phone: member.phone,
      name: "李",
      roles: ["FINANCE"],
      allSchools: false,
      password: null,
      actor: by(administrator),
      now,
    } as const;
    expect(await addStaff(again)).toEqual({ ok: false, error: "staff_phone_taken" });
  });

  it("on a page that a colleague overtook changes nothing", async () => {
    const [administrator, member] = [await createStaff(), await createStaff({ role: "FINANCE" })];
    const stale = { ...upon(member, administrator), version: 0 };
    expect(await disableStaff(stale)).toEqual({ ok: true, value: null });
    expect(await enableMember(stale)).toEqual({ ok: false, error: "member_changed_meanwhile" });
    expect(await inviteStaffAgain(stale)).toEqual({ ok: false, error: "member_changed_meanwhile" });
    expect(await enableMember({ ...stale, version: 1 })).toEqual({ ok: true, value: null });
  });

  it.each(["REVIEWER", "EXAM_OFFICER", "FINANCE", "AUDITOR"] as const)(
    "is no affair of a member who is %s by now",
    async (role) => {
      const [actor, member] = [await createStaff({ role }), await createStaff({ role: "FINANCE" })];
      const refused = { ok: false, error: "no_longer_administrator" };
      expect(await disableStaff(upon(member, actor))).toEqual(refused);
      expect(await inviteStaffAgain(upon(member, actor))).toEqual(refused);
      expect(
        await editStaff({ ...upon(member, actor), name: "周七", roles: ["FINANCE"], phone: null, confirmed: true }),
      ).toEqual(refused);
      const added = {
        phone: newPhone(),
        name: "吴八",
        roles: ["FINANCE"],
        allSchools: false,
        password: null,
        actor: by(actor),
        now,
      } as const;
      expect(await addStaff(added)).toEqual(refused);
      expect(await enableMember(upon(await createStaff({ disabledAt: now }), actor))).toEqual(refused);
    },
  );

  it("keeps schools and work of a reviewer who gets another role, and takes both with the role", async () => {
    const administrator = await createStaff();
    const member = await createStaff({
      role: "REVIEWER",
      name: "郑十",
      allSchools: false,
      scopes: { create: [{ school: "甲学院" }] },
    });
    const { id: registrationId } = await createRegistration({
      status: "SUBMITTED",
      claimedById: member.id,
      claimedAt: now,
      claimedUntil: after(60_000),
    });
    const edit = { ...upon(member, administrator), name: "郑十", phone: null, confirmed: true } as const;
    const state = async () => ({
      scopes: await db().staffScope.count({ where: { staffId: member.id } }),
      claims: await db().registration.count({ where: { id: registrationId, claimedById: member.id } }),
    });
    // The order of the boxes is no change.
    expect(await editStaff({ ...edit, roles: ["REVIEWER"] })).toEqual({ ok: false, error: "nothing_changed" });
    expect(await editStaff({ ...edit, roles: ["FINANCE", "REVIEWER"] })).toEqual({ ok: true, value: null });
    expect(await state()).toEqual({ scopes: 1, claims: 1 });
    expect(await editStaff({ ...edit, roles: ["FINANCE"] })).toEqual({ ok: true, value: null });
    expect(await state()).toEqual({ scopes: 0, claims: 0 });
    const rows = await db().auditEntry.findMany({
      where: { subjectId: member.id, action: "staff.edit" },
      orderBy: { id: "asc" },
    });
    expect(rows.map(({ detail }) => (detail as { roles: unknown }).roles)).toEqual([
      { before: ["REVIEWER"], after: ["REVIEWER", "FINANCE"] },
      { before: ["REVIEWER", "FINANCE"], after: ["FINANCE"] },
    ]);
  });

  it.each([
    ["none", "'{}'"],
    ["NULL", "NULL"],
    ["one twice", "'{FINANCE,FINANCE}'"],
    ["a NULL among them", "'{FINANCE,NULL}'"],
  ])("has roles: the database refuses %s", async (_, roles) => {
    const member = await createStaff({ role: "FINANCE" });
    await expect(
      db().$executeRawUnsafe(`UPDATE staff SET roles = ${roles}::staff_role[] WHERE id = '${member.id}'`),
    ).rejects.toThrow(/staff_roles_one_of_each/);
  });

  it("shows phones masked", async () => {
    const member = await createStaff({ phone: "13912345678" });
    expect(await staffMember(member.id)).toMatchObject({ maskedPhone: "139****5678", hasPassword: true });
    expect(JSON.stringify(await staffMember(member.id))).not.toContain("13912345678");
  });
});

describe("one's own password", () => {
  const change = (member: Person, loginSessionId: string, more: { currentPassword?: string; password?: string } = {}) =>
    changeStaffPassword({
      staffId: member.id,
      loginSessionId,
      currentPassword: testPassword,
      password: own,
      address: "198.51.100.2",
      device: null,
      effort: noProofOfWork,
      now,
      ...more,
    });

  it("is changed with the old one, and every other login ends", async () => {
    const member = await createStaff({ role: "AUDITOR" });
    const [here, elsewhere] = [
      await createLoginSession({ staffId: member.id }),
      await createLoginSession({ staffId: member.id }),
    ];
    expect(await change(member, here.id, { currentPassword: "not-the-old-one" })).toMatchObject({
      ok: false,
      error: "current_password_wrong",
    });
    expect(await change(member, here.id, { password: member.phone })).toEqual({ ok: false, error: "password_common" });
    expect(await signedInStaff(elsewhere.id, now)).not.toBeNull();
    expect(await change(member, here.id)).toEqual({ ok: true, value: null });
    expect(await signedInStaff(here.id, now)).not.toBeNull();
    expect(await signedInStaff(elsewhere.id, now)).toBeNull();
    expect(await signIn(member.phone, testPassword)).toMatchObject({ ok: false });
    expect(await signIn(member.phone, own)).toMatchObject({ ok: true });
    expect((await auditOf(member.id))[0]).toEqual({
      action: "staff.change_password",
      actorId: member.id,
      detail: { logins: 1 },
    });
  });

  it("that an administrator makes void at the same moment stays void", async () => {
    const member = await createStaff({ role: "AUDITOR" });
    const { id } = await createLoginSession({ staffId: member.id });
    const voided = "UPDATE staff SET password_hash = NULL WHERE id = $1::uuid";
    expect(await whileUncommitted(voided, [member.id], () => change(member, id))).toEqual({
      ok: false,
      error: "current_password_wrong",
    });
    expect((await rowOf(member.id)).passwordHash).toBeNull();
  });
});

describe("logins", () => {
  it("are listed while they live, and ended one by one or all but the one that asks", async () => {
    const member = await createStaff({ role: "FINANCE" });
    const [a, b, c] = [
      await createLoginSession({ staffId: member.id }),
      await createLoginSession({ staffId: member.id }),
      await createLoginSession({ staffId: member.id }),
    ];
    const foreign = await createLoginSession({ staffId: (await createStaff()).id });
    await db().loginSession.update({ where: { id: c.id }, data: { expiresAt: now } });
    const living = async () => (await liveLogins(member.id, now)).map(({ id }) => id).toSorted();
    expect(await living()).toEqual([a.id, b.id].toSorted());
    const end = (only: string | null, keep: string | null = null) =>
      endMemberLogins({ memberId: member.id, only, keep, actor: by(member), now });
    expect(await end(foreign.id)).toEqual({ ok: false, error: "logins_are_over" });
    expect(await end(a.id, a.id)).toEqual({ ok: false, error: "logins_are_over" });
    expect(await end(a.id)).toEqual({ ok: true, value: null });
    expect(await living()).toEqual([b.id]);
    expect(await end(null, b.id)).toEqual({ ok: false, error: "logins_are_over" });
    expect(await end(null)).toEqual({ ok: true, value: null });
    expect(await living()).toEqual([]);
    expect(await signedInStaff(foreign.id, now)).not.toBeNull();
    expect(await auditOf(member.id)).toEqual(
      [1, 1].map((logins) => ({ action: "staff.end_logins", actorId: member.id, detail: { logins } })),
    );
  });
});

describe("npm run staff", () => {
  const run = (words: string, password: string | null = null) =>
    staffCommand(words.split(" "), () => Promise.resolve(password), now);

  it("gives the last administrator a new password, and disables and enables the others", async () => {
    await alone();
    const [last, other] = [await createStaff(), await createStaff({ role: "FINANCE" })];
    const login = await createLoginSession({ staffId: last.id });
    expect(await run(`reset-password --phone ${last.phone}`, "short")).toMatchObject({ ok: false });
    expect(await run(`reset-password --phone ${last.phone}`, own)).toMatchObject({ ok: true });
    expect(await signedInStaff(login.id, now)).toBeNull();
    expect(await signIn(last.phone, own)).toMatchObject({ ok: true });

    expect(await run(`disable --phone ${last.phone} --reason 试`)).toMatchObject({
      ok: false,
      problem: expect.stringContaining("最后一名") as string,
    });
    expect(await run(`disable --phone ${other.phone}`)).toMatchObject({
      ok: false,
      problem: expect.stringContaining("--reason") as string,
    });
    expect(await run(`disable --phone ${other.phone} --reason 离职`)).toMatchObject({ ok: true });
    expect(await signIn(other.phone, testPassword)).toMatchObject({ error: "staff_disabled" });
    expect(await run(`enable --phone ${other.phone} --reason 返岗`)).toMatchObject({ ok: true });
    expect(await signIn(other.phone, testPassword)).toMatchObject({ ok: true });
    expect(await run(`enable --phone ${newPhone()} --reason 返岗`)).toMatchObject({ ok: false });
    expect((await auditOf(other.id)).map(({ action, actorId }) => [action, actorId]).slice(0, 2)).toEqual([
      ["staff.disable", null],
      ["staff.enable", null],
    ]);
  });

  it("lets an installation without a living administrator begin anew", async () => {
    await alone();
    const phone = newPhone();
    expect(await run(`add --phone ${phone} --role administrator`, own)).toMatchObject({ ok: true });
    expect(await signIn(phone, own)).toMatchObject({ ok: true });
  });
});

describe("the forms", () => {
  const id = "019a0000-0000-7000-8000-000000000001";

  it("want a role, a name and a mobile number", () => {
    const problems = addStaffSchema
      .safeParse({ name: " ", phone: "12345" })
      .error?.issues.map(({ message }) => message);
    expect(problems).toEqual(["appeal_field_missing", "phone_not_mobile", "role_missing"]);
  });

  it("leave the phone as it is when none is typed", () => {
    const typed = { id, version: "3", name: "赵四", phone: " ", reason: "" };
    expect(
      editStaffSchema.parse({ ...typed, "role-FINANCE": "on", "role-EXAM_OFFICER": "on", "role-OWNER": "on" }),
    ).toEqual({
      ...typed,
      roles: ["EXAM_OFFICER", "FINANCE"],
      version: 3,
      phone: null,
      confirmed: false,
    });
  });

  it("ask for the tick and the reason of what shuts somebody out", () => {
    const problems = graveChangeSchema
      .safeParse({ id, version: "1", reason: "  " })
      .error?.issues.map(({ message }) => message);
    expect(problems).toEqual(["change_reason_missing", "change_unconfirmed"]);
  });

  it("want a new password that is new", () => {
    const typed = { currentPassword: "the-old-one-1", password: "the-old-one-1", confirmPassword: "the-old-one-1" };
    expect(changePasswordSchema.safeParse(typed).error?.issues.map(({ message }) => message)).toEqual([
      "password_unchanged",
    ]);
  });
});
