"use client";

import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { FormErrors } from "@/app/_components/form-errors";
import { TextField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { approveAction, nextAction } from "../actions";
import { Key } from "../undo-form";

export type Looked = { id: string; version: number; queue: string };

/** The registration and version that the reviewer saw, in every form of the desk. */
export const Seen = ({ id, version, queue }: Looked) => (
  <>
    <input type="hidden" name="id" value={id} />
    <input type="hidden" name="version" value={version} />
    <input type="hidden" name="queue" value={queue} />
  </>
);

export const panels = ["send-back", "refuse"] as const;
export type Panel = (typeof panels)[number];

const titles: Record<Panel, string> = { "send-back": "退回修改", refuse: "审核不通过" };

/**
 * The decision buttons, always at the same place, and the panels with the forms of 退回修改 and 不通过. Without
 * JavaScript a panel's button asks for this page with the panel open (`opened`).
 */
export function DecisionBar({
  late,
  firstStage,
  opened,
  forms,
  children,
  ...looked
}: Looked & {
  late: boolean;
  firstStage: boolean;
  opened: Panel | null;
  forms: Record<Panel, ReactNode>;
  /** A remark beside the buttons. */
  children: ReactNode;
}) {
  const [approval, approve] = useServerAction(approveAction, idle);
  const [, skip] = useServerAction(nextAction, idle);
  const [open, setOpen] = useState(opened);
  const bar = useRef<HTMLElement>(null);
  const toggle = (panel: Panel | null) => {
    // The element that has the focus in an open panel will no longer be visible.
    if (panel === null || panel === open) bar.current?.querySelector<HTMLElement>(`[aria-controls="${open}"]`)?.focus();
    setOpen(panel === open ? null : panel);
  };
  const opens = (panel: Panel) => ({
    type: "submit" as const,
    name: "panel",
    value: panel,
    "aria-controls": panel,
    "aria-expanded": open === panel,
    onClick: (event: MouseEvent) => {
      event.preventDefault();
      toggle(panel);
    },
  });
  return (
    <>
      {panels.map((panel) => (
        <PanelFrame key={panel} panel={panel} open={open === panel} onClose={() => toggle(null)}>
          {forms[panel]}
        </PanelFrame>
      ))}
      <section
        ref={bar}
        aria-label="审核决定"
        className="case-bar -mx-4 border-t-2 border-brand bg-white px-4 py-2 lg:mx-0 lg:rounded-lg lg:border lg:border-line"
      >
        <FormErrors state={approval} />
        <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
          <form action={approve} noValidate className="flex flex-wrap items-end gap-3">
            <Seen {...looked} />
            {late && (
              <TextField
                name="reason"
                label="截止后审核的理由"
                maxLength={300}
                errors={fieldErrors(approval, "reason")}
                defaultValue={typed(approval, "reason") ?? ""}
              />
            )}
            <SubmitButton busy="正在保存…" className="button button-primary" data-hotkey="a" aria-keyshortcuts="a">
              {firstStage ? "初审通过" : "通过"}
              <Key>A</Key>
            </SubmitButton>
          </form>
          <form method="get" action={`/admin/reviews/${looked.id}`} className="flex flex-wrap gap-3">
            {[...new URLSearchParams(looked.queue)].map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <button
              {...opens("send-back")}
              className="button aria-expanded:bg-brand-soft"
              data-hotkey="b"
              aria-keyshortcuts="b"
            >
              退回修改<Key>B</Key>
            </button>
            <button
              {...opens("refuse")}
              className="button button-danger aria-expanded:bg-bad-soft"
              data-hotkey="x"
              aria-keyshortcuts="x"
            >
              不通过<Key>X</Key>
            </button>
          </form>
          {children}
          <form action={skip} className="ml-auto">
            <Seen {...looked} />
            <SubmitButton busy="正在打开…" className="button" data-hotkey="n" aria-keyshortcuts="n">
              跳过，下一份<Key>N</Key>
            </SubmitButton>
          </form>
        </div>
      </section>
    </>
  );
}

/** A closed panel keeps what was typed. Ctrl+Enter posts its form, Esc closes it. */
function PanelFrame({
  panel,
  open,
  onClose,
  children,
}: {
  panel: Panel;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const frame = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  const before = useRef(open);

  useEffect(() => {
    close.current = onClose;
  }, [onClose]);
  useEffect(() => {
    // Not when the page comes with the panel open: then the error summary may want the focus.
    if (open && !before.current) {
      frame.current?.querySelector<HTMLElement>("input[type=checkbox], textarea")?.focus();
    }
    before.current = open;
  }, [open]);
  useEffect(() => {
    const element = frame.current;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") close.current();
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      element?.querySelector("form")?.requestSubmit();
    };
    element?.addEventListener("keydown", onKey);
    return () => element?.removeEventListener("keydown", onKey);
  }, []);

  return (
    <section
      ref={frame}
      id={panel}
      hidden={!open}
      aria-labelledby={`${panel}-title`}
      className="case-panel card border-brand p-3 sm:p-3"
    >
      <div className="mb-2 flex items-center justify-between gap-2">
        <h2 id={`${panel}-title`}>{titles[panel]}</h2>
        <button type="button" className="button button-small" onClick={onClose}>
          收起<Key>Esc</Key>
        </button>
      </div>
      {children}
    </section>
  );
}
