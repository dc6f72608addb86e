/**
 * Escapes a text for Prisma's `contains`, `startsWith` and `endsWith` and for LIKE, so that it is found exactly as
 * typed. Prisma does not escape the wildcards % and _.
 */
export const literally = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
