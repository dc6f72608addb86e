"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { useServerAction } from "@/app/_components/use-server-action";
import { formatYuan } from "@/app/_lib/format";
import { idle } from "@/lib/auth/form-state";
import type { Fen } from "@/lib/core/money";
import { Danger } from "../../../../_components/danger";
import { RefundReason } from "../../reason-field";
import { refundManyAction } from "../../actions";

const names = { reason: "退款原因", confirmed: "核对名单", confirmation: "确认" };

/** The form posts the sum. The command refunds exactly the sum that the page showed, or nothing. */
export function RefundManyForm({ charges, count, sumFen }: { charges: string; count: number; sumFen: Fen }) {
  const [state, action] = useServerAction(refundManyAction, idle);
  return (
    <form action={action} noValidate className="card mb-5 max-w-3xl">
      <FormErrors state={state} names={names} />
      <input type="hidden" name="charges" value={charges} />
      <input type="hidden" name="sumFen" value={sumFen} />
      <RefundReason state={state} />
      <Danger
        state={state}
        act={`退回 ${count} 笔，共 ${formatYuan(sumFen)}`}
        busy="正在提交…"
        confirm={count > 1 ? { word: String(count), what: "笔数" } : { tick: "我已核对下列名单。" }}
      >
        <p>款项原路退回，不能撤销。全额退款的考生，报名将取消、座位释放，且不能恢复。</p>
      </Danger>
    </form>
  );
}
