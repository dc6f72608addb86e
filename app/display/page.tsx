import { CandidateShell } from "@/app/_components/candidate-shell";
import { currentDisplay } from "@/app/_lib/display";
import { texts } from "@/app/_lib/texts";
import { cameFrom } from "@/lib/http/own-path";

export const generateMetadata = async () => ({ title: (await texts()).t("大字与高对比") });

const sizes = [
  { value: "standard", label: "标准", className: "text-base" },
  { value: "large", label: "大字", className: "text-xl" },
  { value: "largest", label: "超大字", className: "text-2xl" },
] as const;

const contrasts = [
  { value: "standard", label: "标准" },
  { value: "high", label: "高对比（黑字白底，线条加深）" },
] as const;

/** Text size and contrast, remembered in this browser: a plain form that needs no script. */
export default async function DisplayPage() {
  const [{ t }, display, back] = [await texts(), await currentDisplay(), await cameFrom()];
  return (
    <CandidateShell>
      <form action="/api/display" method="post" className="card mx-auto max-w-xl">
        <h1 className="mb-2">{t("大字与高对比")}</h1>
        <p className="mb-5 text-muted">{t("选择会保存在这台设备上，随时可以改回来。")}</p>
        <input type="hidden" name="back" value={back} />
        <fieldset className="mb-5">
          <legend className="mb-1 font-semibold">{t("文字大小")}</legend>
          {sizes.map(({ value, label, className }) => (
            <label key={value} className="flex min-h-12 cursor-pointer items-center gap-3">
              <input
                type="radio"
                name="textSize"
                value={value}
                defaultChecked={display.textSize === value}
                className="size-5 shrink-0"
              />
              <span className={className}>{t(label)}</span>
            </label>
          ))}
        </fieldset>
        <fieldset className="mb-6">
          <legend className="mb-1 font-semibold">{t("对比度")}</legend>
          {contrasts.map(({ value, label }) => (
            <label key={value} className="flex min-h-12 cursor-pointer items-center gap-3">
              <input
                type="radio"
                name="contrast"
                value={value}
                defaultChecked={display.contrast === value}
                className="size-5 shrink-0"
              />
              <span>{t(label)}</span>
            </label>
          ))}
        </fieldset>
        <div className="flex flex-wrap gap-3">
          <button type="submit" className="button button-primary w-full sm:w-auto">
            {t("保存并返回")}
          </button>
          <a href={back} className="button w-full sm:w-auto">
            {t("不修改")}
          </a>
        </div>
      </form>
    </CandidateShell>
  );
}
