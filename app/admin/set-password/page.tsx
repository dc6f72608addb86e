import { redirect } from "next/navigation";
import { SmsNote } from "@/app/(account)/_components/sms-note";
import { INVITATION_HOURS } from "@/lib/domain/account/invitation";
import { strictStaffPasswords } from "@/lib/domain/account/queries";
import { currentStaff } from "@/lib/auth/session";
import { SetPasswordForm } from "./form";

export const metadata = { title: "设置管理端密码" };

export default async function SetPasswordPage() {
  if (await currentStaff()) redirect("/admin/account");
  return (
    <main id="main" className="mx-auto max-w-md px-4 py-10">
      <p className="mb-5 text-center text-lg font-bold text-brand">学士学位外语报名系统 · 管理端</p>
      <div className="card">
        <h1 className="mb-2">设置密码</h1>
        <p className="mb-5 text-sm text-muted">
          收到邀请短信的，请直接打开其中的链接。没有收到的，在受邀后{INVITATION_HOURS}
          小时内，用本人手机号验证并设置密码。密码只有您本人知道。
        </p>
        <SmsNote />
        <SetPasswordForm strict={strictStaffPasswords()} />
        <p className="mt-4">
          已有密码？<a href="/admin/login">返回登录</a>
        </p>
      </div>
    </main>
  );
}
