"use client";

import { useT } from "@/app/_components/language";
import { useState } from "react";
import { Field } from "@/app/_components/field";
import { useHydrated } from "@/app/_components/use-hydrated";

/** A password field with a button that shows the password, for typing on a touch screen. */
export function PasswordField({
  name,
  label,
  hint,
  errors,
  autoComplete,
}: {
  name: string;
  label: string;
  hint?: string;
  errors: string[] | undefined;
  autoComplete: "current-password" | "new-password";
}) {
  const t = useT();

  const [shown, setShown] = useState(false);
  const hydrated = useHydrated();
  return (
    <Field name={name} label={label} {...(hint ? { hint } : {})} errors={errors}>
      <div className="flex gap-2">
        <input
          id={name}
          name={name}
          type={shown ? "text" : "password"}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          className="input"
          aria-invalid={errors?.length ? true : undefined}
          aria-describedby={
            [hint && `${name}-hint`, errors?.length && `${name}-error`].filter(Boolean).join(" ") || undefined
          }
        />
        {hydrated && (
          <button
            type="button"
            className="button button-small shrink-0"
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? t("隐藏") : t("显示")}
            <span className="sr-only">{label}</span>
          </button>
        )}
      </div>
    </Field>
  );
}
