import { texts } from "@/app/_lib/texts";
type Variant = "good" | "turned" | "covered" | "dark" | "far" | "cut";

/** What a portrait should look like, and what it should not. */
export const PortraitExamples = async () => {
  const { t } = await texts();
  return (
    <ul aria-label={t("登记照示例")} className="mb-5 grid grid-cols-3 gap-x-2 gap-y-3 sm:grid-cols-6">
      <PortraitExample variant="good" good label={t("正面")} />
      <PortraitExample variant="turned" label={t("侧脸")} />
      <PortraitExample variant="dark" label={t("逆光")} />
      <PortraitExample variant="covered" label={t("遮挡")} />
      <PortraitExample variant="far" label={t("太远")} />
      <PortraitExample variant="cut" label={t("裁头")} />
    </ul>
  );
};

/** A small drawing of a correct or an incorrect portrait. */
function PortraitExample({ variant, label, good = false }: { variant: Variant; label: string; good?: boolean }) {
  return (
    <li className="text-center">
      <svg
        viewBox="0 0 48 64"
        aria-hidden="true"
        className={`mx-auto w-full max-w-16 rounded border-2 ${good ? "border-good" : "border-bad"}`}
      >
        <rect width="48" height="64" className={variant === "dark" ? "fill-[#fdf0c4]" : "fill-brand-soft"} />
        <g transform={frames[variant]}>
          <Person variant={variant} />
        </g>
      </svg>
      <span className={`mt-1 block text-sm font-semibold ${good ? "text-good" : "text-bad"}`}>
        <span aria-hidden="true">{good ? "✓ " : "✕ "}</span>
        {label}
      </span>
    </li>
  );
}

const frames: Record<Variant, string> = {
  good: "",
  turned: "",
  covered: "",
  dark: "",
  far: "translate(14.4 32) scale(0.4)",
  cut: "translate(-9 -26) scale(1.4)",
};

function Person({ variant }: { variant: Variant }) {
  const shade = variant === "dark";
  const skin = shade ? "fill-ink" : "fill-[#f2cfae]";
  const turned = variant === "turned" ? 4 : 0;
  return (
    <>
      <path d="M3 66c0-13 9-19 21-19s21 6 21 19z" className={shade ? "fill-ink" : "fill-brand"} />
      <path d="M19 38h10v11a5 5 0 0 1-10 0z" className={skin} />
      <ellipse cx="24" cy="28" rx={12 - turned / 2} ry="15" className={skin} />
      <path d="M11 28c-1-12 5-17 13-17s14 5 13 17c-2-7-4-10-7-11-6 2-11 2-14 1-3 2-4 5-5 10z" className="fill-ink" />
      {!shade && (
        <g className="fill-ink">
          <circle cx={19 + turned} cy="28" r="1.4" />
          {!turned && <circle cx="29" cy="28" r="1.4" />}
          {turned > 0 && <path d="M34 29l4 4-4 1z" className={skin} />}
        </g>
      )}
      {!shade && (
        <path
          d={`M${21 + turned} 36q3 2 6 0`}
          className="fill-none stroke-bad"
          strokeWidth="1.2"
          strokeLinecap="round"
        />
      )}
      {variant === "covered" && (
        <>
          <path d="M14 26h8v4a4 4 0 0 1-8 0zM26 26h8v4a4 4 0 0 1-8 0z" className="fill-ink" />
          <path d="M12 27h24" className="stroke-ink" strokeWidth="1.4" />
        </>
      )}
    </>
  );
}
