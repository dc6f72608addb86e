/** Where to go after signing in: a path of ours, never another site. Browsers read "//host" and "/\host" as one. */
export function ownPath(next: unknown, fallback: string): string {
  if (typeof next !== "string" || !/^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(next)) return fallback;
  return next;
}
