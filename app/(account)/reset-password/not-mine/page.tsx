import { texts } from "@/app/_lib/texts";
import { redirect } from "next/navigation";
import { Notice } from "@/app/_components/notice";
import { readPhoneTicket } from "@/lib/auth/phone-ticket";
import { currentCandidate } from "@/lib/auth/session";
import { withNotice } from "@/lib/http/notice";
import { AccountPage } from "../../_components/account-page";
import { LeaveAccountForm } from "./form";

export const generateMetadata = async () => ({ title: (await texts()).t("这不是我的账号") });

export default async function NotMinePage() {
  const { t } = await texts();

  if (!(await readPhoneTicket("reset")))
    redirect((await currentCandidate()) ? "/registration" : withNotice("/reset-password", "reset_expired"));
  return (
    <AccountPage title={t("这不是我的账号")}>
      <p className="mb-3">
        {t("手机号停用后，运营商会把它分配给新的用户。如果这个手机号以前由他人使用，您可以用它新建自己的账号。")}
      </p>
      <Notice tone="warn">
        {t(
          "新建后，这个手机号从原账号解绑，原账号及其报名信息会保留，但不能再用这个手机号登录。如果原账号就是您本人的，请不要继续，",
        )}
        <a href="/reset-password/new">{t("返回设置新密码")}</a>。
      </Notice>
      <LeaveAccountForm />
    </AccountPage>
  );
}
