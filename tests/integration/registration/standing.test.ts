import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { RegistrationStatus } from "@/lib/adapter/db/enums";
import { currentFrames } from "@/lib/domain/exam-session/queries";
import {
  registrationInExamSession,
  registrationOfOwner,
  signedInDetailsContext,
  signedInStanding,
  watchedStanding,
} from "@/lib/domain/registration/queries/standing";
import {
  createAccount,
  createExamSession,
  createLoginSession,
  createRegistration,
  createStaff,
} from "../../support/factories";

const DAY = 24 * 60 * 60 * 1000;

/** The same by the ORM, one query a relation. */
const select = {
  id: true,
  status: true,
  version: true,
  registrationNumber: true,
  noticeConfirmedAt: true,
  noticeVersion: true,
  detailsSavedAt: true,
  languageId: true,
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
      await db().examSession.updateMany({ where: { id: { not: row.examSessionId } }, data: { publishedAt: null } });

      const signedIn = await signedInStanding(login.id, new Date());
      const [standing] = signedIn?.entries ?? [];

      expect(signedIn?.entries).toHaveLength(1);
      expect(signedIn?.candidate).toEqual({ id: row.accountId, loginSessionId: login.id, remembered: false });
      expect(standing?.examSession).toEqual((await currentFrames(new Date()))[0]);
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
    expect(await signedInStanding(login.id, new Date())).toMatchObject({ entries: [] });

    const examSession = await createExamSession();
    expect(await signedInStanding(login.id, new Date())).toMatchObject({
      entries: [{ examSession: { id: examSession.id }, registration: null }],
    });
  });

  it("has every exam session under way, and of the past ones his own", async () => {
    await db().examSession.updateMany({ data: { publishedAt: null } });
    const now = new Date();
    const ended = (milliseconds: number) => ({
      examStartsAt: new Date(now.getTime() - milliseconds - 7_200_000),
      examEndsAt: new Date(now.getTime() - milliseconds),
    });
    const [west, east] = [await createExamSession(), await createExamSession()];
    await createExamSession({ publishedAt: null });
    const [own, last] = [await createExamSession(ended(200 * DAY)), await createExamSession(ended(0))];
    await createExamSession(ended(100 * DAY));
    const { accountId } = await createRegistration({ status: "PAID", examSessionId: own.id });
    const inEast = await createRegistration({ status: "SUBMITTED", examSessionId: east.id, accountId });
    // Another candidate's registration in the same exam session is not his.
    await createRegistration({ status: "SUBMITTED", examSessionId: west.id });
    const login = await createLoginSession({ accountId });

    const entries = (await signedInStanding(login.id, now))?.entries ?? [];
    const found = Object.fromEntries(
      entries.map(({ examSession, registration }) => [examSession.id, registration?.status ?? null]),
    );
    expect(found).toEqual({ [west.id]: null, [east.id]: "SUBMITTED", [own.id]: "PAID" });
    expect(entries.find(({ examSession }) => examSession.id === east.id)?.registration?.id).toBe(inEast.id);

    // Between two rounds everybody has the one that was over last.
    await db().examSession.updateMany({ where: { id: { in: [west.id, east.id] } }, data: { publishedAt: null } });
    const between = (await signedInStanding(login.id, now))?.entries ?? [];
    expect(between.map(({ examSession }) => examSession.id).toSorted()).toEqual([own.id, last.id].toSorted());
  });

  it("has an exam session until its last language's own exam is over", async () => {
    await db().examSession.updateMany({ data: { publishedAt: null } });
    const now = new Date();
    const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
    const [west, east] = [
      await createExamSession(),
      await createExamSession({ examStartsAt: at(-4), examEndsAt: at(-2) }),
    ];
    const login = await createLoginSession({ accountId: (await createAccount()).id });
    const found = async () =>
      (await signedInStanding(login.id, now))?.entries.map(({ examSession }) => examSession.id).toSorted();
    expect(await found()).toEqual([west.id]);
    await db().language.update({
      where: { id: east.languages[1]?.id ?? "" },
      data: { examStartsAt: at(1), examEndsAt: at(2) },
    });
    expect(await found()).toEqual([west.id, east.id].toSorted());
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

describe("the exam session that a page names", () => {
  it("is the one that is read, whatever else the candidate has", async () => {
    const [a, b] = [await createExamSession(), await createExamSession()];
    const inA = await createRegistration({ status: "PAID", examSessionId: a.id });
    const { accountId } = inA;
    const inB = await createRegistration({ status: "DRAFT", examSessionId: b.id, accountId });
    const login = await createLoginSession({ accountId });
    const now = new Date();
    for (const [examSession, row] of [
      [a, inA],
      [b, inB],
    ] as const) {
      const context = await signedInDetailsContext(login.id, examSession.id, now);
      expect(context).toMatchObject({ examSession: { id: examSession.id }, registration: { id: row.id } });
      const offered = await db().school.findMany({ where: { examSessionId: examSession.id }, select: { id: true } });
      expect(context?.lists.schools.map(({ id }) => id).toSorted()).toEqual(offered.map(({ id }) => id).toSorted());
    }
    expect((await watchedStanding(login.id, a.id, now))?.registration?.status).toBe("PAID");
    expect((await watchedStanding(login.id, b.id, now))?.registration?.status).toBe("DRAFT");
  });

  it("is nothing once it is taken back, or when it does not exist", async () => {
    const draft = await createExamSession({ publishedAt: null });
    const { accountId } = await createRegistration();
    const login = await createLoginSession({ accountId });
    for (const id of [draft.id, accountId]) {
      expect(await signedInDetailsContext(login.id, id, new Date())).toBeNull();
      expect(await watchedStanding(login.id, id, new Date())).toBeNull();
    }
  });
});
