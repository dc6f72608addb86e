"use client";

import { useT } from "@/app/_components/language";
import { useEffect } from "react";

/**
 * Leaves for WeChat to identify the payer, and WeChat redirects back. The browser itself must navigate: the framework's
 * own fetch would follow a redirect of the server when an action or a soft navigation leads to this page.
 */
export function AskPayer() {
  const t = useT();

  useEffect(() => window.location.replace("/api/wechat-oauth/start"), []);
  return (
    <section className="card">
      <p>{t("正在向微信确认付款人，请稍候…")}</p>
      <p className="mt-4">
        <a href="/api/wechat-oauth/start" className="button w-full sm:w-auto">
          {t("如长时间没有反应，请点击此处")}
        </a>
      </p>
    </section>
  );
}
