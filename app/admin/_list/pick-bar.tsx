"use client";

import { type ReactNode, useEffect, useState } from "react";
import { formatYuan } from "@/app/_lib/format";
import { useHydrated } from "@/app/_components/use-hydrated";

type Picked = { count: number; sum: number };

const none: Picked = { count: 0, sum: 0 };

/**
 * The bar with what can be done to the selected rows. It stays in view and counts. Without JavaScript it says `note`
 * and its buttons work all the same. `form`: the form that the checkboxes and the buttons belong to.
 */
export function PickBar({
  form,
  unit,
  money = false,
  note,
  children,
}: {
  form: string;
  unit: string;
  /** The rows carry their amounts in fen. */
  money?: boolean;
  note: ReactNode;
  children: ReactNode;
}) {
  const [picked, setPicked] = useState(none);
  const hydrated = useHydrated();

  useEffect(() => {
    const count = () => setPicked(countIn(form));
    count();
    document.addEventListener("change", count);
    // Back restores the checkboxes after this script has begun.
    window.addEventListener("pageshow", count);
    return () => {
      document.removeEventListener("change", count);
      window.removeEventListener("pageshow", count);
    };
  }, [form]);

  return (
    <div className="desk-picked no-print" data-some={picked.count > 0 ? "" : undefined}>
      <output className="tabular-nums">
        {picked.count > 0 ? (
          <>
            已选 <strong>{picked.count}</strong> {unit}
            {money && `，共 ${formatYuan(picked.sum)}`}
          </>
        ) : (
          <span className="text-muted">{note}</span>
        )}
      </output>
      {children}
      {picked.count > 0 && (
        <button type="button" className="button button-small" onClick={() => check(form, false)}>
          取消选择
        </button>
      )}
      {hydrated && (
        <button type="button" className="button button-small" onClick={() => check(form, true)}>
          全选本页
        </button>
      )}
    </div>
  );
}

const boxesOf = (form: string) => [
  ...document.querySelectorAll<HTMLInputElement>(`.picks input[form="${CSS.escape(form)}"]`),
];

function countIn(form: string): Picked {
  const boxes = boxesOf(form).filter(({ checked }) => checked);
  return { count: boxes.length, sum: boxes.reduce((sum, box) => sum + Number(box.dataset["sum"] ?? 0), 0) };
}

function check(form: string, checked: boolean) {
  for (const box of boxesOf(form)) box.checked = checked;
  document.dispatchEvent(new Event("change"));
}
