import pino from "pino";
import { env } from "@/lib/env";
import { callerText } from "./caller-text";

const level = () => {
  try {
    return env().LOG_LEVEL;
  } catch {
    // A broken environment must still be able to say so.
    return "info";
  }
};

/**
 * What a person wrote may stand in the words of a database's or a parser's error: those are dropped, and code and place
 * kept.
 */
const ownWords = new Set(["Error", "TypeError", "RangeError", "AssertionError"]);

/** An error without anybody's data: kind, code, where it was thrown, and its words only when they are ours. */
export function safeError(error: unknown): { type: string; code?: unknown; message?: string; at: string[] } {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const { code, meta } = error as {
    code?: unknown;
    meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
  };
  const databaseCode = meta?.driverAdapterError?.cause?.originalCode;
  const type = error.constructor.name;
  return {
    type,
    ...(code === undefined ? {} : { code }),
    ...(databaseCode === undefined ? {} : { databaseCode }),
    ...(ownWords.has(type) ? { message: callerText(error.message) } : {}),
    at: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
  };
}

/**
 * Structured log, one JSON line an event, on stdout. Log ids and codes, never phones, numbers, names, openids or keys;
 * the paths below are the last net, not the rule.
 */
export const logger = pino({
  level: level(),
  base: null,
  serializers: { err: safeError },
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: [
      "phone",
      "*.phone",
      "name",
      "*.name",
      "idNumber",
      "*.idNumber",
      "documentNumber",
      "*.documentNumber",
      "openid",
      "*.openid",
      "password",
      "*.password",
      "code_url",
    ],
    remove: true,
  },
});
