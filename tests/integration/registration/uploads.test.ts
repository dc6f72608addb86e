import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { GET } from "@/app/api/files/[id]/route";
import { POST } from "@/app/api/uploads/route";
import { cookieName, sessionToken } from "@/lib/auth/token";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { env } from "@/lib/env";
import type { UploadItem } from "@/lib/domain/registration/items";
import { MAX_FILES_EVER } from "@/lib/domain/registration/uploads";
import { writeBasis } from "@/lib/domain/registration/schema";
import { hasSoundPortrait } from "@/lib/domain/registration/queries/own-files";
import { withdrawFaceConsent } from "@/lib/domain/registration/commands/withdraw-face-consent";
import {
  createAccount,
  createExamSession,
  createFile,
  createLoginSession,
  createRegistration,
  createStaff,
  newDocument,
} from "../../support/factories";
import { noisyJpeg, pdf, picture } from "../../support/pictures";

// The one part of Next that a route handler cannot have outside of a server: whose cookies came with the request.
const jar = new Map<string, string>();
vi.mock("next/headers", () => ({
  cookies: () =>
    Promise.resolve({ get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined) }),
}));

const host = "localhost:3000";
const home = { origin: `http://${host}`, host };

async function signIn(accountId: string) {
  const { id } = await createLoginSession({ accountId });
  jar.set(cookieName("candidate"), await sessionToken("candidate", id));
}

async function signInStaff(staffId: string) {
  const { id } = await createLoginSession({ staffId });
  jar.set(cookieName("staff"), await sessionToken("staff", id));
}

type Part = [name: string, value: string | { bytes: Uint8Array; name?: string }];

function form(parts: Part[]): FormData {
  const data = new FormData();
  for (const [name, value] of parts) {
    if (typeof value === "string") data.append(name, value);
    else data.append(name, new Blob([Uint8Array.from(value.bytes)]), value.name ?? "photo.jpg");
  }
  return data;
}

const post = (parts: Part[], headers: Record<string, string> = home) =>
  POST(new Request(`http://${host}/api/uploads`, { method: "POST", body: form(parts), headers }));

const postJson = async (parts: Part[], headers: Record<string, string> = home) => {
  const response = await post(parts, { ...headers, accept: "application/json" });
  return {
    status: response.status,
    body: (await response.json()) as {
      file?: { id: string; kind: string; pages: number } | null;
      error?: string;
      message?: string;
    },
  };
};

const get = (id: string, headers: Record<string, string> = {}, query = "") =>
  GET(new Request(`http://${host}/api/files/${id}${query}`, { headers }), { params: Promise.resolve({ id }) });

const live = (registrationId: string, kind: UploadItem) =>
  db().storedFile.findMany({ where: { registrationId, kind, removedAt: null }, orderBy: { id: "asc" } });

/** A candidate ready to submit, signed in; `without` takes kinds of uploads away again. */
async function candidate(overrides: Parameters<typeof createRegistration>[0] = {}, without: UploadItem[] = []) {
  const registration = await createRegistration({ examSessionId: (await session).id, ...overrides });
  await db().storedFile.updateMany({
    where: { registrationId: registration.id, kind: { in: without } },
    data: { removedAt: new Date() },
  });
  await signIn(registration.accountId);
  return registration;
}
const session = createExamSession();

beforeEach(() => jar.clear());

