import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { setSchoolPicture } from "@/lib/domain/exam-session/commands/set-picture";
import { schoolPictureOf } from "@/lib/domain/exam-session/queries";
import { createExamSession, createStaff } from "../../support/factories";

const emblem = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
  <script>fetch("https://evil.invalid")</script><circle cx="32" cy="32" r="30" fill="#8a1c1c"/></svg>`;

async function set(kind: "emblem" | "banner", upload: Uint8Array | null, examSessionId: string) {
  const staff = await createStaff({ role: "EXAM_OFFICER" });
  return setSchoolPicture({ examSessionId, kind, upload, staffId: staff.id, now: new Date() });
}

const columns = (id: string) =>
  db().examSession.findUniqueOrThrow({
    where: { id },
    select: { emblemHash: true, bannerHash: true, updatedAt: true },
  });

describe("emblem and banner of an exam session", () => {
  it("an SVG becomes a PNG of 512 pixels without its script; the row's version stays", async () => {
    const { id, updatedAt } = await createExamSession();
    expect(await set("emblem", Buffer.from(emblem), id)).toEqual({ ok: true, value: { id } });
    const after = await columns(id);
    expect(after.updatedAt).toEqual(updatedAt);
    expect(after.bannerHash).toBeNull();
    const stored = await schoolPictureOf(after.emblemHash ?? "");
    expect(stored?.mediaType).toBe("image/png");
    expect(Buffer.from(stored?.bytes ?? []).includes("script")).toBe(false);
    const { width, height, hasAlpha } = await sharp(stored?.bytes).metadata();
    expect({ width, height, hasAlpha }).toEqual({ width: 512, height: 512, hasAlpha: true });
    // Drawn sharply: between the red disc and the transparent corner lies a thin edge, not a blur of many pixels.
    const { data } = await sharp(stored?.bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const middle = Array.from({ length: 512 }, (_, x) => data[(256 * 512 + x) * 4 + 3] ?? 0);
    expect(middle.filter((alpha) => alpha > 20 && alpha < 235).length).toBeLessThan(8);
  });

  it("a banner is cut to 4:1", async () => {
    const { id } = await createExamSession();
    const photo = await sharp({ create: { width: 900, height: 900, channels: 3, background: "#336699" } })
      .jpeg()
      .toBuffer();
    expect((await set("banner", photo, id)).ok).toBe(true);
    const stored = await schoolPictureOf((await columns(id)).bannerHash ?? "");
    const { width, height, format } = await sharp(stored?.bytes).metadata();
    expect({ width, height, format }).toEqual({ width: 1600, height: 400, format: "webp" });
  });

  it.each([
    ["text", Buffer.from("no picture")],
    ["an empty file", Buffer.alloc(0)],
    ["a PDF", Buffer.from("%PDF-1.4\n%%EOF")],
    ["a torn PNG", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
    ["a GIF", Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64")],
    ["an SVG bomb", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900000" height="900000"/>')],
  ])("%s is refused, and nothing changes", async (_name, upload) => {
    const { id } = await createExamSession();
    const before = await columns(id);
    expect(await set("emblem", upload, id)).toEqual({ ok: false, error: "school_picture_unreadable" });
    expect(await columns(id)).toEqual(before);
  });

  it("returns to the drawn one, both on record", async () => {
    const { id } = await createExamSession();
    await set("emblem", Buffer.from(emblem), id);
    const { emblemHash } = await columns(id);
    await set("emblem", null, id);
    expect((await columns(id)).emblemHash).toBeNull();
    const entries = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
    expect(entries.map(({ action, detail }) => ({ action, detail }))).toEqual([
      { action: "exam_session.set_picture", detail: { picture: "emblem", before: null, after: emblemHash } },
      { action: "exam_session.set_picture", detail: { picture: "emblem", before: emblemHash, after: null } },
    ]);
  });

  it("an exam session that does not exist", async () => {
    expect(await set("emblem", null, "019a0000-0000-7000-8000-00000000dead")).toEqual({
      ok: false,
      error: "session_not_found",
    });
  });
});
