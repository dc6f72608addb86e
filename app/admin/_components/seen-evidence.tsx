"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { FormState } from "@/lib/auth/form-state";

/**
 * Posts with a decision which evidence the page shows (`seen`: its evidenceMark). When the decision is refused because
 * there is more, the page is read anew around the form, which keeps what was typed.
 */
export function SeenEvidence({ state, seen }: { state: FormState; seen: string }) {
  const router = useRouter();
  useEffect(() => {
    if (state.status === "refused" && state.error === "evidence_unseen") router.refresh();
  }, [state, router]);
  return <input type="hidden" name="seenEvidence" value={seen} />;
}
