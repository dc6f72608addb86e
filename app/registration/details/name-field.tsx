"use client";

import { useT } from "@/app/_components/language";
import { useEffect, useRef, useState } from "react";
import { TextField } from "@/app/_components/field";
import { PrintedName } from "@/app/_components/printed-name";
import { useHydrated } from "@/app/_components/use-hydrated";
import { UNWRITABLE } from "@/lib/core/person-name";
import type { NamePrint } from "./name/route";

const PAUSE_MS = 500;

export type KnownPrint = { of: string; answer: NamePrint };

/**
 * 姓名: typed, pasted, entered by code point, or with a mark for a character that cannot be typed. Below it the name as
 * the admit card will print it.
 */
export function NameField({
  defaultValue,
  defaultPrint,
  ...frame
}: {
  name: string;
  defaultValue: string;
  /** How the name is printed with which the page was loaded. */
  defaultPrint: KnownPrint | null;
  errors?: string[] | undefined;
  hint?: string;
}) {
  const t = useT();

  const input = useRef<HTMLInputElement>(null);
  const hydrated = useHydrated();
  const [typed, setTyped] = useState(defaultValue);
  const print = usePrint(typed, defaultPrint);

  const insert = (text: string) => {
    const field = input.current;
    if (!field) return;
    field.setRangeText(
      text,
      field.selectionStart ?? field.value.length,
      field.selectionEnd ?? field.value.length,
      "end",
    );
    // Sends the events of typing, so that the draft and this field's state update.
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };

  return (
    <div className="mb-5">
      <TextField
        hint={t("与身份证件一致，姓名中的间隔号用“·”。")}
        {...frame}
        label={t("姓名")}
        ref={input}
        defaultValue={defaultValue}
        autoComplete="name"
        spellCheck={false}
        maxLength={200}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <div className="-mt-4">
        <details className="text-sm">
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2">
            {t("有字打不出来？")}
          </summary>
          <div className="mb-2 rounded-md border border-line bg-soft p-3">
            <p>{t("可以从别处复制生僻字后粘贴，也可以按字的编码输入：直接写“U+”和编码，例如“王U+2CC56”。")}</p>
            {hydrated && <CodePoint onInsert={insert} />}
            <p className="mt-3">
              {t("实在无法输入的字，请用“")}
              {UNWRITABLE}
              {t("”代替（一个字一个“")}
              {UNWRITABLE}
              {t("”），由工作人员按您的证件照片录入。")}
            </p>
            {hydrated && (
              <button type="button" className="button button-small mt-2" onClick={() => insert(UNWRITABLE)}>
                {t("无法输入，插入“")}
                {UNWRITABLE}”
              </button>
            )}
          </div>
        </details>
        {/* The place is kept from the beginning, so that the fields below stay where they are. */}
        <output
          className="flex min-h-14 flex-wrap items-center gap-x-3 rounded-md border border-line bg-soft px-3 py-2 text-sm"
          aria-label={t("准考证姓名预览")}
        >
          {!print && <span className="text-muted">{t("准考证上的姓名会显示在这里。")}</span>}
          {print && "outline" in print && (
            <>
              <span className="text-muted">{t("准考证上将这样打印：")}</span>
              <PrintedName name={print.name} outline={print.outline} />
              {!print.written && (
                <span>
                  “{UNWRITABLE}
                  {t("”处由工作人员按证件照片录入，录入后请您再次核对。")}
                </span>
              )}
            </>
          )}
          {print && "message" in print && <span className="font-semibold text-warn">{t(print.message)}</span>}
        </output>
      </div>
    </div>
  );
}

/** A Han character by its code point. */
function CodePoint({ onInsert }: { onInsert: (character: string) => void }) {
  const t = useT();

  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState("");
  const add = () => {
    const code = /^(?:[Uu]\s*[+＋])?\s*([0-9A-Fa-f]{4,6})$/.exec(field.current?.value.trim() ?? "")?.[1];
    const value = Number.parseInt(code ?? "", 16);
    if (!code || value > 0x10ffff) return setProblem("编码由4至6位数字和字母A至F组成，例如 2CC56。");
    setProblem("");
    onInsert(String.fromCodePoint(value));
    if (field.current) field.current.value = "";
  };
  return (
    <div className="mt-2">
      <label htmlFor="code-point" className="block">
        {t("Unicode编码")}
      </label>
      <span className="mt-1 flex gap-2">
        {/* Without a name, because it is not a field of the form. */}
        <input
          ref={field}
          id="code-point"
          className="input max-w-40"
          autoComplete="off"
          autoCapitalize="characters"
          placeholder="2CC56"
          maxLength={10}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? "code-point-error" : undefined}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <button type="button" className="button button-small" onClick={add}>
          {t("插入")}
        </button>
      </span>
      {problem && (
        <p id="code-point-error" role="alert" className="mt-1 font-semibold text-bad">
          {t(problem)}
        </p>
      )}
    </div>
  );
}

/**
 * How the server understands a name, requested after a pause in typing; null before the answer and for an empty name.
 * `known`: an answer that needs no request.
 */
function usePrint(typed: string, known: KnownPrint | null): NamePrint | null {
  const [print, setPrint] = useState(known?.of === typed ? known.answer : null);
  const asked = useRef(known?.of === typed ? typed : "");
  useEffect(() => {
    if (typed === asked.current) return;
    asked.current = typed;
    if (!typed.trim()) return;
    const controller = new AbortController();
    const ask = async () => {
      const body = new URLSearchParams({ name: typed });
      const response = await fetch("/registration/details/name", { method: "POST", body, signal: controller.signal });
      if (response.ok) setPrint((await response.json()) as NamePrint);
    };
    // Without an answer there is no preview. When the form is sent, the server reports what is wrong.
    const timer = setTimeout(() => void ask().catch(() => undefined), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [typed]);
  return typed.trim() ? print : null;
}
