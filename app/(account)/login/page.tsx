import { redirect } from "next/navigation";
import { currentNotice } from "@/app/_lib/current-notice";
import { ownPath } from "@/lib/http/own-path";
import { currentVisitor, shownBrand } from "@/lib/auth/step";
import { SeasonBanner } from "@/app/_components/season-banner";
import { texts } from "@/app/_lib/texts";
import { ForgetTyped } from "@/app/_components/typed-keeper";
import { AccountPage } from "../_components/account-page";
import { LoginForm } from "./form";

export const generateMetadata = async () => ({ title: (await texts()).t("登录") });

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const { next: wanted } = await searchParams;
  const next = ownPath(wanted, "/registration");
  const [visitor, { t }] = [await currentVisitor(), await texts()];
  if (visitor.candidate) redirect(next);
  return (
    <AccountPage title={t("登录")} lead={<SeasonBanner brand={shownBrand(visitor)} narrow />}>
      {(await currentNotice()) === "signed_off" && <ForgetTyped />}
      <LoginForm next={next} />
      <p className="mt-4 flex justify-between">
        <a href="/register" className="inline-flex min-h-11 items-center">
          {t("新用户注册")}
        </a>
        <a href="/reset-password" className="inline-flex min-h-11 items-center">
          {t("找回密码")}
        </a>
      </p>
      <p className="mt-1 text-sm">
        {t("手机号已停用、换号，或无法收到验证码？")}
        <a href="/appeal" className="inline-flex min-h-11 items-center">
          {t("找回账号")}
        </a>
      </p>
      <section className="mt-4 border-t border-line pt-4 text-sm">
        <h2 className="mb-2 text-base">{t("登录提示")}</h2>
        <ul className="list-disc space-y-1 pl-5 text-muted">
          <li>{t("首次报名请先完成“新用户注册”，用户名即注册时填写的手机号。")}</li>
          <li>{t("一个手机号只能为一名考生报名，请使用本人手机号。")}</li>
          <li>{t("在公用电脑上请勿勾选“记住我”，使用完毕请点击“安全退出”。")}</li>
        </ul>
      </section>
    </AccountPage>
  );
}
