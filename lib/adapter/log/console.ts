import { callerText } from "./caller-text";
import { logger } from "./logger";

/**
 * Redirects the framework's console output to our log. Next prints every error with its full text, and database errors
 * repeat what a user typed. An error with a digest is already logged (instrumentation.ts).
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
