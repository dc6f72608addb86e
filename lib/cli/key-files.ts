import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Env } from "@/lib/env";

/**
 * Checks the key files of WeChat Pay, one line for each problem. Without this check the first payment would find a
 * missing file.
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
