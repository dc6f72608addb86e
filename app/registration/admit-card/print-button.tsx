"use client";

import { useT } from "@/app/_components/language";

/** Prints the page. Without JavaScript, and inside WeChat, which cannot print, it opens the PDF instead. */
export function PrintButton({ pdf }: { pdf: string }) {
  const t = useT();

  return (
    <a
      href={pdf}
      className="button button-primary"
      onClick={(event) => {
        if (/MicroMessenger/i.test(navigator.userAgent)) return;
        event.preventDefault();
        window.print();
      }}
    >
      {t("打印准考证")}
    </a>
  );
}
