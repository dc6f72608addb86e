import { cleanInput, halfWidth } from "./clean-input";

/** An act that can be undone is confirmed by a tick when it touches at most this many, else by typing their number. */
export const MAX_TICKED = 20;

/** The refusal of an act whose confirming word was not typed. */
export type ConfirmationRefusal = "confirmation_mismatch";

/**
 * Whether somebody typed the word that confirms a dangerous act: a number, a name. Blanks, thousands separators and
 * full-width digits do not matter.
 */
export const confirms = (typed: string, word: string): boolean => bare(typed) === bare(word) && bare(word) !== "";

const bare = (text: string): string => halfWidth(cleanInput(text)).replaceAll(/[\s,]/gu, "");
