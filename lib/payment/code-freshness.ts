/** WeChat's codes live two hours; ten minutes are left for the person who has just opened the page. */
const CODE_LIFE_MS = 110 * 60_000;

/** Whether a code may still be shown. An older one is renewed by sending the stored body of its order again. */
export const isCodeFresh = (codeUrlAt: Date | null, now: Date): boolean =>
  codeUrlAt !== null && now.getTime() - codeUrlAt.getTime() < CODE_LIFE_MS;
