import { redirect } from "next/navigation";
import { currentCandidate } from "@/lib/auth/session";
import { AccountPage } from "../_components/account-page";
import { SmsNote } from "../_components/sms-note";
import { RegisterForm } from "./form";

export const metadata = { title: "新用户注册" };

export default async function RegisterPage() {
  if (await currentCandidate()) redirect("/registration");
  return (
    <AccountPage title="新用户注册">
      <SmsNote />
      <RegisterForm />
      <p className="mt-4">
        已有账号？<a href="/login">返回登录</a>
      </p>
    </AccountPage>
  );
}
