import { useEffect, useRef } from "react";
import type { Stage } from "./capture-state";

/**
 * Brings what was opened, a photo or the camera, before the person's eyes and the keyboard to it, and the keyboard back
 * when it closes.
 */
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
