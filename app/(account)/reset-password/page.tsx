import { texts } from "@/app/_lib/texts";
import { AccountPage } from "../_components/account-page";
import { SmsNote } from "../_components/sms-note";
import { ConfirmPhoneForm } from "./form";

export const generateMetadata = async () => ({ title: (await texts()).t("找回密码") });

export default async function ResetPasswordPage() {
  const { t } = await texts();

  return (
    <AccountPage title={t("找回密码")}>
      <SmsNote />
      <ConfirmPhoneForm />
      <p className="mt-4">
        {t("手机号已停用或换号？")}
        <a href="/appeal">{t("找回账号")}</a>
      </p>
      <p className="mt-2">
        <a href="/login">{t("返回登录")}</a>
      </p>
    </AccountPage>
  );
}
