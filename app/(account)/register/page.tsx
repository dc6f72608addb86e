import { texts } from "@/app/_lib/texts";
import { redirect } from "next/navigation";
import { currentCandidate } from "@/lib/auth/session";
import { AccountPage } from "../_components/account-page";
import { SmsNote } from "../_components/sms-note";
import { RegisterForm } from "./form";

export const generateMetadata = async () => ({ title: (await texts()).t("新用户注册") });

export default async function RegisterPage() {
  const { t } = await texts();

  if (await currentCandidate()) redirect("/registration");
  return (
    <AccountPage title={t("新用户注册")}>
      <SmsNote />
      <RegisterForm />
      <p className="mt-4">
        {t("已有账号？")}
        <a href="/login">{t("返回登录")}</a>
      </p>
    </AccountPage>
  );
}
