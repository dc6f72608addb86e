import { AccountPage } from "../_components/account-page";
import { SmsNote } from "../_components/sms-note";
import { ConfirmPhoneForm } from "./form";

export const metadata = { title: "找回密码" };

export default async function ResetPasswordPage() {
  return (
    <AccountPage title="找回密码">
      <SmsNote />
      <ConfirmPhoneForm />
      <p className="mt-4">
        手机号已停用或换号？<a href="/appeal">找回账号</a>
      </p>
      <p className="mt-2">
        <a href="/login">返回登录</a>
      </p>
    </AccountPage>
  );
}
