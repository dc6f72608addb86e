import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { GET } from "@/app/api/wechat-verification/[name]/route";
import { dataDir } from "@/lib/http/installation";

const put = (name: string, content: string) => writeFile(path.join(dataDir(), name), content);
const ask = (name: string) => GET(new Request("http://localhost/"), { params: Promise.resolve({ name }) });

it("hands WeChat the file that its console gave", async () => {
  await put("MP_verify_AbC123xyz.txt", "AbC123xyz");
  const answer = await ask("AbC123xyz");
  expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
    200,
    "text/plain; charset=utf-8",
    "AbC123xyz",
  ]);
});

it("knows no other file, however it is asked for", async () => {
  await put("secret.txt", "secret");
  await put("MP_verify_large.txt", "x".repeat(1025));
  await put(`MP_verify_${"a".repeat(65)}.txt`, "long");
  const names = [
    "missing",
    "large",
    "a".repeat(65),
    "",
    ".",
    "x/../../secret",
    "../secret",
    "..\\secret",
    "a.b",
    "名",
    "a\0",
  ];
  expect(await Promise.all(names.map(async (name) => (await ask(name)).status))).toEqual(names.map(() => 404));
});
