import { redirect } from "next/navigation";
import { readResetTicket } from "@/lib/auth/reset-ticket";
import { AccountPage } from "../../_components/account-page";
import { NewPasswordForm } from "./form";

export const metadata = { title: "设置新密码" };

export default async function NewPasswordPage() {
  if (!(await readResetTicket())) redirect("/reset-password?notice=reset_expired");
  return (
    <AccountPage title="设置新密码">
      <p className="mb-5">保存后，该账号在其他设备上的登录会全部退出，本设备自动登录。</p>
      <NewPasswordForm />
    </AccountPage>
  );
}
