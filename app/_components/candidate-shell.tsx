import type { ReactNode } from "react";
import { IDLE_MINUTES } from "@/lib/domain/account/login-session";
import { currentVisitor } from "@/lib/auth/step";
import { IdleWarning } from "./idle-warning";

/**
 * The frame of every candidate page: a header with the school and the sign-out button, main, and a footer with the
 * office.
 */
export async function CandidateShell({ children }: { children: ReactNode }) {
  const { examSession, candidate } = await currentVisitor();
  return (
    <>
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:bg-white focus:p-3">
        跳到主要内容
      </a>
      <header className="no-print bg-brand text-white">
        <div className="mx-auto flex max-w-4xl flex-wrap items-center justify-between gap-x-4 px-4 py-3">
          <a href="/" className="text-white no-underline">
            <span className="block text-lg leading-tight font-bold">{examSession?.schoolName ?? "学位外语考试"}</span>
            <span className="block text-sm">学士学位外语报名系统</span>
          </a>
          <nav aria-label="账号" className="flex items-center gap-4 text-sm">
            {candidate ? (
              <>
                <a href="/registration" className="inline-flex min-h-11 items-center text-white">
                  我的报名
                </a>
                <form action="/api/sign-out" method="post">
                  <button
                    type="submit"
                    name="audience"
                    value="candidate"
                    className="min-h-11 cursor-pointer text-white underline underline-offset-2"
                  >
                    安全退出
                  </button>
                </form>
              </>
            ) : (
              <>
                <a href="/login" className="inline-flex min-h-11 items-center text-white">
                  登录
                </a>
                <a href="/register" className="inline-flex min-h-11 items-center text-white">
                  新用户注册
                </a>
              </>
            )}
          </nav>
        </div>
      </header>
      {candidate && !candidate.remembered && <IdleWarning minutes={IDLE_MINUTES.candidate} audience="candidate" />}
      <main id="main" className="mx-auto max-w-4xl px-4 py-6 wrap-anywhere sm:py-8">
        {children}
      </main>
      <footer className="no-print border-t border-line py-6 text-sm text-muted">
        <div className="mx-auto max-w-4xl px-4">
          {examSession && (
            <p>
              考务办公室：{examSession.contactPhone}　{examSession.contactHours}
            </p>
          )}
          <p>请勿将手机号、证件号码和密码告诉他人；使用完毕请点击“安全退出”。</p>
        </div>
      </footer>
    </>
  );
}
