import { ok } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { type Decided, decide, type Decision, type DecisionRefusal } from "./decide";

/** 不通过: a final refusal, with a reason for the candidate to read. */
export const refuseRegistration = ({ reason, ...decision }: Decision & { reason: string }) =>
  transact<Decided, DecisionRefusal>(async (tx) => {
    const decided = await decide(tx, { ...decision, verdict: "refuse", reason });
    return decided.ok ? ok({ decisionId: decided.value.decisionId, kind: decided.value.kind }) : decided;
  });
