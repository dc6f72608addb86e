import { publishedExamSession } from "@/lib/auth/step";
import { AccountPage } from "../_components/account-page";
import { SmsNote } from "../_components/sms-note";
import { PhoneAppealForm } from "./form";

export const metadata = { title: "找回账号" };

/** For owners who can no longer sign in with their old number. */
export default async function AppealPage() {
  const examSession = await publishedExamSession();
  return (
    <AccountPage title="找回账号">
      <p className="mb-3">
        原手机号已停用、换号或已由他人使用，无法登录时，请在此申请把账号绑定到新的手机号。工作人员核实后处理，原有的报名、审核和缴费都会保留。
      </p>
      <p className="mb-5">
        已经提交过？<a href="/appeal/status">查看处理结果</a>
        。报名、缴费的截止时间不会因此顺延，情况紧急的请联系考务办公室
        {examSession && `：${examSession.contactPhone}（${examSession.contactHours}）`}。
      </p>
      <SmsNote />
      <PhoneAppealForm />
      <p className="mt-4">
        <a href="/login">返回登录</a>
      </p>
    </AccountPage>
  );
}
