import { expect, it } from "vitest";
import { readBounded } from "@/lib/core/read-bounded";

/** A sender who never stops, and says nothing of the length. */
function endless() {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1000;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  const request = new Request("http://localhost/", { method: "POST", body, duplex: "half" } as RequestInit);
  return { request, sent: () => sent };
}

const post = (body: string) => new Request("http://localhost/", { method: "POST", body });

it("reads a body up to its limit and not a byte more", async () => {
  expect(Buffer.from((await readBounded(post("12345"), 5)) ?? []).toString()).toBe("12345");
  expect(await readBounded(post("123456"), 5)).toBeNull();
  expect(await readBounded(new Request("http://localhost/", { method: "POST" }), 5)).toEqual(new Uint8Array());
});

it("leaves a sender who never stops after the limit", async () => {
  const { request, sent } = endless();
  expect(await readBounded(request, 10_000)).toBeNull();
  expect(sent()).toBeLessThan(50_000);
});
