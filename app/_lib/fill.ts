export type Values = Readonly<Record<string, string | number>>;

/** Puts values into the places of a sentence: "还有{left}". A place without a value stays as it is. */
export const fill = (sentence: string, values?: Values): string =>
  values ? sentence.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place)) : sentence;
