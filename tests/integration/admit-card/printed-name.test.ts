import { describe, expect, it, vi } from "vitest";
import { POST } from "@/app/registration/details/name/route";
import { cookieName, sessionToken } from "@/lib/auth/token";
import { createExamSession, createLoginSession, createRegistration } from "../../support/factories";

// The framework's request, which a route handler reads its cookies from: only that is put in its place.
const jar = new Map<string, string>();
vi.mock("next/headers", () => ({
  cookies: () =>
    Promise.resolve({ get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined) }),
  headers: () => Promise.resolve(new Headers()),
}));

const ask = async (name: string, origin = "http://localhost:3000") => {
  const body = new URLSearchParams({ name }).toString();
  const headers = {
    origin,
    host: "localhost:3000",
    "content-type": "application/x-www-form-urlencoded",
    "content-length": String(body.length),
  };
  const response = await POST(
    new Request("http://localhost:3000/registration/details/name", { method: "POST", body, headers }),
  );
  return {
    status: response.status,
    cache: response.headers.get("cache-control"),
    answer: (await response.json()) as Record<string, unknown>,
  };
};

describe("a name as the card prints it", () => {
  it("is drawn for a candidate with the documents' fonts, mended, with what no font draws", async () => {
    const { id } = await createLoginSession({
      accountId: (await createRegistration({ status: "DRAFT", examSessionId: (await createExamSession()).id }))
        .accountId,
    });
    jar.set(cookieName("candidate"), await sessionToken("candidate", id));

    const rare = await ask("王U+2CC56䶮");
    expect(rare).toMatchObject({
      status: 200,
      cache: "no-store",
      answer: { name: "王𬱖䶮", written: true, outline: { width: 3000, missing: [] } },
    });
    expect((rare.answer["outline"] as { path: string }).path).toMatch(/^M[\d.-]/);
    expect((await ask("阿卜杜拉•买买提")).answer).toMatchObject({ name: "阿卜杜拉·买买提" });
    expect((await ask("王〓")).answer).toMatchObject({ written: false });
    // Extension I came too late for any font here.
    expect((await ask("王\u{2EBF0}")).answer).toMatchObject({ outline: { missing: ["\u{2EBF0}"] } });
    expect((await ask("王3")).answer).toEqual({ message: expect.stringContaining("姓名只能填写汉字") as string });
    expect((await ask("王".repeat(3000))).status).toBe(422);
  });

  it("is drawn for nobody else", async () => {
    expect((await ask("王", "https://elsewhere.example")).status).toBe(403);
    jar.clear();
    expect((await ask("王")).status).toBe(401);
  });
});
