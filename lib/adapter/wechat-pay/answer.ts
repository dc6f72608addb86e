import type { SignatureProblem } from "@/lib/adapter/wechat-pay/signature";

/**
 * `unreadable`: signed by WeChat, but not what the documents describe. `foreign`: about another merchant or order than
 * asked. `hash_wrong`: a bill that is not the one announced.
 */
export type UnknownReason =
  | "timeout"
  | "network"
  | "server_error"
  | "busy"
  | "unreadable"
  | "foreign"
  | "hash_wrong"
  | SignatureProblem;

/**
 * Why a call has no result. `api`: WeChat refused, and the refusal is definite. `unknown`: the call may or may not have
 * taken effect, so keep the state and ask again. A refusal need not be signed: query before letting one move money.
 */
export type Failure =
  | { kind: "api"; code: string; status: number; message: string; signed: boolean }
  | { kind: "unknown"; reason: UnknownReason; status?: number; code?: string };

export type Answer<T> = { ok: true; value: T } | { ok: false; error: Failure };

/** Carries a failure through the library's promise chain; never leaves the adapter. */
export class CallFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind === "api" ? failure.code : failure.reason);
    this.name = "CallFailed";
    this.failure = failure;
  }
}

export const unknown = (reason: UnknownReason) =>
  ({ ok: false, error: { kind: "unknown", reason } }) as const satisfies Answer<never>;
