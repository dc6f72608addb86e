import { type ReactNode, useRef, useState } from "react";
import { Markdown } from "@/app/_components/markdown";
import { TextAreaField } from "@/app/_components/text-area-field";
import type { Fields } from "./fields";
import type { SessionField } from "./labels";

/**
 * A text in Markdown with its preview, drawn as candidates see it. The button shows it at once; without JavaScript it
 * posts the form, which saves nothing and shows the preview.
 */
export function MarkdownArea({
  name,
  fields,
  rows,
  hint,
}: {
  name: SessionField;
  fields: Fields;
  rows: number;
  hint?: ReactNode;
}) {
  const field = fields.text(name);
  const frame = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<string | null>(null);
  const preview = shown ?? (fields.previewed === name ? field.defaultValue : null);
  return (
    <div ref={frame}>
      <TextAreaField {...field} rows={rows} {...(hint ? { hint } : {})} />
      <div className="-mt-3 mb-5">
        <button
          type="submit"
          name="preview"
          value={name}
          className="button button-small"
          onClick={(event) => {
            event.preventDefault();
            setShown(frame.current?.querySelector("textarea")?.value ?? "");
          }}
        >
          预览{field.label}
        </button>
        {preview !== null && (
          <section
            aria-label={`${field.label}的预览`}
            className="mt-2 max-h-[32rem] overflow-auto rounded-md border border-line p-4"
          >
            {preview.trim() ? <Markdown text={preview} /> : <p className="text-muted">没有内容。</p>}
          </section>
        )}
      </div>
    </div>
  );
}
