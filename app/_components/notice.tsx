import type { ReactNode } from "react";

const tones = {
  info: "border-brand bg-brand-soft text-ink",
  good: "border-good bg-good-soft text-ink",
  warn: "border-warn bg-warn-soft text-ink",
  bad: "border-bad bg-bad-soft text-ink",
};

/** A highlighted sentence. `role="status"` for information, "alert" for an error. */
export function Notice({
  tone = "info",
  title,
  children,
}: {
  tone?: keyof typeof tones;
  title?: string;
  children?: ReactNode;
}) {
  return (
    <div role={tone === "bad" ? "alert" : "status"} className={`mb-5 rounded-md border-l-4 px-4 py-3 ${tones[tone]}`}>
      {title && <p className="font-bold">{title}</p>}
      {children}
    </div>
  );
}
