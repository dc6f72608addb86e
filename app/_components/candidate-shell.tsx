import type { ReactNode } from "react";
import { currentDisplay } from "@/app/_lib/display";
import { english } from "@/app/_lib/english/all";
import { type Texts, texts } from "@/app/_lib/texts";
import { IDLE_MINUTES } from "@/lib/domain/account/login-session";
import { currentVisitor, shownBrand, shownOffices } from "@/lib/auth/step";
import type { Brand } from "@/lib/domain/exam-session/current";
import { Emblem } from "./emblem";
import { IdleWarning } from "./idle-warning";
import { Language } from "./language";
import { PageExamSession } from "./page-exam-session";
import { PhoneLinks } from "./phone-links";

/**
 * The frame of every candidate page: a header with the school, the visitor's account and the choice of language and
 * text size; below it the exam session that the page shows, where the visitor has several; main; and a footer with the
 * office.
 */
export async function CandidateShell({ children }: { children: ReactNode }) {
  const [visitor, words, { language }] = [await currentVisitor(), await texts(), await currentDisplay()];
  const { t } = words;
  const { candidate, examSession } = visitor;
  const brand = shownBrand(visitor);
  const hasChoice = visitor.current.length + visitor.past.length > 1;
  return (
    <Language dictionary={language === "en" ? english : null}>
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-white focus:p-3">
        {t("跳到主要内容")}
      </a>
      <header className="site-head no-print">
        <div className="site-head-row">
          <a href="/" className="site-name">
            <Emblem hash={brand?.emblemHash ?? null} size={44} />
            <span className="min-w-0">
              <b>{schoolName(brand, words)}</b>
              <span>{t("学士学位外语报名系统")}</span>
            </span>
          </a>
          <nav aria-label={t("账号与显示")} className="site-links">
            {candidate ? (
              <>
                <a href="/registration">{t("我的报名")}</a>
                <form action="/api/sign-out" method="post">
                  <button type="submit" name="audience" value="candidate">
                    {t("安全退出")}
                  </button>
                </form>
              </>
            ) : (
              <>
                <a href="/login">{t("登录")}</a>
                <a href="/register">{t("新用户注册")}</a>
              </>
            )}
            <a href="/display">{t("大字")}</a>
            <form action="/api/display" method="post">
              <input type="hidden" name="language" value={language === "en" ? "zh" : "en"} />
              <button type="submit" name="back" value="here" lang={language === "en" ? "zh-CN" : "en"}>
                {language === "en" ? "中文" : "English"}
              </button>
            </form>
          </nav>
        </div>
      </header>
      {examSession && hasChoice && (
        <section aria-label={t("考试批次")} className="session-strip no-print">
          <p>
            <b lang="zh-CN">{examSession.title}</b>{" "}
            <a href="/exam-sessions" className="inline-flex min-h-11 items-center whitespace-nowrap">
              {t("切换批次")}
            </a>
          </p>
        </section>
      )}
      {candidate && !candidate.remembered && <IdleWarning minutes={IDLE_MINUTES.candidate} audience="candidate" />}
      <main id="main" className="mx-auto max-w-6xl px-4 py-5 wrap-anywhere sm:py-7">
        <PageExamSession id={examSession?.id ?? null}>{children}</PageExamSession>
      </main>
      <footer className="no-print border-t border-line bg-white py-6 text-sm text-muted">
        <div className="mx-auto max-w-6xl space-y-1 px-4">
          {shownOffices(visitor).map(({ title, contactPhone, contactHours }) => (
            <p key={title}>
              {title && <span lang="zh-CN">{title} </span>}
              {t("考务办公室：")}
              <PhoneLinks text={contactPhone} />　<span className="inline-block">{contactHours}</span>
            </p>
          ))}
          <p>
            {candidate && (
              <>
                <a href="/account" className="inline-flex min-h-11 items-center">
                  {t("账号与安全")}
                </a>
                　
              </>
            )}
            <a href="/faq" className="inline-flex min-h-11 items-center">
              {t("常见问题")}
            </a>
            　
            <a href="/privacy" className="inline-flex min-h-11 items-center">
              {t("个人信息保护说明")}
            </a>
          </p>
          <p>{t("请勿将手机号、证件号码和密码告诉他人；使用完毕请点击“安全退出”。")}</p>
        </div>
      </footer>
    </Language>
  );
}

/**
 * In English the name the school gave itself in English; the name of the exam without an exam session, and before a
 * choice among those of several schools.
 */
const schoolName = (brand: Brand | null, { language, t }: Texts): string =>
  (language === "en" && brand?.schoolNameEn) || brand?.schoolName || t("学位外语考试");
