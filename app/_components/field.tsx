import type { ReactNode } from "react";
import { Say } from "./language";

/** `id`: the control's id where a page has several fields of this name; otherwise the name is the id. */
type Frame = {
  name: string;
  id?: string;
  label: string;
  hint?: ReactNode;
  errors?: readonly string[] | undefined;
  optional?: boolean;
};

/** The ids that connect a control with its hint and its errors. */
const describedBy = ({ name, id = name, hint, errors }: Frame) =>
  [hint ? `${id}-hint` : "", errors?.length ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;

/**
 * The label, a short hint, the error, then the control. The control's id is the field's name; the error summary links
 * to it.
 */
export function Field({ children, ...frame }: Frame & { children: ReactNode }) {
  return (
    <div className="mb-5">
      <label htmlFor={frame.id ?? frame.name} className="mb-1 block font-semibold">
        {frame.label}
        {frame.optional && (
          <span className="font-normal text-muted">
            <Say text="（选填）" />
          </span>
        )}
      </label>
      <HintAndErrors {...frame} />
      {children}
    </div>
  );
}

function HintAndErrors({ name, id = name, hint, errors }: Frame) {
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="mb-1 text-sm text-muted">
          {hint}
        </p>
      )}
      {errors?.length ? (
        <p id={`${id}-error`} className="mb-1 text-sm font-semibold text-bad">
          <span className="sr-only">
            <Say text="错误：" />
          </span>
          {errors.map((error) => (
            <span key={error}>
              <Say text={error} />{" "}
            </span>
          ))}
        </p>
      ) : null}
    </>
  );
}

type InputProps = Frame & Omit<React.ComponentProps<"input">, "name" | "id">;

export function TextField({ name, id, label, hint, errors, optional, ...input }: InputProps) {
  const frame: Frame = {
    name,
    label,
    ...(id ? { id } : {}),
    ...(hint ? { hint } : {}),
    ...(errors ? { errors } : {}),
    ...(optional ? { optional } : {}),
  };
  return (
    <Field {...frame}>
      <input
        id={id ?? name}
        name={name}
        className="input"
        aria-invalid={errors?.length ? true : undefined}
        aria-describedby={describedBy(frame)}
        {...input}
      />
    </Field>
  );
}

export type Choice = { value: string; label: string };

export function SelectField({
  name,
  label,
  hint,
  errors,
  optional,
  choices,
  placeholder,
  ...select
}: Frame & { choices: readonly Choice[]; placeholder?: string } & Omit<React.ComponentProps<"select">, "name" | "id">) {
  const frame: Frame = {
    name,
    label,
    ...(hint ? { hint } : {}),
    ...(errors ? { errors } : {}),
    ...(optional ? { optional } : {}),
  };
  return (
    <Field {...frame}>
      <select
        // React resets a form after its action, and a select then loses its selection. A new key makes a new select
        // with the returned value.
        key={String(select.defaultValue)}
        id={name}
        name={name}
        className="input"
        aria-invalid={errors?.length ? true : undefined}
        aria-describedby={describedBy(frame)}
        {...select}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {choices.map(({ value, label: text }) => (
          <option key={value} value={value}>
            <Say text={text} />
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Radio buttons in a fieldset. The first one has the field's name as id, so that the error summary can link to it. */
export function RadioField({
  name,
  label,
  hint,
  errors,
  choices,
  defaultValue,
}: Frame & { choices: readonly Choice[]; defaultValue?: string }) {
  const frame: Frame = { name, label, ...(hint ? { hint } : {}), ...(errors ? { errors } : {}) };
  return (
    <fieldset className="mb-5" aria-describedby={describedBy(frame)}>
      <legend className="mb-1 font-semibold">{label}</legend>
      <HintAndErrors {...frame} />
      <div className="flex flex-wrap gap-x-6">
        {choices.map(({ value, label: text }, index) => (
          <label key={value} className="inline-flex min-h-11 cursor-pointer items-center gap-2">
            <input
              type="radio"
              id={index === 0 ? name : `${name}-${value}`}
              name={name}
              value={value}
              defaultChecked={value === defaultValue}
              className="size-5"
            />
            <Say text={text} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function CheckboxField({
  name,
  label,
  hint,
  errors,
  ...input
}: Omit<InputProps, "label"> & { label: ReactNode }) {
  const frame = { name, label: "", ...(hint ? { hint } : {}), ...(errors ? { errors } : {}) };
  return (
    <div className="mb-5">
      <HintAndErrors {...frame} />
      <label className="flex min-h-11 cursor-pointer items-center gap-3">
        <input
          type="checkbox"
          id={name}
          name={name}
          className="size-5 shrink-0"
          aria-invalid={errors?.length ? true : undefined}
          aria-describedby={describedBy(frame)}
          {...input}
        />
        <span>{label}</span>
      </label>
    </div>
  );
}