describe("a plain form post", () => {
  it("keeps every file of the form and goes back to the page", async () => {
    const { id, detailsSavedAt } = await candidate({}, ["PROOF"]);
    const response = await post([
      ["basis", writeBasis(detailsSavedAt)],
      ["name", "李四"],
      ["ID_FRONT", { bytes: await noisyJpeg() }],
      ["ID_BACK", { bytes: new Uint8Array(), name: "" }],
      ["PROOF", { bytes: await noisyJpeg() }],
      ["PROOF", { bytes: pdf(), name: "scan.jpg" }],
    ]);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toMatch(/^\/registration\/details\?notice=file_kept\./);
    expect((await live(id, "PROOF")).map(({ contentType, pages }) => [contentType, pages])).toEqual([
      ["image/jpeg", 1],
      ["image/jpeg", 1],
    ]);
    expect(await live(id, "ID_FRONT")).toHaveLength(1);
    const { draftEncrypted } = await db().registration.findUniqueOrThrow({ where: { id } });
    expect(JSON.parse(decryptColumn("registration.draft_encrypted", id, draftEncrypted ?? ""))).toEqual({
      name: "李四",
    });
  });

  it("goes on as 下一步 does when files and form come together", async () => {
    const { id, detailsSavedAt, examSessionId } = await candidate({}, ["ID_FRONT"]);
    const examSession = await db().examSession.findUniqueOrThrow({
      where: { id: examSessionId },
      include: { schools: true, languages: true },
    });
    const typed: Part[] = Object.entries({
      go: "next",
      basis: writeBasis(detailsSavedAt),
      category: "ADULT_ENROLLED",
      name: "李四",
      sex: "MALE",
      idType: "RESIDENT_ID",
      documentNumber: newDocument(),
      level: "专升本",
      language: examSession.languages[0]?.id ?? "",
      school: examSession.schools[0]?.id ?? "",
      studentNumber: "2023000001",
    });
    // Without the picture something is missing: said on the page, and the typed name is kept.
    const back = await post(typed);
    expect(back.headers.get("location")).toBe("/registration/details?check=1");
    expect(await db().registration.findUniqueOrThrow({ where: { id } })).toMatchObject({ name: "张三" });
    const on = await post([...typed, ["ID_FRONT", { bytes: await noisyJpeg() }]]);
    expect(on.headers.get("location")).toBe("/registration/portrait");
    expect(await db().registration.findUniqueOrThrow({ where: { id } })).toMatchObject({
      name: "李四",
      draftEncrypted: null,
    });
    expect(await live(id, "ID_FRONT")).toHaveLength(1);
  });

  it("says why a file was refused", async () => {
    await candidate();
    const response = await post([
      ["ID_FRONT", { bytes: new TextEncoder().encode("not a picture at all, whatever its name") }],
    ]);
    expect(response.headers.get("location")).toMatch(/^\/registration\/details\?notice=file_type_text\./);
  });

  it("sends whoever is not signed in to the login", async () => {
    const response = await post([["ID_FRONT", { bytes: await noisyJpeg() }]]);
    expect(response.headers.get("location")).toMatch(/^\/login\?next=%2Fregistration%2Fdetails&notice=signed_out\./);
  });

  it("refuses a post from another site, and one that hides where it comes from", async () => {
    await candidate();
    for (const headers of [{ origin: "https://evil.example", host }, { host }, { origin: "null", host }] as Record<
      string,
      string
    >[]) {
      expect((await post([["ID_FRONT", { bytes: await noisyJpeg() }]], headers)).status).toBe(403);
    }
    expect(
      (await post([["ID_FRONT", { bytes: await noisyJpeg() }]], { host, "sec-fetch-site": "same-origin" })).status,
    ).toBe(303);
  });
});

