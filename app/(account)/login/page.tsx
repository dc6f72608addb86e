import { redirect } from "next/navigation";
import { currentNotice } from "@/app/_lib/current-notice";
import { ownPath } from "@/lib/http/own-path";
import { currentVisitor } from "@/lib/auth/step";
import { ForgetTyped } from "@/app/_components/typed-keeper";
import { AccountPage } from "../_components/account-page";
import { LoginForm } from "./form";

export const metadata = { title: "登录" };

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const { next: wanted } = await searchParams;
  const next = ownPath(wanted, "/registration");
  const { candidate, examSession } = await currentVisitor();
  if (candidate) redirect(next);
  const lead = (
    <div className="mb-5 text-center">
      {examSession && (
        <p>
          <span className="block text-xl font-bold">{examSession.schoolName}</span>
          <span lang="en" className="block text-sm text-muted">
            {examSession.schoolNameEn}
          </span>
        </p>
      )}
      <p className="mt-1 text-lg font-bold text-brand">学士学位外语报名系统</p>
    </div>
  );
  return (
    <AccountPage title="登录" lead={lead}>
      {(await currentNotice()) === "signed_off" && <ForgetTyped />}
      <LoginForm next={next} />
      <p className="mt-4 flex justify-between">
        <a href="/register" className="inline-flex min-h-11 items-center">
          新用户注册
        </a>
        <a href="/reset-password" className="inline-flex min-h-11 items-center">
          找回密码
        </a>
      </p>
      <p className="mt-1 text-sm">
        手机号已停用、换号，或无法收到验证码？
        <a href="/appeal" className="inline-flex min-h-11 items-center">
          找回账号
        </a>
      </p>
      <section className="mt-4 border-t border-line pt-4 text-sm">
        <h2 className="mb-2 text-base">登录提示</h2>
        <ul className="list-disc space-y-1 pl-5 text-muted">
          <li>首次报名请先完成“新用户注册”，用户名即注册时填写的手机号。</li>
          <li>一个手机号只能为一名考生报名，请使用本人手机号。</li>
          <li>在公用电脑上请勿勾选“记住我”，使用完毕请点击“安全退出”。</li>
        </ul>
      </section>
    </AccountPage>
  );
}
