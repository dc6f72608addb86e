import { readdir } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { messages } from "@/app/_lib/messages/all";
import { POST } from "@/app/api/uploads/route";
import { cookieName, sessionToken } from "@/lib/auth/token";
import { db } from "@/lib/adapter/db/client";
import { env } from "@/lib/env";
import type { UploadItem } from "@/lib/domain/registration/items";
import { readEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { createExamSession, createLoginSession, createRegistration } from "../../support/factories";
import { hostileFiles, hostileNames, MARKER } from "../../support/hostile-files";
import { noisyJpeg } from "../../support/pictures";

// The one part of Next that a route handler cannot have outside of a server: whose cookies came with the request.
const jar = new Map<string, string>();
vi.mock("next/headers", () => ({
  cookies: () =>
    Promise.resolve({ get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined) }),
}));

const host = "localhost:3000";
const session = createExamSession();

/** A candidate who has everything, signed in. */
async function candidate() {
  const { id, accountId } = await createRegistration({ examSessionId: (await session).id });
  jar.set(cookieName("candidate"), await sessionToken("candidate", (await createLoginSession({ accountId })).id));
  return id;
}

let registrationId: string;
let given: string[];
beforeEach(async () => {
  registrationId = await candidate();
  given = (await live()).map(({ id }) => id);
});

const live = () => db().storedFile.findMany({ where: { registrationId, removedAt: null }, select: { id: true } });

type Answer = {
  status: number;
  body: { file?: { id: string; pages: number } | null; error?: string; message?: string };
};

