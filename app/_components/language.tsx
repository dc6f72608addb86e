"use client";

import { createContext, type ReactNode, useCallback, useContext } from "react";
import { fill, type Values } from "@/app/_lib/fill";

const Dictionary = createContext<Readonly<Record<string, string>> | null>(null);

/**
 * The language of the controls inside. `dictionary`: what their Chinese sentences are in another language; null for
 * Chinese, which then costs nothing.
 */
export const Language = ({
  dictionary,
  children,
}: {
  dictionary: Readonly<Record<string, string>> | null;
  children: ReactNode;
}) => <Dictionary value={dictionary}>{children}</Dictionary>;

/** Says a Chinese sentence in the visitor's language, for components that run in the browser. */
export function useT(): (sentence: string, values?: Values) => string {
  const dictionary = useContext(Dictionary);
  return useCallback((sentence, values) => fill(dictionary?.[sentence] ?? sentence, values), [dictionary]);
}

/** Whether the visitor reads English. */
export const useEnglish = (): boolean => useContext(Dictionary) !== null;

/** A sentence inside a component that the server renders for any language. */
export const Say = ({ text }: { text: string }) => <>{useT()(text)}</>;
