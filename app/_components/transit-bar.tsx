"use client";

import { usePathname } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { useT } from "./language";
import { keepForReload, useRestoredForms } from "./kept-forms";
import { clearTransitProblem, currentTransitProblem, watchTransitProblem } from "./transit-problem";

/** Another language or text size is another page: what was typed on this one goes along. */
function keepOverDisplay(): () => void {
  const keep = (event: Event) => {
    const target = event.target as Element;
    const leads =
      event.type === "submit" ? target.matches('[action="/api/display"]') : target.closest('[href="/display"]');
    // The page of the settings has only its own choices, which must not replace what waits for the page before it.
    if (leads && window.location.pathname !== "/display") keepForReload("display");
  };
  document.addEventListener("submit", keep);
  document.addEventListener("click", keep);
  return () => {
    document.removeEventListener("submit", keep);
    document.removeEventListener("click", keep);
  };
}

/**
 * Reports a post that failed on its way, at the lower edge of the window: no input is lost, and one press sends it
 * again. `owner`: identifies the signed-in person. The values that a tab keeps for one person are never shown to
 * another.
 */
export function TransitBar({ owner }: { owner: string }) {
  const problem = useSyncExternalStore(watchTransitProblem, currentTransitProblem, () => null);
  const [restored, forgetNews] = useRestoredForms(owner);
  const pathname = usePathname();
  const t = useT();
  useEffect(keepOverDisplay, []);
  // A problem belongs to the page on which it happened.
  useEffect(() => clearTransitProblem, [pathname]);

  if (problem) {
    return (
      <div role="alert" className="transit-bar border-bad bg-bad-soft">
        <div className="transit-bar-body">
          <div className="min-w-0 grow basis-64">
            <p className="font-bold">
              {t(problem.reference ? "系统出现意外情况，内容已保留" : "网络不通，内容已保留")}
            </p>
            <p className="text-sm">
              {t(
                problem.reference
                  ? "请稍后重试；如仍不成功，请把编号告诉考务办公室。"
                  : "请检查网络，稍后重试。如不能确定刚才是否已经办妥，请先在新窗口打开本页查看。",
              )}
            </p>
            {problem.reference && (
              <p className="font-mono text-sm">{t("编号：{number}", { number: problem.reference })}</p>
            )}
          </div>
          {problem.retry && (
            <button type="button" className="button button-primary" onClick={problem.retry}>
              {t("重试")}
            </button>
          )}
          <button type="button" className="button" onClick={clearTransitProblem}>
            {t("关闭")}
          </button>
        </div>
      </div>
    );
  }
  if (!restored) return null;
  return (
    <output className="transit-bar block border-brand bg-brand-soft">
      <div className="transit-bar-body">
        <p className="min-w-0 grow basis-64">
          <b>{t("页面已更新，内容已保留。")}</b>
          {t("系统刚刚更新过，刚才的操作没有执行，请检查后重新提交；密码需要重新填写。")}
        </p>
        <button type="button" className="button" onClick={forgetNews}>
          {t("知道了")}
        </button>
      </div>
    </output>
  );
}
