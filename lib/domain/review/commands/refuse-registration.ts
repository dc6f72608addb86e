import { ok } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { type Decided, decide, type Decision, type DecisionRefusal } from "./decide";

/** 不通过: final, with a reason that the candidate reads. */
export const refuseRegistration = ({ reason, ...decision }: Decision & { reason: string }) =>
  transact<Decided, DecisionRefusal>(async (tx) => {
    const decided = await decide(tx, { ...decision, verdict: "refuse", reason });
    return decided.ok ? ok({ decisionId: decided.value.decisionId, kind: decided.value.kind }) : decided;
  });
