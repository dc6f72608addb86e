import { redirect } from "next/navigation";
import { texts } from "@/app/_lib/texts";
import { readPhoneTicket } from "@/lib/auth/phone-ticket";
import { currentCandidate, toLogin } from "@/lib/auth/session";
import { withNotice } from "@/lib/http/notice";
import { AccountPage } from "../../../_components/account-page";
import { SmsNote } from "../../../_components/sms-note";
import { NewPhoneForm } from "./form";

export const generateMetadata = async () => ({ title: (await texts()).t("更换手机号") });

/** The second page of 更换手机号: the new number. */
export default async function NewPhonePage() {
  const { t } = await texts();
  if (!(await currentCandidate())) toLogin("/account/phone");
  if (!(await readPhoneTicket("change"))) redirect(withNotice("/account/phone", "phone_change_over"));
  return (
    <AccountPage title={t("更换手机号")}>
      <SmsNote />
      <p className="mb-4">
        {t(
          "第二步，共两步：验证新手机号。保存后用新手机号登录，其他设备上的登录会结束，原手机号会收到短信提醒；报名、审核和缴费不受影响。",
        )}
      </p>
      <NewPhoneForm />
      <p className="mt-4">
        <a href="/account">{t("返回账号与安全")}</a>
      </p>
    </AccountPage>
  );
}
