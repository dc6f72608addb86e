"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { RadioField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { IdentityCode } from "../../../_components/identity-code";
import { limitReviewerAction } from "../actions";

type Place = { school: string; teachingPoint: string; ticked: boolean };

export function ScopeForm({ id, allSchools, places }: { id: string; allSchools: boolean; places: readonly Place[] }) {
  const [state, action] = useServerAction(limitReviewerAction, idle);
  return (
    <form action={action} className="card max-w-2xl">
      <FormErrors state={state} />
      <input type="hidden" name="id" value={id} />
      <RadioField
        name="allSchools"
        label="负责的学校"
        choices={[
          { value: "all", label: "全部学校" },
          { value: "some", label: "只限下列勾选的学校和教学点" },
        ]}
        defaultValue={allSchools ? "all" : "some"}
      />
      {places.length === 0 && (
        <p className="mb-5 text-muted">目前没有已发布的考试批次，尚无学校可选。请在批次发布后再指定。</p>
      )}
      <ul className="mb-5">
        {places.map(({ school, teachingPoint, ticked }, index) => (
          <li key={`${school}/${teachingPoint}`} className={teachingPoint ? "pl-8" : ""}>
            <label className="inline-flex min-h-11 cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                name={`scope-${index}`}
                value={`${school}\n${teachingPoint}`}
                defaultChecked={ticked}
                className="size-5"
              />
              {teachingPoint || `${school}（整个学校）`}
            </label>
          </li>
        ))}
      </ul>
      <IdentityCode state={state} />
      <SubmitButton busy="正在保存…">保存</SubmitButton>
    </form>
  );
}
