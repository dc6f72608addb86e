/** What people typed, without control characters but line breaks and tabs: nobody means them, and NUL is more than the database takes. */
export const typedText = (text: string): string => text.replace(/[^\P{Cc}\n\r\t]/gu, "").trim();
