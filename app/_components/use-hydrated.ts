"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** false while the page is plain HTML, true once React runs in this browser. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
