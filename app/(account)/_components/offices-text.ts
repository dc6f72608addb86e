import type { shownOffices } from "@/lib/auth/step";

/** The end of a sentence that sends the reader to the exam office: a colon, then each office. Empty without one. */
export const officesText = (offices: ReturnType<typeof shownOffices>): string => {
  const each = offices.map(
    ({ title, contactPhone, contactHours }) => `${title ? `${title} ` : ""}${contactPhone}（${contactHours}）`,
  );
  return each.length > 0 ? `：${each.join("；")}` : "";
};
