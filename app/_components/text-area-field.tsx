import type { ReactNode } from "react";
import { Field } from "@/app/_components/field";

/** A field with several lines, framed like every other field. */
export function TextAreaField({
  name,
  id = name,
  label,
  hint,
  errors,
  ...area
}: { name: string; id?: string; label: string; hint?: ReactNode; errors?: readonly string[] | undefined } & Omit<
  React.ComponentProps<"textarea">,
  "name" | "id"
>) {
  const described = [hint ? `${id}-hint` : "", errors?.length ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <Field name={name} id={id} label={label} {...(hint ? { hint } : {})} {...(errors ? { errors } : {})}>
      <textarea
        id={id}
        name={name}
        className="input"
        aria-invalid={errors?.length ? true : undefined}
        aria-describedby={described || undefined}
        {...area}
      />
    </Field>
  );
}
