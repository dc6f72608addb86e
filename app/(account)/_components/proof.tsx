"use client";

import { useEffect, useRef } from "react";
import { Notice } from "@/app/_components/notice";
import { useHydrated } from "@/app/_components/use-hydrated";

/**
 * Says to the server whether this browser could solve a challenge, and loads the widget when one is set. The widget solves it by
 * itself; there is nothing to read or to recognise. Without JavaScript or a secure context the page goes on at a slower pace.
 */
export function Proof({ challenge }: { challenge: string | null }) {
  const hydrated = useHydrated();
  return (
    <>
      <input type="hidden" name="capable" value={hydrated && window.isSecureContext ? "1" : ""} />
      {challenge && <Widget key={challenge} challenge={challenge} />}
    </>
  );
}

function Widget({ challenge }: { challenge: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    void import("./altcha-widget").then(({ mountWidget }) => {
      if (!gone && place.current) mountWidget(place.current, challenge);
    });
    return () => {
      gone = true;
    };
  }, [challenge]);
  return (
    <div className="mb-5">
      <Notice tone="warn">正在进行安全验证，通常需要几秒钟。显示“已验证”后，请再次点击按钮提交。</Notice>
      <div ref={place} />
    </div>
  );
}
