import { describe, expect, it } from "vitest";
import { readPictureFile } from "@/lib/adapter/image/picture-file";

const picture = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
const withBehind = (behind: Buffer) => Buffer.concat([picture, behind]);

describe("what lies behind a picture", () => {
  it("is looked through in no time, whatever it is made of", () => {
    const start = performance.now();
    expect(readPictureFile(withBehind(Buffer.alloc(8_000_000, "<s")), "jpeg").ok).toBe(true);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  // 64 kB are looked at in one piece.
  it.each([0, 1, 65_535 - 3, 65_536 - 1, 65_536, 200_000])(
    "is refused when a page begins at byte %d of it",
    (before) => {
      const file = withBehind(
        Buffer.concat([Buffer.alloc(before, 7), Buffer.from("<!DOCTYPE  html>"), Buffer.alloc(100, 7)]),
      );
      expect(readPictureFile(file, "jpeg")).toEqual({ ok: false, error: "file_carries_other" });
    },
  );
});
