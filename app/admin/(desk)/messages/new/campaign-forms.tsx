"use client";

import { CheckboxField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { Notice } from "@/app/_components/notice";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { typed } from "@/app/_lib/form-errors";
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

/** Begins what the preview shows. That a colleague began the same meanwhile is told by the server. */
export function StartForm({
  hidden,
  count,
  cost,
  whom,
  repeated,
  wordTyped,
}: {
  hidden: Record<string, string | undefined>;
  count: number;
  cost: string;
  whom: string;
  /** The same was begun a short time ago: what the tick says of it. */
  repeated: string | null;
  wordTyped: boolean;
}) {
  const [state, action] = useServerAction(startCampaignAction, idle);
  const found =
    typed(state, "again") !== undefined || (state.status === "refused" && state.error === "campaign_repeated");
  const same = repeated ?? (found ? "几分钟前已向同一批考生发送过同样的短信" : null);
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
        confirm={wordTyped ? { word: String(count), what: "人数" } : { tick: `确认发送给 ${count} 人` }}
      >
        <p>
          将向“{whom}”的 {count} 人各发一条短信，估计费用 {cost}
          。一分钟后开始发送，发出的短信不能收回；开始后可以随时停止。
        </p>
        {same && (
          <CheckboxField name="again" label={`${same}，仍要再发一次`} defaultChecked={typed(state, "again") === "on"} />
        )}
      </Danger>
    </form>
  );
}
