import type { ReactNode } from "react";
import { Field } from "@/app/_components/field";

/** A field with several lines, framed like every other field. */
export function TextAreaField({
  name,
  label,
  hint,
  errors,
  ...area
}: { name: string; label: string; hint?: ReactNode; errors?: readonly string[] | undefined } & Omit<
  React.ComponentProps<"textarea">,
  "name" | "id"
>) {
  const described = [hint ? `${name}-hint` : "", errors?.length ? `${name}-error` : ""].filter(Boolean).join(" ");
  return (
    <Field name={name} label={label} {...(hint ? { hint } : {})} {...(errors ? { errors } : {})}>
      <textarea
        id={name}
        name={name}
        className="input"
        aria-invalid={errors?.length ? true : undefined}
        aria-describedby={described || undefined}
        {...area}
      />
    </Field>
  );
}