describe("keeping a file", () => {
  it("replaces a single kind, counts the version up and leaves a record", async () => {
    const before = await candidate();
    const first = await postJson([["ID_FRONT", { bytes: await noisyJpeg() }]]);
    const second = await postJson([["ID_FRONT", { bytes: await noisyJpeg() }]]);
    expect((await live(before.id, "ID_FRONT")).map(({ id }) => id)).toEqual([second.body.file?.id]);
    expect((await db().registration.findUniqueOrThrow({ where: { id: before.id } })).version).toBe(before.version + 2);
    expect(
      await db().auditEntry.count({ where: { action: "file.upload", subjectId: first.body.file?.id ?? "" } }),
    ).toBe(1);
  });

  it("leaves exactly one portrait of twenty sent at once", async () => {
    const { id } = await candidate();
    const bytes = await Promise.all(Array.from({ length: 20 }, () => noisyJpeg(480, 640)));
    const answers = await Promise.all(
      bytes.map((content) =>
        postJson([
          ["PORTRAIT", { bytes: content }],
          ["faceConsent", "on"],
        ]),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(await live(id, "PORTRAIT")).toHaveLength(1);
  });

  it("takes five proofs, not six, and the same one only once", async () => {
    const { id } = await candidate({}, ["PROOF"]);
    const first = await noisyJpeg();
    await postJson([["PROOF", { bytes: first }]]);
    await postJson([["PROOF", { bytes: first }]]);
    expect(await live(id, "PROOF")).toHaveLength(1);
    const answers = await Promise.all(
      Array.from({ length: 6 }, async () => (await postJson([["PROOF", { bytes: await noisyJpeg() }]])).body.error),
    );
    expect(answers.filter((error) => error === "too_many_proofs")).toHaveLength(2);
    expect(await live(id, "PROOF")).toHaveLength(5);
  });

  it("keeps a PDF only as a proof", async () => {
    await candidate();
    expect((await postJson([["ID_FRONT", { bytes: pdf() }]])).body.error).toBe("file_type_pdf");
  });

  it("makes a portrait as its exam session asks, and leaves those alone that were taken before", async () => {
    const { id, accountId, examSessionId } = await candidate({}, ["PORTRAIT"]);
    const ask = (portraitWidth: number, portraitMaxKb: number) =>
      db().examSession.update({
        where: { id: examSessionId },
        data: { portraitWidth, portraitHeight: (portraitWidth * 4) / 3, portraitMaxKb },
      });
    const photo = await noisyJpeg();
    await ask(360, 60);
    expect((await postJson([["PORTRAIT", { bytes: photo }]])).body.file).toMatchObject({ width: 360, height: 480 });
    const [taken] = await live(id, "PORTRAIT");
    expect(taken?.size).toBeLessThan(60_000);

    await ask(600, 500);
    expect(await live(id, "PORTRAIT")).toEqual([taken]);
    expect(await hasSoundPortrait({ accountId, registrationId: id })).toBe(true);
    await postJson([["PORTRAIT", { bytes: photo }]]);
    expect(await live(id, "PORTRAIT")).toMatchObject([{ width: 600, height: 800 }]);

    // Not even by hand can a session ask for what no card has room for.
    await expect(ask(237, 500)).rejects.toThrow("exam_session_portrait_three_to_four");
    await expect(ask(480, 29)).rejects.toThrow("exam_session_portrait_three_to_four");
    await expect(
      db().examSession.update({ where: { id: examSessionId }, data: { portraitHeight: 600 } }),
    ).rejects.toThrow("portrait_three_to_four");
  });

  it("wants consent before a portrait, and takes it back with the portrait", async () => {
    const { id, accountId } = await candidate({ faceConsentAt: null }, ["PORTRAIT"]);
    const photo = await noisyJpeg();
    expect((await postJson([["PORTRAIT", { bytes: photo }]])).body.error).toBe("face_consent_missing");
    expect(
      (
        await postJson([
          ["PORTRAIT", { bytes: photo }],
          ["faceConsent", "on"],
        ])
      ).status,
    ).toBe(200);
    expect(await hasSoundPortrait({ accountId, registrationId: id })).toBe(true);

    expect((await withdrawFaceConsent({ accountId, registrationId: id, now: new Date() })).ok).toBe(true);
    expect(await live(id, "PORTRAIT")).toHaveLength(0);
    expect((await postJson([["PORTRAIT", { bytes: photo }]])).body.error).toBe("face_consent_missing");
  });

  it("stores nothing readable, and nothing at all when it refuses", async () => {
    const { id } = await candidate();
    await postJson([["ID_FRONT", { bytes: await noisyJpeg() }]]);
    const [file] = await live(id, "ID_FRONT");
    const folder = path.join(env().DATA_DIR, "files");
    const stored = await readFile(path.join(folder, file?.storageKey ?? ""));
    await expect(sharp(stored).metadata()).rejects.toThrow("unsupported image format");

    const count = async () =>
      (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;
    const before = await count();
    await db().registration.updateMany({ where: { id }, data: { status: "SUBMITTED" } });
    expect((await postJson([["ID_FRONT", { bytes: await noisyJpeg() }]])).body.error).toBe("registration_not_editable");
    expect(await count()).toBe(before);
    expect(await readdir(path.join(env().DATA_DIR, "receiving"))).toEqual([]);
  });

  it("ends when the file is larger than allowed, also when no length is announced", async () => {
    await candidate();
    const large = new Uint8Array(10_000_001).fill(7);
    expect((await postJson([["ID_FRONT", { bytes: large }]])).body.error).toBe("file_too_large");
    expect(
      (await postJson([["ID_FRONT", { bytes: await noisyJpeg() }]], { ...home, "content-length": "900000000" })).status,
    ).toBe(413);
    expect((await postJson([["ID_FRONT", { bytes: new Uint8Array() }]])).body.error).toBe("file_empty");
    expect((await postJson([["name", "张三"]])).body.error).toBe("file_missing");
    expect(await readdir(path.join(env().DATA_DIR, "receiving"))).toEqual([]);
  });

  it("ends when the sender goes away in the middle of a file, and keeps nothing of it", async () => {
    await candidate();
    const whole = new Response(form([["ID_FRONT", { bytes: await noisyJpeg(2000, 2000) }]]));
    const type = whole.headers.get("content-type") ?? "";
    const bytes = new Uint8Array(await whole.arrayBuffer());
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes.slice(0, 200_000)),
      pull: (controller) => controller.error(new Error("aborted")),
    });
    const request = new Request(`http://${host}/api/uploads`, {
      method: "POST",
      body,
      duplex: "half",
      headers: { ...home, "content-type": type, accept: "application/json" },
    } as RequestInit);
    expect(await (await POST(request)).json()).toMatchObject({ error: "upload_malformed" });
    expect(await readdir(path.join(env().DATA_DIR, "receiving"))).toEqual([]);
  });

  it("refuses a cut post in words", async () => {
    await candidate();
    const whole = new Response(form([["ID_FRONT", { bytes: await noisyJpeg() }]]));
    const type = whole.headers.get("content-type") ?? "";
    const body = (await whole.arrayBuffer()).slice(0, 2000);
    const response = await POST(
      new Request(`http://${host}/api/uploads`, {
        method: "POST",
        body,
        headers: { ...home, "content-type": type, accept: "application/json" },
      }),
    );
    expect(await response.json()).toMatchObject({ error: "upload_malformed" });
  });
});

