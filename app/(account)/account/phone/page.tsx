import { redirect } from "next/navigation";
import { texts } from "@/app/_lib/texts";
import { currentCandidate, toLogin } from "@/lib/auth/session";
import { maskedPhone } from "@/lib/domain/account/queries";
import { AccountPage } from "../../_components/account-page";
import { SmsNote } from "../../_components/sms-note";
import { FormerPhoneForm } from "./form";

export const generateMetadata = async () => ({ title: (await texts()).t("更换手机号") });

/** The first page of 更换手机号: proves the old number. */
export default async function ChangePhonePage() {
  const { t } = await texts();
  const candidate = await currentCandidate();
  if (!candidate) toLogin("/account/phone");
  const phone = await maskedPhone(candidate.id);
  if (!phone) redirect("/account");
  return (
    <AccountPage title={t("更换手机号")}>
      <SmsNote />
      <p className="mb-4">{t("第一步，共两步：验证原手机号 {phone}。", { phone })}</p>
      <FormerPhoneForm />
      <p className="mt-4">
        {t("原手机号已不能接收短信？")}
        <a href="/appeal">{t("找回账号")}</a>
      </p>
      <p className="mt-2">
        <a href="/account">{t("返回账号与安全")}</a>
      </p>
    </AccountPage>
  );
}
