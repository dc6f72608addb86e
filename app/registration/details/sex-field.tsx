import { useT } from "@/app/_components/language";
import { useState } from "react";
import { type Choice, RadioField } from "@/app/_components/field";

export type Sex = "MALE" | "FEMALE";

/**
 * 性别. `told`: what a valid document number says. It is shown then and not asked again; the server checks it all the
 * same. Both faces have the same height.
 */
export function SexField({
  told,
  defaultValue,
  choices,
  ...frame
}: {
  told: Sex | null;
  name: string;
  choices: readonly Choice[];
  defaultValue: string;
  errors?: string[] | undefined;
  hint?: string;
}) {
  const t = useT();

  // A number of another kind of document is silent about the sex: what the last one said stays selected.
  const [last, setLast] = useState(told);
  if (told && told !== last) setLast(told);
  const { name, errors, hint = t(told ? "由证件号码得出，不用选择。" : "能从证件号码得出的，会自动填写。") } = frame;
  if (!told) {
    return (
      <RadioField
        key={last}
        {...frame}
        hint={hint}
        label={t("性别")}
        choices={choices}
        defaultValue={last ?? defaultValue}
      />
    );
  }
  return (
    <div id={name} tabIndex={-1} className="mb-5">
      <p className="mb-1 font-semibold">{t("性别")}</p>
      <p className="mb-1 text-sm text-muted">{hint}</p>
      {errors?.length ? (
        <p className="mb-1 text-sm font-semibold text-bad">{errors.map((error) => t(error)).join(" ")}</p>
      ) : null}
      <p className="flex min-h-11 items-center">
        {t(choices.find(({ value }) => value === told)?.label ?? "")}
        <span className="ml-2 text-sm text-good">{t("✓ 已按证件号码填写")}</span>
      </p>
      <input type="hidden" name={name} value={told} data-derived="" />
    </div>
  );
}
