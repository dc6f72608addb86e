"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** false while the page is plain HTML, true once this browser runs its script. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
