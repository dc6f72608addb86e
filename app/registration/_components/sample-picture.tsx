import { texts } from "@/app/_lib/texts";
import type { ReactNode } from "react";
import { idTypeGuides, itemLabel } from "@/app/_lib/id-type-guides";
import type { IdType } from "@/lib/adapter/db/enums";
import type { UploadItem } from "@/lib/domain/registration/items";

/** A drawing of a correct upload, beside the reason why the candidate's was sent back. */
export async function SamplePicture({ kind, idType }: { kind: UploadItem; idType: IdType | null }) {
  const { t } = await texts();

  return (
    <figure className="mt-2 flex flex-wrap items-center gap-4 rounded-md bg-soft p-3">
      <SampleDrawing
        kind={kind}
        idType={idType}
        className={`shrink-0 rounded border-2 border-good bg-white ${isUpright(kind) ? "w-24" : "w-40"}`}
      />
      <figcaption className="min-w-40 flex-1 text-sm">
        <span className="font-semibold text-good">
          <span aria-hidden="true">✓ </span>
          {t("这样拍摄：")}
        </span>
        {t(adviceOn(kind, idType))}
      </figcaption>
    </figure>
  );
}

const isUpright = (kind: UploadItem) => kind === "PORTRAIT" || kind === "PROOF";

/** The drawing alone. */
export async function SampleDrawing({
  kind,
  idType,
  className,
}: {
  kind: UploadItem;
  idType: IdType | null;
  className: string;
}) {
  const { t } = await texts();
  const { box, drawing } = kind === "ID_FRONT" && idType === "PASSPORT" ? passport : samples[kind];
  return (
    <svg
      viewBox={box}
      role="img"
      aria-label={t("{item}示例", { item: t(itemLabel(kind, idType)) })}
      className={className}
    >
      {drawing}
    </svg>
  );
}

const lines = (x: number, widths: readonly number[], from: number, gap: number) =>
  widths.map((width, index) => (
    <rect key={index} x={x} y={from + index * gap} width={width} height="3" rx="1.5" className="fill-muted" />
  ));

const head = (
  <>
    <path d="M3 66c0-13 9-19 21-19s21 6 21 19z" className="fill-brand" />
    <path d="M19 38h10v11a5 5 0 0 1-10 0z" fill="#f2cfae" />
    <ellipse cx="24" cy="28" rx="12" ry="15" fill="#f2cfae" />
    <path d="M11 28c-1-12 5-17 13-17s14 5 13 17c-2-7-4-10-7-11-6 2-11 2-14 1-3 2-4 5-5 10z" className="fill-ink" />
    <circle cx="19" cy="28" r="1.4" className="fill-ink" />
    <circle cx="29" cy="28" r="1.4" className="fill-ink" />
    <path d="M21 36q3 2 6 0" className="fill-none stroke-bad" strokeWidth="1.2" strokeLinecap="round" />
  </>
);

const card = <rect x="6" y="6" width="116" height="72" rx="5" fill="#eef4f5" className="stroke-line" />;

function adviceOn(kind: UploadItem, idType: IdType | null): string {
  const { front, back } = idTypeGuides[idType ?? "RESIDENT_ID"];
  switch (kind) {
    case "PORTRAIT":
      return "近期免冠正面照，浅色单一背景，光线均匀，露出双眉双耳，头肩完整。";
    case "ID_FRONT":
      return front.hint;
    case "ID_BACK":
      return back.hint;
    case "PROOF":
      return "整页平整拍下，姓名、课程、成绩和盖章都清晰可读。";
  }
}

type Sample = { box: string; drawing: ReactNode };

/** The page with the photo: beside it the personal data, below it two lines for machines. */
const passport: Sample = {
  box: "0 0 128 92",
  drawing: (
    <>
      <rect x="4" y="4" width="120" height="84" rx="4" fill="#f4f1ea" className="stroke-line" />
      <svg x="12" y="14" width="32" height="44" viewBox="0 0 48 66">
        <rect width="48" height="66" className="fill-brand-soft" />
        {head}
      </svg>
      {lines(52, [36, 60, 44, 52, 40], 16, 9)}
      <rect x="12" y="68" width="104" height="4" rx="1" className="fill-ink" />
      <rect x="12" y="77" width="104" height="4" rx="1" className="fill-ink" />
    </>
  ),
};

const samples: Record<UploadItem, Sample> = {
  PORTRAIT: {
    box: "0 0 48 64",
    drawing: (
      <>
        <rect width="48" height="64" className="fill-brand-soft" />
        {head}
      </>
    ),
  },
  ID_FRONT: {
    box: "0 0 128 84",
    drawing: (
      <>
        {card}
        {lines(14, [30, 24, 40, 44, 36], 16, 9)}
        <rect x="14" y="66" width="76" height="4" rx="2" className="fill-ink" />
        <svg x="84" y="14" width="32" height="44" viewBox="0 0 48 66">
          <rect width="48" height="66" className="fill-brand-soft" />
          {head}
        </svg>
      </>
    ),
  },
  ID_BACK: {
    box: "0 0 128 84",
    drawing: (
      <>
        {card}
        <circle cx="26" cy="24" r="10" className="fill-bad" />
        {lines(44, [60, 68], 18, 10)}
        {lines(30, [50, 64], 56, 10)}
      </>
    ),
  },
  PROOF: {
    box: "0 0 64 88",
    drawing: (
      <>
        <rect x="2" y="2" width="60" height="84" rx="2" fill="#fff" className="stroke-line" />
        <rect x="16" y="10" width="32" height="4" rx="2" className="fill-ink" />
        {lines(10, [40, 34, 44, 28, 38], 24, 8)}
        <circle cx="46" cy="70" r="9" className="fill-none stroke-bad" strokeWidth="2" />
      </>
    ),
  },
};
