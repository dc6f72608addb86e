import type { Metadata } from "next";
import type { ReactNode } from "react";
import { IdleWarning } from "@/app/_components/idle-warning";
import { roleLabels } from "@/app/_lib/labels/staff";
import { IDLE_MINUTES } from "@/lib/domain/account/login-session";
import { currentStaff } from "@/lib/auth/session";
import { publishedExamSession } from "@/lib/auth/step";
import { deskLinks } from "../_components/desk-links";
import { DeskNav } from "../_components/desk-nav";

export const metadata: Metadata = { title: { default: "管理后台", template: "%s · 管理后台" } };

/** The frame of the staff's pages. It checks no access: each page does that itself. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const [staff, examSession] = await Promise.all([currentStaff(), publishedExamSession()]);
  if (!staff) return children;
  return (
    <>
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:bg-white focus:p-3">
        跳到主要内容
      </a>
      <IdleWarning minutes={IDLE_MINUTES.staff} audience="staff" />
      <header className="no-print bg-brand text-white">
        <div className="flex flex-wrap items-center justify-between gap-x-6 px-4 py-2 lg:px-6">
          <a href="/admin" className="py-1 text-white no-underline">
            <span className="block leading-tight font-bold">学士学位外语报名系统 · 管理后台</span>
            {examSession && <span className="block text-sm">{examSession.schoolName}</span>}
          </a>
          <div className="flex items-center gap-4 text-sm">
            <span>
              <a href="/admin/account" className="inline-flex min-h-11 items-center text-white">
                {staff.name}
                <span className="sr-only">：我的账号</span>
              </a>
              <span className="ml-2 rounded bg-white px-2 py-0.5 font-semibold text-brand">
                {roleLabels[staff.role]}
              </span>
            </span>
            <form action="/api/sign-out" method="post">
              <button
                type="submit"
                name="audience"
                value="staff"
                className="min-h-11 cursor-pointer whitespace-nowrap text-white underline underline-offset-2"
              >
                安全退出
              </button>
            </form>
          </div>
        </div>
      </header>
      <div className="lg:grid lg:min-h-[calc(100vh-4rem)] lg:grid-cols-[11rem_minmax(0,1fr)] print:block">
        <nav
          aria-label="管理后台"
          className="no-print border-b border-line bg-white px-3 py-2 lg:border-r lg:border-b-0 lg:py-4"
        >
          <DeskNav links={deskLinks(staff.role).map(({ href, label }) => ({ href, label }))} />
        </nav>
        <main id="main" className="min-w-0 px-4 py-5 lg:px-8 lg:py-6">
          {examSession && <p className="hidden text-sm print:block">{examSession.schoolName} · 学士学位外语报名系统</p>}
          <div className="mx-auto max-w-6xl">{children}</div>
        </main>
      </div>
    </>
  );
}
