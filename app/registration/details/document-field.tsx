"use client";

import { useT } from "@/app/_components/language";
import { useEffect, useState } from "react";
import { TextField } from "@/app/_components/field";
import { idTypeGuides } from "@/app/_lib/id-type-guides";
import { sexLabels } from "@/app/_lib/labels/registration";
import { registrationRefusals } from "@/app/_lib/messages/registration";
import { ageOn, type Day, readDocument } from "@/lib/core/identity-number";
import type { IdType } from "@/lib/adapter/db/enums";
import type { Sex } from "./sex-field";

/** The days that a number is checked against: today in Shanghai by the server's clock, and the day of the exam. */
export type DocumentDays = { today: Day; examDay: Day };

/**
 * The number of the identity document. Label, hint and keyboard depend on the ID type. A complete number is evaluated
 * at once: the page shows what it encodes, and `onSex` learns the sex. Its errors are shown when the candidate leaves
 * the field.
 */
export function DocumentField({
  idType,
  defaultValue,
  days,
  onSex,
  ...frame
}: {
  /** Empty while no type is selected, and without JavaScript, where the field cannot follow the selection. */
  idType: IdType | "";
  name: string;
  defaultValue: string;
  days: DocumentDays;
  /** null: the number says nothing about the sex, or is not valid yet. */
  onSex: (sex: Sex | null) => void;
  errors?: string[] | undefined;
  hint?: string;
}) {
  const t = useT();

  const [typed, setTyped] = useState(defaultValue);
  const [left, setLeft] = useState(false);
  const guide = idType ? idTypeGuides[idType] : null;
  const read = idType && typed.trim() ? readDocument(idType, typed, days) : null;

  const sex = read?.ok ? read.value.sex : null;
  useEffect(() => onSex(sex), [sex, onSex]);

  return (
    <div className="mb-5">
      <TextField
        hint={
          guide
            ? t("{hint}例如 {example}", { hint: t(guide.hint), example: guide.example })
            : t("请先选择证件类型；字母大小写、空格和全角字符会自动整理。")
        }
        {...frame}
        label={t(guide?.label ?? "身份证号/证件号码")}
        defaultValue={defaultValue}
        inputMode={guide?.keyboard ?? "text"}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={200}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setLeft(false);
        }}
        onBlur={() => setLeft(true)}
      />
      <output className="-mt-3 block min-h-11 text-sm leading-snug sm:min-h-6" aria-label={t("证件号码核对")}>
        {read?.ok && <Told {...read.value} examDay={days.examDay} />}
        {read && !read.ok && left && !frame.errors?.length && (
          <span className="font-semibold text-warn">{t(registrationRefusals[read.error])}</span>
        )}
      </output>
    </div>
  );
}

/** What a number encodes about its owner: 根据号码：女，1949年12月31日出生，考试当日73周岁。 */
function Told({ sex, birthDate, examDay }: { sex: Sex | null; birthDate: Day | null; examDay: Day }) {
  const t = useT();
  if (!sex || !birthDate) return null;
  const { year, month, day } = birthDate;
  return (
    <span className="text-good">
      {t("✓ 根据号码：{sex}，{year}年{month}月{day}日出生，考试当日{age}周岁。", {
        sex: t(sexLabels[sex]),
        year,
        month,
        day,
        age: ageOn(examDay, birthDate),
      })}
    </span>
  );
}
