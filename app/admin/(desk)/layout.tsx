import type { Metadata } from "next";
import type { ReactNode } from "react";
import { IdleWarning } from "@/app/_components/idle-warning";
import { roleNames } from "@/app/_lib/labels/staff";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { currentStaff } from "@/lib/auth/session";
import { IDLE_MINUTES } from "@/lib/domain/account/login-session";
import { currentFrames, publishedExamSessions } from "@/lib/domain/exam-session/queries";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { reviewDeciders } from "@/lib/domain/review/stages";
import { deskLinks } from "../_components/desk-links";
import { DeskNav } from "../_components/desk-nav";
import { waitingCounts, waitingUnits } from "../_components/waiting-counts";
import "./desk-frame.css";
import { DeskSearch } from "./search/desk-search";

export const metadata: Metadata = { title: { default: "管理后台", template: "%s · 管理后台" } };

/** The frame of the staff's pages. It checks no access: each page does that itself. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const staff = await currentStaff();
  if (!staff) return children;
  const [examSession, current, choices, scope] = await Promise.all([
    deskExamSession(),
    currentFrames(new Date()),
    publishedExamSessions(),
    scopeOf(staff, reviewDeciders),
  ]);
  const counts = await waitingCounts({ roles: staff.roles, scope, examSession });
  const groups = deskLinks(staff.roles).map(({ title, links }) => ({
    title,
    links: links.map(({ href, label, waiting }) => {
      const count = waiting ? counts[waiting] : 0;
      return { href, label, ...(waiting && count && { waiting: { count, unit: waitingUnits[waiting] } }) };
    }),
  }));
  const elsewhere = examSession && current.every(({ id }) => id !== examSession.id) ? examSession : null;
  const back = current[0];
  return (
    <>
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-white focus:p-3">
        跳到主要内容
      </a>
      <IdleWarning minutes={IDLE_MINUTES.staff} audience="staff" />
      <header className="desk-head no-print">
        <a href="/admin" className="desk-head-link font-bold whitespace-nowrap">
          <span className="hidden whitespace-pre xl:inline">学士学位外语报名系统 · </span>管理后台
        </a>
        {examSession && <SessionPicker chosen={examSession} choices={choices} />}
        <DeskSearch examSessionId={examSession?.id} />
        <div className="flex items-center gap-x-4 text-sm">
          <span className="whitespace-nowrap">
            <a href="/admin/account" className="desk-head-link">
              {staff.name}
              <span className="sr-only">：我的账号</span>
            </a>
            <span className="ml-2 hidden rounded bg-white px-2 py-0.5 font-semibold text-brand sm:inline">
              {roleNames(staff.roles)}
            </span>
          </span>
          <form action="/api/sign-out" method="post">
            <button
              type="submit"
              name="audience"
              value="staff"
              className="desk-head-link cursor-pointer whitespace-nowrap underline"
            >
              安全退出
            </button>
          </form>
        </div>
      </header>
      {elsewhere && (
        <section
          aria-label="考试批次"
          className="no-print flex flex-wrap items-center gap-x-4 border-b border-line bg-warn-soft px-4 text-warn"
        >
          <p className="py-2">
            正在查看：<strong>{elsewhere.title}</strong>（不是当前批次）。款项异常、日结和待复核的事项仍是全部批次的。
          </p>
          {back && (
            <form action="/api/desk/exam-session" method="post">
              <button
                type="submit"
                name="examSession"
                value={back.id}
                className="min-h-11 cursor-pointer underline sm:min-h-9"
              >
                回到当前批次
              </button>
            </form>
          )}
        </section>
      )}
      <div className="desk-frame">
        <nav aria-label="管理后台" className="desk-nav no-print">
          <div className="hidden lg:block">
            <DeskNav groups={groups} />
          </div>
          <details className="lg:hidden">
            <summary className="desk-nav-fold">菜单</summary>
            <div className="desk-nav-folded">
              <DeskNav groups={groups} />
            </div>
          </details>
        </nav>
        <main id="main" className="desk-page">
          {examSession && <p className="hidden text-sm print:block">{examSession.schoolName} · 学士学位外语报名系统</p>}
          {children}
        </main>
      </div>
    </>
  );
}

type Choice = { id: string; title: string };

/** The exam session that the desk shows, and the other ones to choose from. */
function SessionPicker({ chosen, choices }: { chosen: Choice; choices: readonly Choice[] }) {
  if (choices.length < 2) return <span className="desk-session truncate text-sm">{chosen.title}</span>;
  return (
    <details className="desk-picker desk-session text-sm">
      <summary className="desk-head-link">
        <span className="sr-only">考试批次：</span>
        <span className="truncate">{chosen.title}</span>
      </summary>
      <form action="/api/desk/exam-session" method="post" className="desk-picker-list">
        <p className="px-3 py-1 text-xs text-muted">查看哪个考试批次</p>
        {choices.map(({ id, title }) => (
          <button
            key={id}
            type="submit"
            name="examSession"
            value={id}
            aria-current={id === chosen.id ? "true" : undefined}
            className="desk-picker-choice"
          >
            {title}
          </button>
        ))}
      </form>
    </details>
  );
}