describe("the window", () => {
  it("closes to the millisecond", async () => {
    const { id, accountId, examSessionId } = await createRegistration({ examSessionId: (await session).id });
    await signIn(accountId);
    const closesAt = (await session).registrationClosesAt.getTime();
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      await db().loginSession.updateMany({ where: { accountId }, data: { expiresAt: new Date(closesAt + 60_000) } });
      for (const [offset, error] of [
        [-1, undefined],
        [0, "registration_closed"],
        [1, "registration_closed"],
      ] as const) {
        vi.setSystemTime(closesAt + offset);
        expect((await postJson([["ID_FRONT", { bytes: await noisyJpeg() }]])).body.error, `${offset} ms`).toBe(error);
      }
    } finally {
      vi.useRealTimers();
    }
    expect(examSessionId).toBe((await session).id);
    expect(await live(id, "ID_FRONT")).toHaveLength(1);
  });

  it("lets only what was sent back change", async () => {
    await candidate({ status: "RETURNED", reopenedItems: ["ID_FRONT"] });
    expect((await postJson([["ID_BACK", { bytes: await noisyJpeg() }]])).body.error).toBe("item_not_reopened");
    expect((await postJson([["ID_FRONT", { bytes: await noisyJpeg() }]])).status).toBe(200);
  });
});

describe("removing", () => {
  it("takes away one's own file only", async () => {
    const other = await candidate({}, ["PROOF"]);
    const { body } = await postJson([["PROOF", { bytes: await noisyJpeg() }]]);
    const fileId = body.file?.id ?? "";

    await candidate();
    expect((await postJson([["remove", fileId]])).body.error).toBe("file_not_found");
    expect((await postJson([["remove", "no-id"]])).body.error).toBe("file_not_found");
    expect(await live(other.id, "PROOF")).toHaveLength(1);

    await signIn(other.accountId);
    expect((await postJson([["remove", fileId]])).status).toBe(200);
    expect(await live(other.id, "PROOF")).toHaveLength(0);
    expect((await get(fileId)).status).toBe(404);
  });
});

describe("turning a document", () => {
  it("puts the turned one in its place, for the owner alone, and on record", async () => {
    const { id, accountId } = await candidate({}, ["ID_FRONT"]);
    const { body } = await postJson([["ID_FRONT", { bytes: await picture(300, 200).jpeg().toBuffer() }]]);
    const fileId = body.file?.id ?? "";

    await candidate();
    expect((await postJson([["rotate", fileId]])).body.error).toBe("file_not_found");
    await signIn(accountId);
    const turned = await postJson([["rotate", fileId]]);
    expect(turned.status).toBe(200);
    expect(turned.body.file?.id).not.toBe(fileId);
    const [front] = await live(id, "ID_FRONT");
    expect(front).toMatchObject({ id: turned.body.file?.id, width: 200, height: 300 });
    // The blue quarter was at the upper left, and is now at the upper right.
    const shown = await sharp(Buffer.from(await (await get(front?.id ?? "")).arrayBuffer()))
      .extract({ left: 180, top: 20, width: 1, height: 1 })
      .raw()
      .toBuffer();
    expect(shown[2]).toBeGreaterThan(150);
    expect((await get(fileId)).status).toBe(404);
    expect(await db().auditEntry.count({ where: { action: "file.rotate", subjectId: front?.id ?? "" } })).toBe(1);
    expect((await postJson([["rotate", fileId]])).body.error).toBe("file_not_found");
    expect((await postJson([["rotate", "no-id"]])).body.error).toBe("file_not_found");
  });

  it("turns every page of a PDF, and no portrait", async () => {
    const { id } = await candidate({}, ["PROOF"]);
    const { body } = await postJson([["PROOF", { bytes: pdf({ pages: 2 }) }]]);
    const turned = await postJson([["rotate", body.file?.id ?? ""]]);
    expect(turned.body.file).toMatchObject({ pages: 2 });
    expect(await db().filePage.findMany({ where: { fileId: turned.body.file?.id ?? "" } })).toMatchObject([
      { number: 2, width: 2000 },
    ]);
    const [portrait] = await live(id, "PORTRAIT");
    expect((await postJson([["rotate", portrait?.id ?? ""]])).body.error).toBe("file_not_found");
  });

  it("ends where the files of a registration end, and leaves the document as it was", async () => {
    const { id, accountId } = await candidate({}, ["ID_FRONT"]);
    const { body } = await postJson([["ID_FRONT", { bytes: await picture(300, 200).jpeg().toBuffer() }]]);
    const there = await db().storedFile.count({ where: { registrationId: id } });
    await Promise.all(
      Array.from({ length: MAX_FILES_EVER - there }, () =>
        createFile({ id, accountId }, { kind: "PROOF", removedAt: new Date() }),
      ),
    );
    expect((await postJson([["rotate", body.file?.id ?? ""]])).body.error).toBe("too_many_files");
    expect(await live(id, "ID_FRONT")).toMatchObject([{ id: body.file?.id, width: 300 }]);
  });

  it("is refused once the registration was handed in", async () => {
    const registration = await candidate();
    const { body } = await postJson([["PROOF", { bytes: await noisyJpeg() }]]);
    await db().registration.update({ where: { id: registration.id }, data: { status: "SUBMITTED" } });
    expect((await postJson([["rotate", body.file?.id ?? ""]])).body.error).toBe("registration_not_editable");
    expect(await live(registration.id, "PROOF")).toHaveLength(2);
  });
});

