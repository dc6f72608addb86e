import { expect, it } from "vitest";
import { holderOf } from "@/lib/domain/appeal/queries/document-appeals";
import { db } from "@/lib/adapter/db/client";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { reusePortrait } from "@/lib/domain/registration/commands/reuse-portrait";
import { writeName } from "@/lib/domain/review/commands/write-name";
import { storeEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { drawnPortrait } from "../../support/drawings";
import {
  createAccount,
  createExamSession,
  createFile,
  createRegistration,
  createStaff,
  newDocument,
} from "../../support/factories";

it("a portrait of an earlier registration is taken over by its owner alone", async () => {
  const { id: accountId } = await createAccount();
  const stranger = await createAccount();
  const earlier = await createRegistration({ status: "PAID", accountId, bare: true });
  const present = await createRegistration({ accountId, bare: true });
  const foreign = await createRegistration({ accountId: stranger.id, bare: true });
  const picture = await drawnPortrait();
  const fileOf = async (registration: { id: string; accountId: string }, overrides = {}) =>
    createFile(registration, { kind: "PORTRAIT", storageKey: await storeEncryptedFile(picture), ...overrides });
  const now = new Date();
  const reuse = async (owner: { accountId: string; registrationId: string }, file: { id: string }) =>
    reusePortrait({ ...owner, fileId: file.id, faceConsent: true, now });

  const own = { accountId, registrationId: present.id };
  const refused = { ok: false, error: "file_not_found" };
  expect(await reuse({ accountId: stranger.id, registrationId: foreign.id }, await fileOf(earlier))).toEqual(refused);
  expect(await reuse(own, await fileOf(foreign))).toEqual(refused);
  expect(await reuse(own, await fileOf(earlier, { removedAt: now }))).toEqual(refused);
  expect(await reuse(own, await fileOf(earlier, { kind: "ID_FRONT" }))).toEqual(refused);
  expect(await db().storedFile.count({ where: { registrationId: present.id } })).toBe(0);
});

it("a name is written by a reviewer of the candidate's school alone", async () => {
  const registration = await createRegistration({ status: "SUBMITTED", name: "王〓" });
  const reviewerOf = (school: string) =>
    createStaff({ role: "REVIEWER", allSchools: false, scopes: { create: [{ school }] } } as Parameters<
      typeof createStaff
    >[0]);
  const write = async (school: string) =>
    writeName({
      registrationId: registration.id,
      version: registration.version,
      staff: await reviewerOf(school),
      typed: "王三",
      confirmed: "王三",
      now: new Date(),
    });
  expect(await write("别的学校")).toEqual({ ok: false, error: "registration_not_in_expected_status" });
  expect(await db().registration.findUniqueOrThrow({ where: { id: registration.id } })).toMatchObject({ name: "王〓" });
  expect(await write("武汉轻工大学")).toMatchObject({ ok: true });
});

// product.md and the partial unique index: a draft, a refused and a cancelled registration do not hold their number.
const holds: Record<RegistrationStatus, boolean> = {
  DRAFT: false,
  SUBMITTED: true,
  RETURNED: true,
  REFUSED: false,
  PRE_APPROVED: true,
  APPROVED: true,
  PAID: true,
  CANCELLED: false,
};

it.each(Object.entries(holds) as [RegistrationStatus, boolean][])(
  "a %s registration holds its document number: %s",
  async (status, held) => {
    const { id: examSessionId } = await createExamSession();
    const document = newDocument();
    const other = await createRegistration({ status, examSessionId, document });
    const elsewhere = await createRegistration({ status, document });
    const { id, documentIndex, draftEncrypted } = await createRegistration({
      status: "DRAFT",
      examSessionId,
      document,
    });
    expect((await holderOf({ id, examSessionId, documentIndex, draftEncrypted }))?.id ?? null).toBe(
      held ? other.id : null,
    );
    expect(
      (await holderOf({ id: elsewhere.id, examSessionId: elsewhere.examSessionId, documentIndex, draftEncrypted })) ??
        null,
    ).toBeNull();
  },
);
