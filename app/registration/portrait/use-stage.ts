import { useEffect, useRef } from "react";
import type { Stage } from "./capture-state";

/** Scrolls an opened photo or camera into view and moves the focus to it. When it closes, the focus moves back. */
export function useStage(stage: Stage) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef(stage);
  useEffect(() => {
    if (shown.current === stage) return;
    shown.current = stage;
    place.current?.focus({ preventScroll: true });
    if (stage.kind !== "closed") place.current?.scrollIntoView({ block: "start" });
  }, [stage]);
  return place;
}
