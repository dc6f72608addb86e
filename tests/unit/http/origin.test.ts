import { expect, it } from "vitest";
import { isSameOrigin } from "@/lib/http/origin";

const at = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), "https://exam.example.edu.cn");

it.each([
  [{ origin: "https://exam.example.edu.cn", host: "10.0.0.1:3000" }, true],
  [{ origin: "http://10.0.0.1:3000", host: "10.0.0.1:3000" }, true],
  [{ host: "exam.example.edu.cn", "sec-fetch-site": "same-origin" }, true],
  [{ host: "exam.example.edu.cn", "sec-fetch-site": "same-site" }, false],
  [{ host: "exam.example.edu.cn" }, false],
  [{ origin: "null", host: "exam.example.edu.cn", "sec-fetch-site": "same-origin" }, false],
  [{ origin: "https://exam.example.edu.cn.evil.example", host: "exam.example.edu.cn" }, false],
  [{ origin: "https://evil.example", host: "exam.example.edu.cn", "sec-fetch-site": "same-origin" }, false],
])("a post with %o is ours: %s", (headers, ours) => {
  expect(at(headers as Record<string, string>)).toBe(ours);
});
