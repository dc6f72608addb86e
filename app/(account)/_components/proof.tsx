"use client";

import { useT } from "@/app/_components/language";
import { useEffect, useRef, useState } from "react";
import { Notice } from "@/app/_components/notice";
import { useHydrated } from "@/app/_components/use-hydrated";

/**
 * Tells the server whether this browser can solve a challenge, and loads the widget when the server sets one. The
 * widget needs no action of the visitor. Without JavaScript or a secure context the slower limit applies.
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
  const t = useT();

  const place = useRef<HTMLDivElement>(null);
  const [solved, setSolved] = useState(false);
  useEffect(() => {
    let gone = false;
    void import("./altcha-widget").then(({ mountWidget }) => {
      if (!gone && place.current) mountWidget(place.current, challenge, setSolved);
    });
    return () => {
      gone = true;
    };
  }, [challenge]);
  return (
    <div className="mb-5">
      <Notice tone={solved ? "good" : "warn"}>
        {solved ? t("安全验证已完成，请核对填写内容后再次提交。") : t("正在进行安全验证，通常需要几秒钟，请稍候…")}
      </Notice>
      <div ref={place} />
    </div>
  );
}
