import type { Texts } from "@/app/_lib/texts";
import { CopyButton } from "@/app/_components/copy-button";

const pieces = (text: string, length: number): string[] => text.match(new RegExp(`.{1,${length}}`, "g")) ?? [];

/**
 * 报名号, to read, select and copy: groups of four digits, set apart by the style sheet, so that what is selected has no
 * gaps. A narrow screen breaks it in the middle.
 */
export function ReferenceNumber({
  number,
  large = false,
  words: { t },
}: {
  number: string;
  large?: boolean;
  words: Texts;
}) {
  return (
    <div className={large ? "reference-number reference-large" : "reference-number"}>
      <span className="min-w-0">
        <span className="block text-sm text-muted">{t("报名号")}</span>
        <span className="reference-digits">
          {pieces(number, 12).map((half, at) => (
            <span key={at}>
              {pieces(half, 4).map((digits, index) => (
                <b key={index}>{digits}</b>
              ))}
            </span>
          ))}
        </span>
      </span>
      <span className="no-print">
        <CopyButton text={number} what={t("报名号")} />
      </span>
    </div>
  );
}
