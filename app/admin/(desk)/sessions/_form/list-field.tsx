"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useHydrated } from "@/app/_components/use-hydrated";
import { lineSentence } from "@/app/_lib/messages/list-lines";
import type { Fields } from "./fields";
import { sessionLabels } from "./labels";
import { type ListKind, newRow, type Row, rowsOf, storedRows, textOf } from "./list-rows";
import { ListTable } from "./list-table";

/**
 * A list of the exam session: a table, and the same as text below it. The text is what the form posts, so the list can
 * be edited without JavaScript too, and a spreadsheet's rows can be pasted into it. `stored`: the text of
 * what is stored.
 */
export function ListField({
  kind,
  fields,
  stored,
  hint,
  lines,
}: {
  kind: ListKind;
  fields: Fields;
  stored: string;
  hint: ReactNode;
  lines: number;
}) {
  const field = fields.text(kind);
  const [before] = useState(() => storedRows(kind, stored));
  const [text, setText] = useState(field.defaultValue);
  const [rows, setRows] = useState(() => rowsOf(kind, text, before).rows);
  const sentences = rowsOf(kind, text, before).errors.map(lineSentence);
  // A list that is still empty begins with the place to paste.
  const [opened, setOpened] = useState(!text.trim());
  const hydrated = useHydrated();
  const frame = useRef<HTMLFieldSetElement>(null);

  const type = (typed: string) => {
    setText(typed);
    const read = rowsOf(kind, typed, before);
    if (read.errors.length === 0) setRows(read.rows);
  };
  const adopt = useRef(type);
  const adopted = useRef(false);
  const change = (changed: readonly Row[]) => {
    setRows([...changed]);
    setText(textOf(kind, changed));
  };
  useEffect(() => {
    const element = frame.current?.querySelector("textarea");
    if (!element) return;
    if (!adopted.current) {
      // Somebody may have typed before this script ran.
      adopted.current = true;
      adopt.current(element.value);
      return;
    }
    if (element.value === text) return;
    element.value = text;
    // The form counts its changes when something is typed.
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }, [text]);

  // A problem's link leads to the text, so it must be open then.
  const isOpen = !hydrated || opened || field.errors !== undefined;
  return (
    <fieldset ref={frame} className="mb-5 min-w-0">
      <legend className="mb-1 font-semibold">{sessionLabels[kind]}</legend>
      {hydrated && (
        <ListTable
          kind={kind}
          rows={rows}
          stored={before}
          onChange={change}
          onAdd={() => setRows([...rows, newRow()])}
        />
      )}
      {sentences.length > 0 && (
        <ul className="mt-2 text-sm font-semibold text-bad">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <details className="mt-1" open={isOpen}>
        <summary
          className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2"
          onClick={(event) => {
            event.preventDefault();
            setOpened(!isOpen);
          }}
        >
          从电子表格粘贴，或作为文字修改
        </summary>
        <TextAreaField
          {...field}
          label={`${sessionLabels[kind]}（文字）`}
          hint={hint}
          rows={lines}
          onChange={(event) => type(event.currentTarget.value)}
        />
      </details>
    </fieldset>
  );
}
