import { texts } from "@/app/_lib/texts";

export const generateMetadata = async () => ({ title: (await texts()).t("页面不存在") });

/** It is part of the payload of every page, so it must not query anything. */
export default async function NotFound() {
  const { t } = await texts();
  return (
    <main className="mx-auto max-w-4xl px-4 py-8">
      <h1>{t("页面不存在")}</h1>
      <p className="mt-3">{t("地址可能已更改，或者您没有查看权限。")}</p>
      <p className="mt-5">
        <a className="button" href="/">
          {t("返回首页")}
        </a>
      </p>
    </main>
  );
}
