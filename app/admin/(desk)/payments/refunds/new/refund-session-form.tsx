"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { useServerAction } from "@/app/_components/use-server-action";
import { formatYuan } from "@/app/_lib/format";
import { idle } from "@/lib/auth/form-state";
import type { Fen } from "@/lib/core/money";
import { Danger } from "../../../../_components/danger";
import { RefundReason } from "../../reason-field";
import { refundSessionAction } from "../../actions";

const names = { reason: "退款原因", confirmation: "确认" };

/** Refunds all candidates at once: exactly as many, and exactly the sum, that the page showed, or nothing. */
export function RefundSessionForm({
  examSessionId,
  title,
  count,
  sumFen,
}: {
  examSessionId: string;
  title: string;
  count: number;
  sumFen: Fen;
}) {
  const [state, action] = useServerAction(refundSessionAction, idle);
  return (
    <form action={action} noValidate className="card mb-5 max-w-3xl">
      <FormErrors state={state} names={names} />
      <input type="hidden" name="examSessionId" value={examSessionId} />
      <input type="hidden" name="count" value={count} />
      <input type="hidden" name="sumFen" value={sumFen} />
      <RefundReason state={state} />
      <Danger
        state={state}
        act={`全部退款 ${count} 人，共 ${formatYuan(sumFen)}`}
        busy="正在提交…"
        confirm={{ word: String(count), what: "人数" }}
      >
        <p>
          <strong>{title}</strong>：全部已缴费考生的款项原路退回，报名取消、座位释放，均不能恢复。
        </p>
      </Danger>
    </form>
  );
}
