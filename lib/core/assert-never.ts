/** Makes a forgotten case a compile error; reached at run time only when data broke its type. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
