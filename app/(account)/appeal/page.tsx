import { texts } from "@/app/_lib/texts";
import { currentVisitor, shownOffices } from "@/lib/auth/step";
import { officesText } from "../_components/offices-text";
import { AccountPage } from "../_components/account-page";
import { SmsNote } from "../_components/sms-note";
import { PhoneAppealForm } from "./form";

export const generateMetadata = async () => ({ title: (await texts()).t("找回账号") });

/** For owners who can no longer sign in with their old number. */
export default async function AppealPage() {
  const { t } = await texts();

  const offices = shownOffices(await currentVisitor());
  return (
    <AccountPage title={t("找回账号")}>
      <p className="mb-3">
        {t(
          "原手机号已停用、换号或已由他人使用，无法登录时，请在此申请把账号绑定到新的手机号。工作人员核实后处理，原有的报名、审核和缴费都会保留。",
        )}
      </p>
      <p className="mb-5">
        {t("已经提交过？")}
        <a href="/appeal/status">{t("查看处理结果")}</a>
        {t("。报名、缴费的截止时间不会因此顺延，情况紧急的请联系考务办公室")}
        {officesText(offices)}。
      </p>
      <SmsNote />
      <PhoneAppealForm />
      <p className="mt-4">
        <a href="/login">{t("返回登录")}</a>
      </p>
    </AccountPage>
  );
}
