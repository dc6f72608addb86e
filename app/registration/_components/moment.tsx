import { texts } from "@/app/_lib/texts";
import type { ReactNode } from "react";
import { ReferenceNumber } from "./reference-number";
import "../status.css";

/** What comes after the moment: a short title, and when. */
export type Coming = { title: string; children: ReactNode };

/** 提交成功, 缴费成功: the number to keep, and what comes, when, and how the candidate hears of it. */
export async function Moment({
  lead,
  number,
  coming,
  actions,
}: {
  lead: string;
  number: string;
  coming: readonly Coming[];
  actions: ReactNode;
}) {
  const words = await texts();
  const { t } = words;

  return (
    <section aria-label={lead} className="card mb-6">
      <Drawing />
      <p className="mt-2 mb-4 text-center text-lg font-bold">{lead}</p>
      <div className="rounded-md bg-soft p-4">
        <ReferenceNumber number={number} words={words} large />
      </div>
      <h2 className="mt-6 mb-3">{t("接下来")}</h2>
      <ol className="journey">
        {coming.map(({ title, children }) => (
          <li key={title}>
            <b>{t(title)}</b>
            <span>{children}</span>
          </li>
        ))}
      </ol>
      <div className="no-print mt-6 flex flex-col gap-3 sm:flex-row sm:flex-wrap">{actions}</div>
    </section>
  );
}

/** The picture of the moment, drawn by the server. WeChat saves it by a long press, other browsers download it. */
export async function SavePicture({ filename, examSessionId }: { filename: string; examSessionId: string }) {
  const { t } = await texts();

  return (
    <a href={`/api/registration/slip?session=${examSessionId}`} download={filename} className="button">
      {t("保存为图片")}
    </a>
  );
}

/** A sheet with a seal of approval, in the page's colours. */
function Drawing() {
  return (
    <svg viewBox="0 0 120 84" aria-hidden="true" className="mx-auto block h-24 w-auto">
      <path
        d="M32 6h42l14 14v54a4 4 0 0 1-4 4H36a4 4 0 0 1-4-4z"
        className="fill-white stroke-brand"
        strokeWidth="2.5"
      />
      <path d="M74 6v14h14" className="fill-brand-soft stroke-brand" strokeWidth="2.5" strokeLinejoin="round" />
      <path d="M42 32h28M42 42h34M42 52h22" className="fill-none stroke-line" strokeWidth="3.5" strokeLinecap="round" />
      <circle cx="84" cy="60" r="17" className="fill-good stroke-white" strokeWidth="3" />
      <path
        d="M76 60.5l5.5 5.5L92.5 54.5"
        className="fill-none stroke-white"
        strokeWidth="4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="M14 22l5 5M12 44h7M16 64l5-4M106 16l-5 5M111 36h-7"
        className="fill-none stroke-warn"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
    </svg>
  );
}
