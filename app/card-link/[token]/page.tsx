import { texts } from "@/app/_lib/texts";
import type { Metadata } from "next";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { linkedCard } from "@/lib/domain/admit-card/queries";
import { OnceForm } from "./once-form";

export const metadata: Metadata = {
  title: "打开准考证",
  robots: { index: false },
  // The address is a secret. Not "no-referrer": with it browsers hide the origin of the button's post, which must come
  // from this page.
  referrer: "same-origin",
};

/**
 * The page behind a card link: one button. Opening it does not use the link, because the previews of WeChat and of
 * other programs open links too. It shows nobody's data.
 */
export default async function CardLinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { t } = await texts();

  const { token } = await params;
  const live = (await linkedCard({ token, now: new Date() })) !== null;
  return (
    <CandidateShell>
      <h1 className="mb-4">{live ? t("打开准考证") : t("链接已失效")}</h1>
      {live ? (
        <OnceForm action={`/api/card-links/${encodeURIComponent(token)}`}>
          <p className="mb-4">{t("点击按钮打开准考证 PDF。链接只能打开一次，打开后请立即保存或打印。")}</p>
          <button type="submit" className="button button-primary w-full sm:w-auto">
            {t("打开准考证 PDF")}
          </button>
        </OnceForm>
      ) : (
        <div className="card">
          <p className="mb-4">
            {t("链接只能打开一次，十分钟内有效。请回到原来的页面重新生成，或者登录报名系统打印准考证。")}
          </p>
          <a href="/registration/admit-card" className="button w-full sm:w-auto">
            {t("登录打印")}
          </a>
        </div>
      )}
    </CandidateShell>
  );
}
