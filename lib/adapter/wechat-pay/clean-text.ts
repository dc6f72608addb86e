/**
 * Text WeChat Pay will accept: it refuses characters of four UTF-8 bytes (emoji, rare ideographs), and a control
 * character or a line break would garble the cashier. `max` counts characters; what remains has one UTF-16 unit each.
 */
export function cleanText(text: string, max: number): string {
  return text
    .replace(/[\u{10000}-\u{10FFFF}\p{Cs}\p{Cf}\p{Co}]/gu, "")
    .replace(/[\p{Cc}\p{Z}]+/gu, " ")
    .trim()
    .slice(0, max)
    .trimEnd();
}
