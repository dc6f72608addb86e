import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { addStaff } from "@/lib/domain/account/commands/add-staff";
import { noProofOfWork } from "@/lib/domain/account/commands/check-proof-of-work";
import { withdrawInvitation } from "@/lib/domain/account/commands/invite-member";
import { acceptInvitation } from "@/lib/domain/account/commands/set-staff-password";
import { signInStaff } from "@/lib/domain/account/commands/sign-in-staff";
import { invitationBehind, signedInStaff } from "@/lib/domain/account/queries";
import { disableStaff, editStaff, inviteStaffAgain } from "@/lib/domain/review/commands/change-staff";
import { env } from "@/lib/env";
import { createStaff, newPhone } from "@/tests/support/factories";
import { whileUncommitted } from "@/tests/support/race";
import { codeTo, messagesTo, testDevice } from "@/tests/support/sms";
import { newDevice } from "@/tests/support/visitors";

const HOUR = 3_600_000;
const now = new Date();
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const own = "vier-lange-woorden-7";

const rowOf = (id: string) => db().staff.findUniqueOrThrow({ where: { id } });
const upon = (memberId: string, administrator: { id: string }) => ({
  memberId,
  version: null,
  reason: "没有收到",
  actor: { kind: "STAFF", id: administrator.id } as const,
  now,
});

/** The token of the newest link in a phone's messages. */
async function tokenTo(phone: string): Promise<string> {
  const text = (await messagesTo(phone)).findLast((message) => message.text.includes("/admin/invitation/"))?.text ?? "";
  return /\/admin\/invitation\/([a-z2-9-]{27}) /.exec(text)?.[1] ?? "no link";
}

async function invited() {
  const administrator = await createStaff();
  const phone = newPhone();
  const added = await addStaff({
    phone,
    name: "诸葛小四",
    roles: ["FINANCE"],
    allSchools: false,
    password: null,
    actor: { kind: "STAFF", id: administrator.id },
    now,
  });
  if (!added.ok) throw new Error(added.error);
  return { administrator, phone, id: added.value.id, token: await tokenTo(phone) };
}

const accept = (
  token: string,
  smsCode: string,
  more: { password?: string; at?: Date; device?: typeof testDevice } = {},
) =>
  acceptInvitation({
    token,
    smsCode,
    password: more.password ?? own,
    device: more.device ?? testDevice,
    now: more.at ?? now,
  });

const OVER = { ok: false, error: "invitation_over" };

