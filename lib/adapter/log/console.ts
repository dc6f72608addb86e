import { callerText } from "./caller-text";
import { logger } from "./logger";

/**
 * Sends what the framework writes to the console into the log, in its form: Next prints every error it catches with all
 * its words, and those of a database repeat what a person typed. An error with a digest has been logged by then
 * (instrumentation.ts).
 */
export function captureConsole(): void {
  const capture =
    (level: "warn" | "error") =>
    (...said: unknown[]) => {
      const error = said.find((part) => part instanceof Error);
      if (error && "digest" in error) return;
      const text = said.filter((part) => typeof part === "string").join(" ");
      logger[level]({ source: "console", ...(error ? { err: error } : { text: callerText(text) }) });
    };
  Object.assign(console, { error: capture("error"), warn: capture("warn") });
}
