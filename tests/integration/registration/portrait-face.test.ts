import { describe, expect, it, vi } from "vitest";
import { POST } from "@/app/registration/portrait/face/route";
import { cookieName, sessionToken } from "@/lib/auth/token";
import { db } from "@/lib/adapter/db/client";
import { createExamSession, createLoginSession, createRegistration } from "../../support/factories";
import { cutOut, frontalFaces } from "../../support/faces";

// The framework's request, which a route handler reads its cookies from: only that is put in its place.
const jar = new Map<string, string>();
vi.mock("next/headers", () => ({
  cookies: () =>
    Promise.resolve({ get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined) }),
  headers: () => Promise.resolve(new Headers()),
}));

const [, , , , , , , , , , face] = frontalFaces;

async function ask(fields: { photo?: Buffer; faceConsent?: string }, origin = "http://localhost:3000") {
  const form = new FormData();
  if (fields.faceConsent) form.append("faceConsent", fields.faceConsent);
  if (fields.photo) form.append("photo", new Blob([new Uint8Array(fields.photo)]), "photo");
  const packed = new Response(form);
  const body = await packed.arrayBuffer();
  const headers = {
    origin,
    host: "localhost:3000",
    "content-type": packed.headers.get("content-type") ?? "",
    "content-length": String(body.byteLength),
  };
  const response = await POST(
    new Request("http://localhost:3000/registration/portrait/face", { method: "POST", body, headers }),
  );
  return { status: response.status, ...((await response.json()) as { part: object | null }) };
}

describe("the face of a chosen photo", { timeout: 30_000 }, () => {
  it("is looked for with consent only, for the candidate whose portrait is due, and nothing is kept", async () => {
    const photo = await cutOut(face);
    const examSession = await createExamSession();
    const { id, accountId } = await createRegistration({ status: "DRAFT", examSessionId: examSession.id });
    await db().registration.update({ where: { id }, data: { faceConsentAt: null } });
    const files = await db().storedFile.count();
    const login = await createLoginSession({ accountId });
    jar.set(cookieName("candidate"), await sessionToken("candidate", login.id));

    expect(await ask({ photo })).toEqual({ status: 422, part: null });
    expect(await ask({ photo, faceConsent: "on" })).toMatchObject({
      status: 200,
      part: { width: expect.any(Number) as number },
    });
    expect(await ask({ photo: Buffer.from("no picture"), faceConsent: "on" })).toMatchObject({ status: 422 });
    expect(await ask({ photo: Buffer.alloc(500_000), faceConsent: "on" })).toMatchObject({ status: 413 });
    expect(await ask({ faceConsent: "on" })).toMatchObject({ status: 422 });
    expect(await db().storedFile.count()).toBe(files);
    expect(await db().registration.findUniqueOrThrow({ where: { id } })).toMatchObject({ faceConsentAt: null });

    // Submitted: no portrait is due any more.
    await db().registration.update({ where: { id }, data: { status: "SUBMITTED" } });
    expect(await ask({ photo, faceConsent: "on" })).toMatchObject({ status: 422 });
    expect(await ask({ photo, faceConsent: "on" }, "https://elsewhere.example")).toMatchObject({ status: 403 });
    jar.clear();
    expect(await ask({ photo, faceConsent: "on" })).toMatchObject({ status: 401 });
  });
});
