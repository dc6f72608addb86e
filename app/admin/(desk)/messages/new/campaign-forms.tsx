"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { Notice } from "@/app/_components/notice";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { Danger } from "../../../_components/danger";
import { startCampaignAction, testSmsAction } from "../actions";

/** Sends the words to the phone of the member of staff himself. */
export function TestForm({ session, template }: { session: string; template: string }) {
  const [state, action] = useServerAction(testSmsAction, idle);
  return (
    <form action={action} className="mb-4">
      <FormErrors state={state} />
      {state.status === "done" && <Notice tone="good">测试短信已发到您登录用的手机，请查看。</Notice>}
      <input type="hidden" name="session" value={session} />
      <input type="hidden" name="template" value={template} />
      <SubmitButton className="button" busy="正在发送…">
        先发一条到我的手机
      </SubmitButton>
    </form>
  );
}

/** Begins what the preview shows. */
export function StartForm({
  hidden,
  count,
  cost,
  whom,
  typed,
}: {
  hidden: Record<string, string | undefined>;
  count: number;
  cost: string;
  whom: string;
  typed: boolean;
}) {
  const [state, action] = useServerAction(startCampaignAction, idle);
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      {Object.entries(hidden).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <Danger
        state={state}
        act={`发送给 ${count} 人`}
        busy="正在开始…"
        confirm={typed ? { word: String(count), what: "人数" } : { tick: `确认发送给 ${count} 人` }}
      >
        <p>
          将向“{whom}”的 {count} 人各发一条短信，估计费用 {cost}
          。一分钟后开始发送，发出的短信不能收回；开始后可以随时停止。
        </p>
      </Danger>
    </form>
  );
}
