import { texts } from "@/app/_lib/texts";
import { redirect } from "next/navigation";
import { readPhoneTicket } from "@/lib/auth/phone-ticket";
import { currentCandidate } from "@/lib/auth/session";
import { withNotice } from "@/lib/http/notice";
import { AccountPage } from "../../_components/account-page";
import { NewPasswordForm } from "./form";

export const generateMetadata = async () => ({ title: (await texts()).t("设置新密码") });

export default async function NewPasswordPage() {
  const { t } = await texts();

  if (!(await readPhoneTicket("reset")))
    redirect((await currentCandidate()) ? "/registration" : withNotice("/reset-password", "reset_expired"));
  return (
    <AccountPage title={t("设置新密码")}>
      <p className="mb-5">{t("保存后，该账号在其他设备上的登录会全部退出，本设备自动登录。")}</p>
      <NewPasswordForm />
      <section className="mt-5 border-t border-line pt-4 text-sm">
        <h2 className="mb-2 text-base">{t("无法重设？")}</h2>
        <ul className="list-disc space-y-1 pl-5">
          <li>
            {t("这个手机号以前由他人使用，")}
            <a href="/reset-password/not-mine">{t("这不是我的账号")}</a>
          </li>
          <li>
            {t("账号是我的，但记不清当时的证件号码，")}
            <a href="/appeal">{t("找回账号")}</a>
          </li>
        </ul>
      </section>
    </AccountPage>
  );
}
