import pino from "pino";
import { env } from "@/lib/env";

const level = () => {
  try {
    return env().LOG_LEVEL;
  } catch {
    // A broken environment must still be able to say so.
    return "info";
  }
};

/**
 * Structured log, one JSON line an event, on stdout. Log ids and codes, never phones, numbers, names, openids or keys;
 * the paths below are the last net, not the rule.
 */
export const logger = pino({
  level: level(),
  base: null,
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
