"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { switchSmsAction } from "./actions";

type Rule = { rule: string; name: string; whom: string; on: boolean; note: string | null };

/** The switches of all rules, saved together. */
export function RulesForm({ session, rules, edits }: { session: string; rules: readonly Rule[]; edits: boolean }) {
  const [state, action] = useServerAction(switchSmsAction, idle);
  return (
    <form action={action} className="card max-w-3xl">
      <FormErrors state={state} />
      <input type="hidden" name="session" value={session} />
      <fieldset disabled={!edits}>
        <legend className="sr-only">自动短信</legend>
        <ul className="mb-4 divide-y divide-line">
          {rules.map(({ rule, name, whom, on, note }) => (
            <li key={rule}>
              <label className="grid min-h-11 cursor-pointer grid-cols-[auto_1fr] items-center gap-x-3 py-1 sm:grid-cols-[auto_1fr_1fr]">
                <input type="checkbox" name={`on-${rule}`} defaultChecked={on} className="size-5 shrink-0" />
                <span className="font-semibold">{name}</span>
                <span className="col-start-2 text-muted sm:col-start-3">
                  {whom}
                  {note && <span className="block text-warn">{note}</span>}
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      {edits && <SubmitButton busy="正在保存…">保存</SubmitButton>}
    </form>
  );
}
