"use client";

import { createContext, type ReactNode, use, useEffect, useState } from "react";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";

type Live = { counts: Record<ShownStatus, number>; claims: Record<string, string> };

const LiveContext = createContext<Live | null>(null);

const PAUSE_MS = 8_000;

/**
 * Updates the numbers and claims of the queue page while it is open and visible. Polling does not count as use of the
 * login session.
 */
export function LiveQueue({
  initial,
  examSessionId,
  ids,
  children,
}: {
  initial: Live;
  examSessionId: string;
  ids: string;
  children: ReactNode;
}) {
  const [live, setLive] = useState(initial);

  useEffect(() => {
    const over = new AbortController();
    const ask = async () => {
      if (document.hidden) return;
      try {
        const answer = await fetch(`/api/reviews/live?session=${examSessionId}&ids=${ids}`, {
          cache: "no-store",
          signal: over.signal,
        });
        if (answer.ok) setLive((await answer.json()) as Live);
      } catch {
        // No network at the moment: the next poll tries again.
      }
    };
    const timer = setInterval(() => void ask(), PAUSE_MS);
    return () => {
      over.abort();
      clearInterval(timer);
    };
  }, [examSessionId, ids]);

  return <LiveContext value={live}>{children}</LiveContext>;
}

/** The present number of registrations in a status. */
export function LiveCount({ status }: { status: ShownStatus }) {
  return <span className="tabular-nums">{use(LiveContext)?.counts[status] ?? 0}</span>;
}

/** The reviewer who has claimed a registration at this moment. */
export function LiveClaim({ id, self }: { id: string; self: string }) {
  const by = use(LiveContext)?.claims[id];
  if (!by) return null;
  return <span className="ml-2 text-xs font-semibold text-warn">{by === self ? "我正在审核" : `${by}正在审核`}</span>;
}

/** Says that the list below is outdated: more registrations have been submitted since it was loaded. */
export function NewArrivals({ status, shown, address }: { status: ShownStatus; shown: number; address: string }) {
  const count = use(LiveContext)?.counts[status] ?? shown;
  return (
    <output className="text-sm">
      {count > shown && (
        <>
          新到 {count - shown} 份。<a href={address}>刷新列表</a>
        </>
      )}
    </output>
  );
}
