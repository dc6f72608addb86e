import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { matchPictures } from "@/lib/domain/registration/commands/match-pictures";
import { reviewCase } from "@/lib/domain/review/queries/case";
import { createAccount, createExamSession, createFile, createRegistration } from "../../support/factories";

const now = new Date();
/** Two of these differ in as many bits as their numbers. */
const hash = (bits: number) => `${"1".repeat(bits).padEnd(216, "0")}${"1".repeat(40)}`;

/** A submitted registration whose only file of a kind has this hash. */
async function withPicture(
  overrides: Parameters<typeof createFile>[1],
  registration?: Parameters<typeof createRegistration>[0],
) {
  const row = await createRegistration({ status: "SUBMITTED", ...registration });
  await db().storedFile.deleteMany({ where: { registrationId: row.id } });
  const file = await createFile(row, { kind: "PORTRAIT", ...overrides });
  return { registration: row, file };
}

const partners = async (fileId: string) =>
  (await db().fileMatch.findMany({ where: { fileId } })).map(({ otherFileId }) => otherFileId);

describe("the same picture with another candidate", () => {
  it("is found across sessions, in both directions, once", async () => {
    const first = await withPicture({ perceptualHash: hash(0) });
    const other = await withPicture(
      { perceptualHash: hash(20) },
      { examSessionId: (await createExamSession({ now })).id },
    );
    const far = await withPicture({ perceptualHash: hash(100) });
    expect(await matchPictures({ fileId: other.file.id, now })).toBe(1);
    expect(await matchPictures({ fileId: other.file.id, now })).toBe(0);
    expect(await matchPictures({ fileId: first.file.id, now })).toBe(0);
    expect(await partners(first.file.id)).toEqual([other.file.id]);
    expect(await partners(other.file.id)).toEqual([first.file.id]);
    expect(await partners(far.file.id)).toEqual([]);
    expect(await db().fileMatch.findFirst({ where: { fileId: first.file.id } })).toMatchObject({
      distance: 20,
      exact: false,
    });

    // The reviewer sees whose it is; a picture that was replaced since tells nothing any more.
    const seen = await reviewCase(first.registration.id, "all", new Date());
    expect(seen?.files[0]?.matches).toMatchObject([{ exact: false, owner: { id: other.registration.id } }]);
    await db().storedFile.update({ where: { id: other.file.id }, data: { removedAt: now } });
    expect((await reviewCase(first.registration.id, "all", new Date()))?.files[0]?.matches).toEqual([]);
  });

  it("is found byte for byte whatever it was handed in as", async () => {
    const front = await withPicture({ kind: "ID_FRONT", contentIndex: "same", perceptualHash: hash(100) });
    const proof = await withPicture({ kind: "PROOF", contentIndex: "same", perceptualHash: hash(100) });
    expect(await matchPictures({ fileId: proof.file.id, now })).toBe(1);
    expect(await db().fileMatch.findFirst({ where: { fileId: front.file.id } })).toMatchObject({
      exact: true,
      distance: 0,
    });
  });

  it("asks more of what is printed alike for everybody", async () => {
    const back = await withPicture({ kind: "ID_BACK", perceptualHash: hash(200) });
    const other = await withPicture({ kind: "ID_BACK", perceptualHash: hash(203) });
    const same = await withPicture({ kind: "ID_BACK", perceptualHash: hash(202) });
    await matchPictures({ fileId: back.file.id, now });
    expect(await partners(back.file.id)).toEqual([same.file.id]);
    expect(await partners(other.file.id)).toEqual([]);
  });

  it("is nothing to remark on when it is an empty page", async () => {
    const empty = "0".repeat(256);
    await withPicture({ kind: "PROOF", perceptualHash: empty });
    const other = await withPicture({ kind: "PROOF", perceptualHash: empty });
    expect(await matchPictures({ fileId: other.file.id, now })).toBe(0);
  });

  it("is nothing to remark on when it is one's own, of last year, or of no picture at all", async () => {
    const account = await createAccount();
    const last = await withPicture({ perceptualHash: hash(150) }, { accountId: account.id });
    const again = await withPicture(
      { perceptualHash: hash(150) },
      { accountId: account.id, examSessionId: (await createExamSession({ now })).id },
    );
    const unhashed = await withPicture({});
    for (const { file } of [last, again, unhashed]) expect(await matchPictures({ fileId: file.id, now })).toBe(0);
    expect(await matchPictures({ fileId: "0199f2a0-0000-7000-8000-00000000ffff", now })).toBe(0);
  });
});
