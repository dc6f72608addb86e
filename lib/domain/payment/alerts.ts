/** What goes wrong in general, and not with one order: counted, shown on the desk, and said in the log. */
export type AlertKind =
  /** A message that claimed to be WeChat's and was not, or that our keys do not fit. */
  | "notification_signature"
  | "answer_signature"
  /** A key file of ours could not be read: nothing can be signed or verified meanwhile. */
  | "key_file"
  /** Our clock and WeChat's differ by more than five minutes. */
  | "clock_skew"
  /** WeChat refuses us as a merchant: a setting, a permission, a key. */
  | "configuration"
  /** The merchant account has not enough money for the refunds that wait. */
  | "balance"
  /** A refund is not over after days. */
  | "refund_stuck"
  /** A day's bill could not be fetched for two days. */
  | "bill";

type Failure = { kind: "api"; code: string; message: string } | { kind: "unknown"; reason: string };

/** Answers that are not WeChat's, or that speak of another merchant or order than we asked about. */
const untrueAnswers = new Set(["signature_missing", "serial_unknown", "signature_wrong", "undecipherable", "foreign"]);
const configurationCodes = new Set([
  "NO_AUTH",
  "PARAM_ERROR",
  "APPID_MCHID_NOT_MATCH",
  "MCH_NOT_EXISTS",
  "OPENID_MISMATCH",
  "ACCOUNT_ERROR",
]);

/** What a failed call says about the installation as a whole; null when it says nothing. */
export function alertOf(failure: Failure): { kind: AlertKind; detail: string } | null {
  if (failure.kind === "unknown") {
    if (failure.reason === "signature_stale") return { kind: "clock_skew", detail: failure.reason };
    if (failure.reason === "key_unreadable") return { kind: "key_file", detail: failure.reason };
    return untrueAnswers.has(failure.reason) ? { kind: "answer_signature", detail: failure.reason } : null;
  }
  if (failure.code === "NOT_ENOUGH") return { kind: "balance", detail: failure.code };
  // WeChat has one code for a wrong key and a wrong clock; its sentence tells them apart.
  if (failure.code === "SIGN_ERROR")
    return { kind: failure.message.includes("timestamp") ? "clock_skew" : "configuration", detail: failure.code };
  return configurationCodes.has(failure.code) ? { kind: "configuration", detail: failure.code } : null;
}

/** The same of a notification that was refused. WeChat's own probes are refused as well, and alarm nobody. */
export function alertOfNotification(problem: string): { kind: AlertKind; detail: string } | null {
  if (problem === "signature_probe") return null;
  if (problem === "signature_stale") return { kind: "clock_skew", detail: problem };
  return { kind: problem === "key_unreadable" ? "key_file" : "notification_signature", detail: problem };
}