async function send(body: BodyInit, contentType?: string): Promise<Answer> {
  const headers = {
    origin: `http://${host}`,
    host,
    accept: "application/json",
    ...(contentType ? { "content-type": contentType } : {}),
  };
  const response = await POST(
    new Request(`http://${host}/api/uploads`, { method: "POST", body, headers, duplex: "half" } as RequestInit),
  );
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

function sendFile(kind: UploadItem, bytes: Uint8Array, name = "photo.jpg"): Promise<Answer> {
  const form = new FormData();
  form.append(kind, new Blob([Uint8Array.from(bytes)]), name);
  return send(form);
}

/** What lies in the store, and what is under way to it. */
async function lying() {
  const count = async (folder: string) => {
    const entries = await readdir(path.join(env().DATA_DIR, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    return entries.filter((entry) => entry.isFile()).length;
  };
  return { stored: await count("files"), underWay: await count("receiving") };
}

/** What came since the test began. */
const rows = () =>
  db().storedFile.findMany({ where: { registrationId, id: { notIn: given } }, include: { furtherPages: true } });

/** A hang, not a time: the slowest of these is given up after some two seconds (render-pages.ts). */
const timeout = 30_000;

describe("a hostile or broken file", () => {
  const refused = hostileFiles.filter(({ outcome }) => outcome !== "accepted");
  const accepted = hostileFiles.filter(({ outcome }) => outcome === "accepted");

  it.each(refused.map((file) => [file.name, file] as const))(
    "%s is refused in its own words and leaves nothing",
    { timeout },
    async (_, file) => {
      const before = await lying();
      const { status, body } = await sendFile(file.kind, await file.make());
      expect(status).toBe(422);
      expect(body).toEqual({ error: file.outcome, message: messages[file.outcome as keyof typeof messages] });
      expect(await rows()).toEqual([]);
      expect(await lying()).toEqual(before);
    },
  );

  it.each(accepted.map((file) => [file.name, file] as const))(
    "%s is kept as a picture without its payload",
    { timeout },
    async (_, file) => {
      const { body } = await sendFile(file.kind, await file.make());
      expect(body).toMatchObject({ file: { pages: 1 } });
      const [row] = await rows();
      const kept = await readEncryptedFile(row?.storageKey ?? "");
      expect(kept.subarray(0, 3).toString("latin1")).toBe("\xff\xd8\xff");
      expect(kept.includes(MARKER)).toBe(false);
      expect(JSON.stringify(row)).not.toContain(MARKER);
      expect((await lying()).underWay).toBe(0);
    },
  );

  it("is told apart: no two reasons share their words", () => {
    const codes = [...new Set(refused.map(({ outcome }) => outcome))];
    const sentences = codes.map((code) => messages[code as keyof typeof messages]);
    expect(new Set(sentences).size).toBe(codes.length);
    for (const sentence of sentences) expect(sentence).toMatch(/[\u4e00-\u9fff].*。$/u);
  });

  it.each(hostileNames.map((name) => [JSON.stringify(name.slice(0, 40)), name] as const))(
    "named %s is what its content is",
    async (_, name) => {
      expect((await sendFile("ID_FRONT", await noisyJpeg(), name)).status).toBe(200);
      const [row] = await rows();
      expect(row?.storageKey).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{32}$/);
      expect(JSON.stringify(row)).not.toContain(name);
      expect((await lying()).underWay).toBe(0);
    },
  );
});

describe("a post that is not as it should be", () => {
  const multipart = "multipart/form-data; boundary=x";
  const part = (headers: string, content: string, end = "--x--\r\n") => `--x\r\n${headers}\r\n\r\n${content}\r\n${end}`;
  const file = 'Content-Disposition: form-data; name="ID_FRONT"; filename="a.jpg"';
  const endless = () => {
    const piece = new Uint8Array(65_536).fill(7);
    let begun = false;
    return new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(begun ? piece : new TextEncoder().encode(`--x\r\n${file}\r\n\r\n`));
        begun = true;
      },
    });
  };

  const posts: [name: string, error: string, contentType: string, body: () => BodyInit][] = [
    ["without a boundary", "upload_malformed", "multipart/form-data", () => part(file, "abc")],
    ["with an empty boundary", "upload_malformed", "multipart/form-data; boundary=", () => part(file, "abc")],
    ["with another boundary", "upload_malformed", "multipart/form-data; boundary=y", () => part(file, "abc")],
    ["that is no form", "upload_malformed", "application/json", () => "{}"],
    ["of nothing", "upload_malformed", multipart, () => ""],
    ["that ends within its headers", "upload_malformed", multipart, () => `--x\r\n${file}`],
    ["that ends within its file", "upload_malformed", multipart, () => part(file, "abc", "")],
    ["whose file never ends", "file_too_large", multipart, endless],
    [
      "with a header of a megabyte",
      "file_type_text",
      multipart,
      () => part(`${file}\r\nX-A: ${"a".repeat(1_000_000)}`, "abc"),
    ],
    [
      "with a hundred thousand headers",
      "file_missing",
      multipart,
      () => part(`${"X-A: a\r\n".repeat(100_000)}${file}`, "abc"),
    ],
    ["of a thousand parts", "upload_malformed", multipart, () => `${part(file, "abc", "").repeat(1000)}--x--\r\n`],
    [
      "whose file has no name",
      "file_missing",
      multipart,
      () => part('Content-Disposition: form-data; name="ID_FRONT"', "abc"),
    ],
    ["whose part has no name", "file_missing", multipart, () => part("Content-Disposition: form-data", "abc")],
    [
      "whose field is a prototype",
      "file_missing",
      multipart,
      () => part('Content-Disposition: form-data; name="__proto__"', "abc"),
    ],
    [
      "of a kind nobody asked for",
      "file_too_large",
      multipart,
      () => part(file.replace("ID_FRONT", "ADMIT_CARD"), "abc"),
    ],
  ];
  it.each(posts)("%s is refused: %s", { timeout }, async (_, error, contentType, body) => {
    const before = await lying();
    expect((await send(body(), contentType)).body).toEqual({
      error,
      message: messages[error as keyof typeof messages],
    });
    expect(await rows()).toEqual([]);
    expect(await live()).toHaveLength(given.length);
    expect(await lying()).toEqual(before);
  });

  it("with two files of a kind that exists once leaves the second", async () => {
    const form = new FormData();
    const [first, second] = [await noisyJpeg(300, 400), await noisyJpeg(400, 300)];
    form.append("ID_FRONT", new Blob([Uint8Array.from(first)]), "a.jpg");
    form.append("ID_FRONT", new Blob([Uint8Array.from(second)]), "b.jpg");
    expect((await send(form)).status).toBe(200);
    expect((await rows()).filter(({ removedAt }) => removedAt === null)).toMatchObject([{ width: 400, height: 300 }]);
  });
});

describe("after all of it", () => {
  it("a good picture is taken as ever", async () => {
    expect((await sendFile("ID_FRONT", await noisyJpeg())).status).toBe(200);
    expect(await rows()).toHaveLength(1);
  });
});
