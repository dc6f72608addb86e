import { z } from "zod";
import { hostCookie } from "@/lib/http/host-cookie";

export const languages = ["zh", "en"] as const;
export const textSizes = ["standard", "large", "largest"] as const;
export const contrasts = ["standard", "high"] as const;

/**
 * How a visitor wants to see the candidates' pages. Any part that a cookie does not hold, or holds wrongly, is usual.
 */
export const displaySchema = z.object({
  language: z.enum(languages).catch("zh"),
  textSize: z.enum(textSizes).catch("standard"),
  contrast: z.enum(contrasts).catch("standard"),
});
export type Display = z.output<typeof displaySchema>;

export const displayCookie = () => hostCookie("display");

/** The cookie's value: "en.large.high". */
export const displayValue = ({ language, textSize, contrast }: Display): string =>
  [language, textSize, contrast].join(".");

export function readDisplay(value: string | undefined): Display {
  const [language, textSize, contrast] = (value ?? "").split(".");
  return displaySchema.parse({ language, textSize, contrast });
}