describe("the link of an invitation", () => {
  it("is sent to the phone, with an address that names nobody, and only its hash is kept", async () => {
    const { phone, id, token } = await invited();
    const [message] = await messagesTo(phone);
    expect(message?.text).toContain(`${env().APP_URL}/admin/invitation/${token} `);
    expect(message?.text).toContain("72小时内");
    for (const personal of [phone, "诸葛", id]) expect(message?.text).not.toContain(personal);
    const row = await rowOf(id);
    expect(row.invitationSentAt).toEqual(now);
    const audit = await db().auditEntry.findMany({ where: { subjectId: id }, select: { action: true, detail: true } });
    const everything = JSON.stringify([row, audit]);
    expect(everything).not.toContain(token);
    expect(everything).not.toContain(token.replaceAll("-", ""));
  });

  it("with a code to the phone sets a password, signs in, and is used up", async () => {
    const { phone, id, token } = await invited();
    expect(await invitationBehind(token, now)).toMatchObject({ state: "open", phone, name: "诸葛小四" });
    const code = await codeTo(phone, "STAFF_PASSWORD", now);
    const done = await accept(token, code);
    expect(done).toMatchObject({ ok: true, value: { staffId: id } });
    expect(await signedInStaff(done.ok ? done.value.session.id : "", now, false)).toMatchObject({ id });
    // In live mode he is asked for a second factor before anything else.
    expect(await signedInStaff(done.ok ? done.value.session.id : "", now, true)).toBeNull();
    expect(await invitationBehind(token, now)).toEqual({ state: "used" });
    // The invitation is used: no further code leaves, and the old one sets nothing else.
    expect(await accept(token, code, { password: "another-thing-8" })).toMatchObject({ ok: false });
    expect(
      await signInStaff({ phone, password: own, address: "198.51.100.1", device: null, effort: noProofOfWork, now }),
    ).toMatchObject({ ok: true });
    const audit = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
    expect(audit.map(({ action, detail }) => [action, detail]).slice(0, 2)).toEqual([
      ["staff.add", { roles: ["FINANCE"], invited: true }],
      ["staff.set_password", { logins: 0, by: "link" }],
    ]);
  });

  it("alone sets nothing: the code is his phone's, asked for in this browser", async () => {
    const { phone, id, token } = await invited();
    const code = await codeTo(phone, "STAFF_PASSWORD", now);
    const wrong = code === "000000" ? "000001" : "000000";
    expect(await accept(token, wrong)).toMatchObject({ ok: false, error: "sms_code_wrong" });
    expect(await accept(token, code, { device: newDevice() })).toMatchObject({ ok: false, error: "sms_code_wrong" });
    const colleague = await invited();
    const foreign = await codeTo(colleague.phone, "STAFF_PASSWORD", now);
    expect(await accept(token, foreign)).toMatchObject({ ok: false, error: "sms_code_wrong" });
    expect((await rowOf(id)).passwordHash).toBeNull();
    expect(await accept(token, code)).toMatchObject({ ok: true, value: { staffId: id } });
  });

  it("is open until the last millisecond of 72 hours", async () => {
    const { phone, token } = await invited();
    const end = 72 * HOUR;
    expect(await invitationBehind(token, after(end - 1))).toMatchObject({ state: "open", until: after(end) });
    expect(await invitationBehind(token, after(end))).toEqual({ state: "over" });
    expect(await invitationBehind(token, after(end + 1))).toEqual({ state: "over" });
    const code = await codeTo(phone, "STAFF_PASSWORD", after(end - 60_000));
    expect(await accept(token, code, { at: after(end + 1) })).toEqual(OVER);
    expect(await accept(token, code, { at: after(end) })).toEqual(OVER);
    expect(await accept(token, code, { at: after(end - 1) })).toMatchObject({ ok: true });
  });

  it("is worth nothing when it is guessed, or one character off", async () => {
    const { phone, token } = await invited();
    const code = await codeTo(phone, "STAFF_PASSWORD", now);
    const off = token.slice(0, -1) + (token.endsWith("a") ? "b" : "a");
    for (const guess of [off, "", token.replaceAll("-", ""), token.toUpperCase()]) {
      expect(await invitationBehind(guess, now)).toBeNull();
      expect(await accept(guess, code)).toEqual(OVER);
    }
  });

  it("dies when another is sent, which opens as long again", async () => {
    const { administrator, phone, id, token } = await invited();
    expect(await inviteStaffAgain({ ...upon(id, administrator), now: after(HOUR) })).toMatchObject({ ok: true });
    const second = await tokenTo(phone);
    expect(second).not.toBe(token);
    expect(await invitationBehind(token, after(HOUR))).toBeNull();
    const code = await codeTo(phone, "STAFF_PASSWORD", after(HOUR));
    expect(await accept(token, code, { at: after(HOUR) })).toEqual(OVER);
    expect(await invitationBehind(second, after(73 * HOUR - 1))).toMatchObject({ state: "open" });
    expect(await accept(second, code, { at: after(HOUR) })).toMatchObject({ ok: true });
  });

  it("is sent five times an hour and member at most; a refused one leaves the last link as it is", async () => {
    const { administrator, phone, id } = await invited();
    for (let sent = 0; sent < 5; sent += 1)
      expect(await inviteStaffAgain(upon(id, administrator))).toMatchObject({ ok: true });
    const last = await tokenTo(phone);
    expect(await inviteStaffAgain(upon(id, administrator))).toEqual({ ok: false, error: "invitation_limit" });
    expect(await messagesTo(phone)).toHaveLength(6);
    expect(await invitationBehind(last, now)).toMatchObject({ state: "open" });
  });

  it("dies when it is withdrawn, with the way by the code; nothing is withdrawn twice or after its use", async () => {
    const { administrator, phone, id, token } = await invited();
    const code = await codeTo(phone, "STAFF_PASSWORD", now);
    expect(await withdrawInvitation(upon(id, administrator))).toEqual({ ok: true, value: null });
    expect(await invitationBehind(token, now)).toBeNull();
    expect(await accept(token, code)).toEqual(OVER);
    await expect(codeTo(phone, "STAFF_PASSWORD", after(61_000)).then(() => messagesTo(phone))).resolves.toHaveLength(2);
    expect(await withdrawInvitation(upon(id, administrator))).toEqual({ ok: false, error: "invitation_not_open" });
    const member = await createStaff();
    expect(await withdrawInvitation(upon(member.id, administrator))).toEqual({
      ok: false,
      error: "invitation_not_open",
    });
    expect((await rowOf(member.id)).passwordHash).not.toBeNull();
    const written = await db().auditEntry.findFirstOrThrow({
      where: { subjectId: id, action: "staff.withdraw_invitation" },
    });
    expect(written).toMatchObject({ actorId: administrator.id, detail: { reason: "没有收到" } });
  });

  it("dies when the phone is changed, because it went to the former one, and with the account", async () => {
    const { administrator, id, token } = await invited();
    const edit = { ...upon(id, administrator), name: "诸葛小四", roles: ["FINANCE"], confirmed: true } as const;
    expect(await editStaff({ ...edit, phone: newPhone() })).toMatchObject({ ok: true });
    expect(await invitationBehind(token, now)).toBeNull();
    expect(await rowOf(id)).toMatchObject({ invitationSentAt: null });
    const other = await invited();
    await disableStaff(upon(other.id, other.administrator));
    const code = "123456";
    expect(await invitationBehind(other.token, now)).toBeNull();
    expect(await accept(other.token, code)).toMatchObject({ ok: false });
    expect((await rowOf(other.id)).passwordHash).toBeNull();
  });

  it("sets one password of five that are sent at once", async () => {
    const { phone, id, token } = await invited();
    const code = await codeTo(phone, "STAFF_PASSWORD", now);
    const words = Array.from({ length: 5 }, (_, index) => `${own}-${index}`);
    const answers = await Promise.all(words.map((password) => accept(token, code, { password })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().auditEntry.count({ where: { subjectId: id, action: "staff.set_password" } })).toBe(1);
  });

  it("loses to a colleague who sends another one at the same moment", async () => {
    const { phone, id, token } = await invited();
    const code = await codeTo(phone, "STAFF_PASSWORD", now);
    const answer = await whileUncommitted("UPDATE staff SET invitation_hash = 'another' WHERE id = $1", [id], () =>
      accept(token, code),
    );
    expect(answer).toEqual(OVER);
    expect((await rowOf(id)).passwordHash).toBeNull();
  });
});
