import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Env } from "@/lib/env";

/**
 * What is wrong with the key files of WeChat Pay, a line each: a missing file would otherwise be found out by the first
 * who pays.
 */
export function keyFileProblems(env: Env): string[] {
  const files = [
    ["WECHAT_PAY_MERCHANT_KEY_FILE", env.WECHAT_PAY_MERCHANT_KEY_FILE, createPrivateKey],
    ["WECHAT_PAY_PUBLIC_KEY_FILE", env.WECHAT_PAY_PUBLIC_KEY_FILE, createPublicKey],
  ] as const;
  return files.flatMap(([name, file, read]) => {
    if (file === undefined) return [];
    let pem;
    try {
      pem = readFileSync(file, "utf8");
    } catch (error) {
      return [`${name}：无法读取该文件（${(error as NodeJS.ErrnoException).code}）(cannot be read)`];
    }
    try {
      read(pem);
      return [];
    } catch {
      return [`${name}：不是 PEM 格式的密钥 (not a key in PEM)`];
    }
  });
}
