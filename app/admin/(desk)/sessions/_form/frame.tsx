import type { ReactNode } from "react";
import type { Fields } from "./fields";
import { type SessionField, sessionLabels } from "./labels";

/** The parts of the form, in their order. Each has a file of its own. */
export const parts = {
  exam: "考试",
  windows: "各阶段时间",
  admission: "报考条件与名单",
  review: "资格审核",
  portrait: "登记照",
  money: "缴费与退款",
  texts: "文字",
  numbers: "编号与联系方式",
} as const;

export type PartName = keyof typeof parts;

/** The id of a part: the list beside the form leads to it. */
export const partId = (part: PartName) => `part-${part}`;

export function Part({ part, lead, children }: { part: PartName; lead?: string; children: ReactNode }) {
  return (
    <section id={partId(part)} aria-labelledby={`${partId(part)}-title`} className="card mb-5 scroll-mt-4">
      <h2 id={`${partId(part)}-title`}>{parts[part]}</h2>
      {lead && <p className="mt-1 text-sm text-muted">{lead}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}

export const Pair = ({ children }: { children: ReactNode }) => (
  <div className="grid grid-cols-1 items-end gap-x-6 sm:grid-cols-2">{children}</div>
);

/**
 * Several boxes of one question, each with a box that closes it to newcomers. The first one carries the question's name
 * as id, so that a message can lead to it.
 */
export function TickGroup({
  fields,
  name,
  closedName,
  prefix,
  choices,
}: {
  fields: Fields;
  name: SessionField;
  closedName: SessionField;
  prefix: string;
  choices: readonly { value: string; label: string }[];
}) {
  const { errors } = fields.errorsOf(name);
  return (
    <fieldset className="mb-5" aria-describedby={errors ? `${name}-error` : undefined}>
      <legend className="mb-1 font-semibold">{sessionLabels[name]}</legend>
      {errors && (
        <p id={`${name}-error`} className="mb-1 text-sm font-semibold text-bad">
          <span className="sr-only">错误：</span>
          {errors.join(" ")}
        </p>
      )}
      <div className="grid gap-x-6 sm:grid-cols-2 xl:grid-cols-3">
        {choices.map(({ value, label }, index) => (
          <div key={value} className="flex items-center gap-x-3">
            <label className="flex min-h-11 flex-1 cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                id={index === 0 ? name : `${prefix}-${value}`}
                name={`${prefix}-${value}`}
                defaultChecked={fields.isTicked(`${prefix}-${value}`)}
                className="size-5 shrink-0"
              />
              <span>{label}</span>
            </label>
            <label className="flex min-h-9 cursor-pointer items-center gap-1.5 text-sm whitespace-nowrap">
              <input
                type="checkbox"
                id={index === 0 ? closedName : `${prefix}Closed-${value}`}
                name={`${prefix}Closed-${value}`}
                aria-label={`停报：${label}`}
                defaultChecked={fields.isTicked(`${prefix}Closed-${value}`)}
                className="size-5"
              />
              停报
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
