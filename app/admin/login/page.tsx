import { redirect } from "next/navigation";
import { News } from "@/app/_components/news";
import { ForgetTyped } from "@/app/_components/typed-keeper";
import { currentNotice } from "@/app/_lib/current-notice";
import { ownPath } from "@/lib/http/own-path";
import { currentStaff } from "@/lib/auth/session";
import { ssoSettings } from "@/lib/auth/staff-sso";
import { StaffLoginForm } from "./form";

export const metadata = { title: "管理端登录" };

export default async function StaffLoginPage({ searchParams }: PageProps<"/admin/login">) {
  if (await currentStaff()) redirect("/admin");
  const next = ownPath((await searchParams)["next"], "/admin");
  return (
    <main id="main" className="mx-auto max-w-md px-4 py-10">
      <p className="mb-5 text-center text-lg font-bold text-brand">学士学位外语报名系统 · 管理端</p>
      <News />
      {(await currentNotice()) === "signed_off" && <ForgetTyped />}
      <div className="card">
        <h1 className="mb-5">工作人员登录</h1>
        <StaffLoginForm next={next} />
        {ssoSettings() && (
          <div className="mt-4 border-t border-line pt-4">
            <a href={`/api/staff-sso/start?next=${encodeURIComponent(next)}`} className="button w-full">
              统一身份认证登录
            </a>
          </div>
        )}
        <p className="mt-4 text-sm text-muted">
          连续30分钟没有操作将自动退出。首次登录请先<a href="/admin/set-password">设置密码</a>
          ；忘记密码请联系系统管理员重新邀请。
        </p>
      </div>
    </main>
  );
}
