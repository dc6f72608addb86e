"use client";

import { useT } from "./language";

/**
 * Replaces a page that could not be rendered. It never shows the error itself: the reference number leads to the log.
 * An error without a number happened in the browser, usually because the network failed or the page belongs to an older
 * build. Reloading the whole page solves both.
 */
export function ErrorReport({
  error,
  home,
  homeLabel,
}: {
  error: Error & { digest?: string };
  home: string;
  homeLabel: string;
}) {
  const t = useT();
  return (
    <>
      <h1>{t("页面暂时无法打开")}</h1>
      {error.digest ? (
        <>
          <p className="mt-3">
            {t("系统出现意外情况，您已提交的信息不会丢失。请稍后重试；如仍无法打开，请把下面的编号告诉考务办公室。")}
          </p>
          <p className="mt-3 font-mono">{t("编号：{number}", { number: error.digest })}</p>
        </>
      ) : (
        <p className="mt-3">
          {t("可能是网络不通，或者系统刚刚更新过。您已提交的信息不会丢失，请检查网络后重新加载。")}
        </p>
      )}
      <p className="mt-5 flex flex-wrap gap-3">
        <button type="button" className="button button-primary" onClick={() => window.location.reload()}>
          {t(error.digest ? "重试" : "重新加载")}
        </button>
        <a className="button" href={home}>
          {homeLabel}
        </a>
      </p>
    </>
  );
}