describe("showing a file", () => {
  it("gives it to its owner, unkept and unable to run anything", async () => {
    await candidate();
    const { body } = await postJson([["PROOF", { bytes: await picture().jpeg().toBuffer() }]]);
    const response = await get(body.file?.id ?? "");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("image/jpeg");
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
    expect((await sharp(Buffer.from(await response.arrayBuffer())).metadata()).width).toBe(900);
  });

  it("shows a PDF page by page as pictures, and small ones for lists", async () => {
    const { id } = await candidate();
    const { body } = await postJson([["PROOF", { bytes: pdf({ pages: 3 }) }]]);
    expect(body.file).toMatchObject({ kind: "PROOF", pages: 3 });
    const fileId = body.file?.id ?? "";
    for (const page of [1, 2, 3]) {
      const response = await get(`${fileId}`, {}, `?page=${page}`);
      expect(response.headers.get("content-type")).toBe("image/jpeg");
      expect(await sharp(Buffer.from(await response.arrayBuffer())).metadata()).toMatchObject({
        format: "jpeg",
        height: 2000,
        width: 1413,
      });
    }
    expect((await get(fileId, {}, "?page=4")).status).toBe(404);
    const small = await get(fileId, {}, "?page=2&size=thumbnail");
    expect((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).height).toBe(400);
    expect((await live(id, "PROOF"))[1]).toMatchObject({ pages: 3, contentType: "image/jpeg" });
    // The same document again is there already.
    expect((await postJson([["PROOF", { bytes: pdf({ pages: 3 }) }]])).body.file?.id).toBe(fileId);
    // Nothing lies in the store that no row names.
    expect(await db().filePage.count({ where: { fileId } })).toBe(2);
  });

  it("does not exist for anybody else", async () => {
    await candidate();
    const { body } = await postJson([["PROOF", { bytes: await noisyJpeg() }]]);
    const fileId = body.file?.id ?? "";
    jar.clear();
    expect((await get(fileId)).status).toBe(404);
    await signIn((await createAccount()).id);
    expect((await get(fileId)).status).toBe(404);
    await signInStaff((await createStaff({ role: "FINANCE" })).id);
    expect((await get(fileId)).status).toBe(404);
    expect((await get("../../etc/passwd")).status).toBe(404);
  });

  it("shows it to a reviewer and puts the look on record", async () => {
    await candidate();
    const { body } = await postJson([["PROOF", { bytes: await noisyJpeg() }]]);
    const fileId = body.file?.id ?? "";
    jar.clear();
    const staff = await createStaff({ role: "REVIEWER" });
    await signInStaff(staff.id);
    expect((await get(fileId, { referer: `http://${host}/admin/reviews/1?x=2` })).status).toBe(200);
    const [entry] = await db().auditEntry.findMany({ where: { action: "file.view", subjectId: fileId } });
    expect(entry).toMatchObject({ actorId: staff.id, detail: { page: "/admin/reviews/1", kind: "PROOF" } });
  });
});
