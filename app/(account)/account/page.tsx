import { CandidateShell } from "@/app/_components/candidate-shell";
import { ActionForm } from "@/app/_components/action-form";
import { News } from "@/app/_components/news";
import { SubmitButton } from "@/app/_components/submit-button";
import { statusLabels } from "@/app/_lib/labels/registration";
import { type Texts, texts } from "@/app/_lib/texts";
import { Messages } from "@/app/registration/_components/messages";
import { currentCandidate, toLogin } from "@/lib/auth/session";
import { currentVisitor } from "@/lib/auth/step";
import { examTimeOf } from "@/lib/domain/exam-session/exam-time";
import { ownAccount } from "@/lib/domain/account/queries";
import { ownRegistrations } from "@/lib/domain/registration/queries/own-registrations";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { endCandidateLoginAction } from "../actions";
import { PasswordForm } from "./password-form";

export const generateMetadata = async () => ({ title: (await texts()).t("账号与安全") });

type Account = Awaited<ReturnType<typeof ownAccount>>;
type Registrations = Awaited<ReturnType<typeof ownRegistrations>>;

/** What belongs to the candidate's account and no exam session: phone, password, logins, messages, consents. */
export default async function AccountOverviewPage() {
  const words = await texts();
  const { t } = words;
  const candidate = await currentCandidate();
  if (!candidate) toLogin("/account");
  const now = new Date();
  const [account, registrations, { examSession }] = await Promise.all([
    ownAccount(candidate.id, now),
    ownRegistrations(candidate.id),
    currentVisitor(),
  ]);
  return (
    <CandidateShell>
      <News />
      <h1 className="mb-4">{t("账号与安全")}</h1>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="min-w-0 space-y-4">
          <section aria-labelledby="phone" className="card">
            <h2 id="phone">{t("手机号")}</h2>
            <p className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <span className="text-lg font-semibold tabular-nums">{account.maskedPhone ?? t("未绑定")}</span>
              <a href="/account/phone" className="button button-small">
                {t("更换手机号")}
              </a>
            </p>
            <p className="mt-2 text-sm text-muted">
              {t("用于登录和接收短信。原手机号已不能接收短信？")}
              <a href="/appeal">{t("找回账号")}</a>
            </p>
          </section>
          <section aria-labelledby="password-title" className="card">
            <h2 id="password-title" className="mb-4">
              {t("修改密码")}
            </h2>
            <PasswordForm />
          </section>
          <Logins account={account} present={candidate.loginSessionId} words={words} />
        </div>
        <div className="min-w-0 space-y-4">
          <Registered registrations={registrations} now={now} words={words} />
          <Consents account={account} registrations={registrations} shown={examSession?.id ?? null} words={words} />
          <Messages
            messages={account.messages.map(({ sentAt, text, phoneMasked }) => ({
              at: sentAt,
              text,
              phone: phoneMasked,
            }))}
            words={words}
          />
        </div>
      </div>
    </CandidateShell>
  );
}

function Logins({ account, present, words: { t, moment } }: { account: Account; present: string; words: Texts }) {
  const others = account.loginSessions.filter(({ id }) => id !== present);
  return (
    <section aria-labelledby="logins" className="card">
      <h2 id="logins">{t("登录记录")}</h2>
      <ul className="mt-1 divide-y divide-line">
        {account.loginSessions.map(({ id, createdAt, lastSeenAt, remembered }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 py-2">
            <span>
              {t("{at}登录", { at: moment(createdAt) })}
              {remembered && <span className="ml-2 text-sm text-muted">{t("记住我")}</span>}
              <span className="block text-sm text-muted">{t("最近使用 {at}", { at: moment(lastSeenAt) })}</span>
            </span>
            {id === present ? (
              <span className="text-sm text-muted">{t("本次登录")}</span>
            ) : (
              <ActionForm action={endCandidateLoginAction}>
                <input type="hidden" name="login" value={id} />
                <SubmitButton className="button button-small">
                  {t("结束")}
                  <span className="sr-only">{t("{at}登录", { at: moment(createdAt) })}</span>
                </SubmitButton>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <ActionForm action={endCandidateLoginAction}>
          <SubmitButton className="button mt-2 w-full sm:w-auto">{t("结束其他全部登录")}</SubmitButton>
        </ActionForm>
      )}
      <p className="mt-2 text-sm text-muted">{t("有不认识的登录，请结束它，并修改密码。")}</p>
    </section>
  );
}

function Registered({
  registrations,
  now,
  words: { t, date },
}: {
  registrations: Registrations;
  now: Date;
  words: Texts;
}) {
  return (
    <section aria-labelledby="registrations" className="card">
      <h2 id="registrations">{t("报名记录")}</h2>
      {registrations.length === 0 && <p className="mt-2 text-muted">{t("还没有报名。")}</p>}
      <ul className="mt-1 -mb-2 divide-y divide-line">
        {registrations.map((registration) => (
          <li key={registration.id} className="py-2">
            <p lang="zh-CN">{registration.examSession.title}</p>
            <p className="text-sm text-muted">
              {t(statusLabels[shownStatus(registration, now)])}　{t("考试")}{" "}
              {date(examTimeOf(registration.examSession, registration.languageId).opensAt)}
              {registration.registrationNumber && (
                <span className="block tabular-nums">
                  {t("报名号")} {registration.registrationNumber}
                </span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Consents({
  account,
  registrations,
  shown,
  words: { t, moment },
}: {
  account: Account;
  registrations: Registrations;
  /** The exam session whose pages he sees: a link to a step leads into it, and would withdraw another one's consent. */
  shown: string | null;
  words: Texts;
}) {
  const faces = registrations.filter(({ faceConsentAt }) => faceConsentAt !== null);
  return (
    <section aria-labelledby="consents" className="card">
      <h2 id="consents">{t("同意与撤回")}</h2>
      <ul className="mt-1 divide-y divide-line">
        <li className="py-2">
          <a href="/privacy">{t("个人信息保护说明")}</a>
          <span className="block text-sm text-muted">
            {t("{at}同意，第{version}版", { at: moment(account.consentedAt), version: account.consentVersion })}
          </span>
        </li>
        {faces.map(({ id, examSessionId, faceConsentAt, examSession, status }) => (
          <li key={id} className="py-2">
            {t("单独同意处理人脸信息")}
            <span className="block text-sm text-muted">
              {faceConsentAt && t("{at}同意", { at: moment(faceConsentAt) })}　
              <span lang="zh-CN">{examSession.title}</span>
            </span>
            {examSessionId === shown && (status === "DRAFT" || status === "RETURNED") && (
              <a href="/registration/portrait" className="inline-flex min-h-11 items-center text-sm">
                {t("到“人像采集”撤回")}
              </a>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm text-muted">
        {t(
          "报名提交后，登记照用于审核和考场核对，撤回同意须先撤回报名；已缴费的，以及要求注销账号、删除信息的，请联系考务办公室。",
        )}
      </p>
    </section>
  );
}
