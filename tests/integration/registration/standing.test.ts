import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { RegistrationStatus } from "@/lib/adapter/db/enums";
import { currentExamSession } from "@/lib/domain/exam-session/queries";
import {
  signedInStanding,
  registrationInExamSession,
  registrationOfOwner,
} from "@/lib/domain/registration/queries/standing";
import {
  createAccount,
  createExamSession,
  createLoginSession,
  createRegistration,
  createStaff,
} from "../../support/factories";

/** The same by the ORM, one query a relation. */
const select = {
  id: true,
  status: true,
  version: true,
  registrationNumber: true,
  noticeConfirmedAt: true,
  noticeVersion: true,
  detailsSavedAt: true,
  idType: true,
  faceConsentAt: true,
  reopenedItems: true,
  submittedAt: true,
  decidedAt: true,
  paidAt: true,
  overrides: { select: { step: true, until: true } },
  seat: { select: { id: true } },
  files: { where: { removedAt: null }, select: { id: true, kind: true } },
} as const;

describe("signedInStanding", () => {
  it.each(Object.values(RegistrationStatus))(
    "says in one query of a %s registration what the separate queries say",
    async (status) => {
      const row = await createRegistration({ status });
      const staff = await createStaff();
      await db().stepOverride.create({
        data: {
          registrationId: row.id,
          step: "PAYMENT",
          until: new Date("2026-01-02T03:04:05.678Z"),
          reason: "r",
          staffId: staff.id,
        },
      });
      const login = await createLoginSession({ accountId: row.accountId });
      // The newest session is the current one.
      await db().examSession.updateMany({ where: { id: { not: row.examSessionId } }, data: { publishedAt: null } });

      const standing = await signedInStanding(login.id, new Date());

      expect(standing?.candidate).toEqual({ id: row.accountId, loginSessionId: login.id, remembered: false });
      expect(standing?.examSession).toEqual(await currentExamSession());
      const own = await db().registration.findUniqueOrThrow({ where: { id: row.id }, select });
      const sorted = (files: readonly { id: string }[]) => files.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const expected = { ...own, files: sorted(own.files) };
      const key = { accountId: row.accountId, examSessionId: row.examSessionId };
      expect(standing?.registration).toEqual(expected);
      expect(await registrationInExamSession(key)).toEqual({
        examSession: standing?.examSession,
        registration: expected,
      });
      expect(await registrationOfOwner({ accountId: row.accountId, registrationId: row.id })).toEqual({
        examSession: standing?.examSession,
        registration: expected,
      });
      const stranger = await createAccount();
      expect(await registrationInExamSession({ ...key, accountId: stranger.id })).toMatchObject({ registration: null });
      expect(await registrationOfOwner({ accountId: stranger.id, registrationId: row.id })).toBeNull();
    },
  );

  it("knows a candidate who has not begun, and one without any published session", async () => {
    await db().examSession.updateMany({ data: { publishedAt: null } });
    const account = await createAccount();
    const login = await createLoginSession({ accountId: account.id });
    expect(await signedInStanding(login.id, new Date())).toMatchObject({ examSession: null, registration: null });

    const examSession = await createExamSession();
    expect(await signedInStanding(login.id, new Date())).toMatchObject({
      examSession: { id: examSession.id },
      registration: null,
    });
  });

  it("ends at the expiry: −1 ms, 0, +1 ms, and at once when revoked", async () => {
    const account = await createAccount();
    const login = await createLoginSession({ accountId: account.id });
    const at = (ms: number) => signedInStanding(login.id, new Date(login.expiresAt.getTime() + ms));
    expect(await at(0)).toBeNull();
    expect(await at(1)).toBeNull();
    // Used a millisecond before its end, an idle session begins anew.
    expect(await at(-1)).not.toBeNull();
    expect(await at(1)).not.toBeNull();

    await db().loginSession.update({ where: { id: login.id }, data: { revokedAt: new Date() } });
    expect(await at(-1)).toBeNull();
  });

  it("does not take a staff member for a candidate", async () => {
    const staff = await createStaff();
    const login = await createLoginSession({ staffId: staff.id });
    expect(await signedInStanding(login.id, new Date())).toBeNull();
  });
});
