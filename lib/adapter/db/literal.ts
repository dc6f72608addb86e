/**
 * A text to be found as it was typed, for Prisma's `contains`, `startsWith` and `endsWith` and for LIKE: Prisma passes
 * % and _ on, which stand for any character.
 */
export const literally = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
