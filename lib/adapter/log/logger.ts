import pino from "pino";
import { env } from "@/lib/env";
import { callerText } from "./caller-text";

const level = () => {
  try {
    return env().LOG_LEVEL;
  } catch {
    // A broken environment must still be able to log that it is broken.
    return "info";
  }
};

/**
 * Error texts from a database or a parser may contain what a user typed. We drop such texts and keep the code and the
 * place.
 */
const ownWords = new Set(["Error", "TypeError", "RangeError", "AssertionError"]);

/**
 * An error without personal data: its kind, its code, where it was thrown, and its text only when our code wrote it.
 */
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
 * The structured log: one JSON line for each event, on stdout. Log ids and codes, never phones, numbers, names, openids
 * or keys. The paths below are a second safeguard; they do not replace that rule.
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
