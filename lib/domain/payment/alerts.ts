/** Problems that concern the whole installation and not one order. They are counted, shown on the desk and logged. */
export type AlertKind =
  /** A message claimed to come from WeChat, but its signature does not verify or our keys cannot decrypt it. */
  | "notification_signature"
  | "answer_signature"
  /** One of our key files could not be read. Until it can, nothing can be signed or verified. */
  | "key_file"
  /** Our clock and WeChat's differ by more than five minutes. */
  | "clock_skew"
  /** WeChat refuses us as a merchant: a setting, a permission, a key. */
  | "configuration"
  /** The merchant account does not hold enough money for the pending refunds. */
  | "balance"
  /** A refund has not finished after several days. */
  | "refund_stuck"
  /** A day's bill could not be fetched for two days. */
  | "bill";

type Failure = { kind: "api"; code: string; message: string } | { kind: "unknown"; reason: string };

/** Answers that WeChat did not sign, or that name another merchant or order than the one in our request. */
const untrueAnswers = new Set(["signature_missing", "serial_unknown", "signature_wrong", "undecipherable", "foreign"]);
const configurationCodes = new Set([
  "NO_AUTH",
  "PARAM_ERROR",
  "APPID_MCHID_NOT_MATCH",
  "MCH_NOT_EXISTS",
  "OPENID_MISMATCH",
  "ACCOUNT_ERROR",
]);

/** The alert that a failed call raises for the whole installation; null when the failure concerns only this call. */
export function alertOf(failure: Failure): { kind: AlertKind; detail: string } | null {
  if (failure.kind === "unknown") {
    if (failure.reason === "signature_stale") return { kind: "clock_skew", detail: failure.reason };
    if (failure.reason === "key_unreadable") return { kind: "key_file", detail: failure.reason };
    return untrueAnswers.has(failure.reason) ? { kind: "answer_signature", detail: failure.reason } : null;
  }
  if (failure.code === "NOT_ENOUGH") return { kind: "balance", detail: failure.code };
  // WeChat uses one code both for a wrong key and for a wrong clock. Only the text of the message differs.
  if (failure.code === "SIGN_ERROR")
    return { kind: failure.message.includes("timestamp") ? "clock_skew" : "configuration", detail: failure.code };
  return configurationCodes.has(failure.code) ? { kind: "configuration", detail: failure.code } : null;
}

/** The alert for a refused notification. WeChat sends badly signed probes on purpose; refusing one raises no alert. */
export function alertOfNotification(problem: string): { kind: AlertKind; detail: string } | null {
  if (problem === "signature_probe") return null;
  if (problem === "signature_stale") return { kind: "clock_skew", detail: problem };
  return { kind: problem === "key_unreadable" ? "key_file" : "notification_signature", detail: problem };
}
