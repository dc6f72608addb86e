"use client";

import { useState } from "react";
import { TextField } from "@/app/_components/field";
import { idTypeGuides } from "@/app/_lib/id-type-guides";
import { sexLabels } from "@/app/_lib/labels/registration";
import { messages } from "@/app/_lib/messages/all";
import { ageOn, type Day, readDocument } from "@/lib/core/identity-number";
import type { IdType } from "@/lib/adapter/db/enums";

/** The days that a number is checked against: today in Shanghai by the server's clock, and the day of the exam. */
export type DocumentDays = { today: Day; examDay: Day };

/**
 * The number of the identity document. Label, hint and keyboard depend on the ID type. A complete number is evaluated
 * at once: the page shows what it encodes (and selects the sex if none is selected). Its errors are shown when the
 * candidate leaves the field.
 */
export function DocumentField({
  idType,
  defaultValue,
  days,
  ...frame
}: {
  /** Empty while no type is selected, and without JavaScript, where the field cannot follow the selection. */
  idType: IdType | "";
  name: string;
  defaultValue: string;
  days: DocumentDays;
  errors?: string[] | undefined;
  hint?: string;
}) {
  const [typed, setTyped] = useState(defaultValue);
  const [left, setLeft] = useState(false);
  const guide = idType ? idTypeGuides[idType] : null;
  const read = idType && typed.trim() ? readDocument(idType, typed, days) : null;

  const follow = (form: HTMLFormElement | null, number: string) => {
    setTyped(number);
    setLeft(false);
    const told = idType ? readDocument(idType, number, days) : null;
    if (told?.ok && told.value.sex) tickSex(form, told.value.sex);
  };
  return (
    <div className="mb-5">
      <TextField
        hint={guide ? `${guide.hint}例如 ${guide.example}` : "请先选择证件类型；字母大小写、空格和全角字符会自动整理。"}
        {...frame}
        label={guide?.label ?? "身份证号/证件号码"}
        defaultValue={defaultValue}
        inputMode={guide?.keyboard ?? "text"}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={200}
        onInput={(event) => follow(event.currentTarget.form, event.currentTarget.value)}
        onBlur={() => setLeft(true)}
      />
      <output className="-mt-4 block text-sm" aria-label="证件号码核对">
        {read?.ok && told(read.value, days.examDay)}
        {read && !read.ok && left && !frame.errors?.length && (
          <span className="font-semibold text-warn">{messages[read.error]}</span>
        )}
      </output>
    </div>
  );
}

/** What a number encodes about its owner: 根据号码：女，1949年12月31日出生，考试当日73周岁。 */
function told({ sex, birthDate }: { sex: "MALE" | "FEMALE" | null; birthDate: Day | null }, examDay: Day) {
  if (!sex || !birthDate) return null;
  const { year, month, day } = birthDate;
  return (
    <span className="text-good">
      ✓ 根据号码：{sexLabels[sex]}，{year}年{month}月{day}日出生，考试当日{ageOn(examDay, birthDate)}周岁。
    </span>
  );
}

/** Only when none is selected. A contradiction is left for the candidate to correct. */
function tickSex(form: HTMLFormElement | null, sex: "MALE" | "FEMALE"): void {
  const choices = [...(form?.querySelectorAll<HTMLInputElement>('input[name="sex"]') ?? [])];
  if (choices.some(({ checked }) => checked)) return;
  const choice = choices.find(({ value }) => value === sex);
  if (choice) choice.checked = true;
}
