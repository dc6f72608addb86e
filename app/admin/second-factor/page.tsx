import { redirect } from "next/navigation";
import { News } from "@/app/_components/news";
import { Notice } from "@/app/_components/notice";
import { PrintButton } from "@/app/_components/print-button";
import { totpAddress } from "@/lib/adapter/crypto/totp";
import { qrCode } from "@/lib/adapter/pdf/qr-code";
import { currentSecondFactor, loginAddress, secondFactorAddress } from "@/lib/auth/session";
import { RENEWAL_DAYS } from "@/lib/domain/account/staff-password";
import { inGroups } from "@/lib/domain/account/second-factor";
import { deskPath } from "@/lib/http/own-path";
import { BeginForm, CodeForm, ConfirmForm } from "./forms";
import { SignWithPasskey } from "./passkey";
import { RenewForm } from "./renew-form";

export const metadata = { title: "两步验证" };

/** What authenticator apps show above the code. */
const ISSUER = "学士学位外语报名系统";

/**
 * The second half of signing in, between the password and the desk: set up the second factor, give a code, and renew
 * the password where that is due. It asks only for the login session of this browser, and shows nothing of the desk.
 */
export default async function SecondFactorPage({ searchParams }: PageProps<"/admin/second-factor">) {
  const { next: wanted, step } = await searchParams;
  const next = deskPath(wanted);
  const state = await currentSecondFactor();
  if (!state) redirect(loginAddress("staff", "signed_out", secondFactorAddress(next)));
  const { name, required, setup, demoCode } = state;
  // Of whoever is in already only a replacement is asked.
  const renews = state.opensDesk && state.passwordDue;
  const replaces = state.hasFactor && state.opensDesk && !renews;
  if (replaces && setup === null && step !== "replace") redirect(next);
  const asksCode = state.hasFactor && !state.opensDesk;
  return (
    <main id="main" className="mx-auto max-w-lg px-4 py-10">
      <p className="no-print mb-5 text-center text-lg font-bold text-brand">学士学位外语报名系统 · 管理端</p>
      <News />
      {demoCode && !renews && (
        <div className="no-print">
          <Notice tone="info">
            演示模式：此刻的验证码是 <strong className="tabular-nums">{demoCode}</strong>
            ，不用手机也能继续。正式运行时只显示在本人的手机上，人人必须设置。
          </Notice>
        </div>
      )}
      <div className="card">
        {renews && <Renewal name={name} next={next} />}
        {asksCode && (
          <>
            <h1 className="mb-2">输入验证码</h1>
            <p className="mb-5 text-sm text-muted">{name}，第一步已通过。请再输入手机验证器上的验证码。</p>
            {state.hasPasskey && (
              <div className="mb-5">
                <SignWithPasskey next={next} />
              </div>
            )}
            <CodeForm next={next} />
            <p className="mt-4 text-sm text-muted">
              手机和恢复码都丢失的，请联系系统管理员重置；验证码一直不对的，请把手机时间设为自动校准。
            </p>
          </>
        )}
        {!asksCode && !renews && !setup && <Explained name={name} required={required} next={next} />}
        {!asksCode && !renews && setup && <SetUp name={name} setup={setup} next={next} />}
      </div>
      <div className="no-print mt-5 flex flex-wrap gap-x-6 gap-y-2">
        {state.opensDesk && !renews && (
          <a href="/admin" className="inline-flex min-h-11 items-center">
            {replaces ? "暂不更换，返回管理后台" : "暂不设置，返回管理后台"}
          </a>
        )}
        <form action="/api/sign-out" method="post">
          <button type="submit" name="audience" value="staff" className="min-h-11 cursor-pointer text-link underline">
            退出，换一个账号
          </button>
        </form>
      </div>
    </main>
  );
}

function Renewal({ name, next }: { name: string; next: string }) {
  return (
    <>
      <h1 className="mb-2">请设置新密码</h1>
      <p className="mb-3">
        {name}，您的密码已使用{RENEWAL_DAYS}天，或还不符合本单位的密码要求。设置新密码后，继续进入管理后台。
      </p>
      <p className="mb-5 text-sm text-muted">
        为什么：系统里有考生的证件号码和照片，本单位按网络安全等级保护的要求，对工作人员的密码规定了长度、种类和更换期限。
        密码万一泄露，也不会一直有效。
      </p>
      <RenewForm next={next} />
      <p className="mt-4 text-sm text-muted">忘记现在的密码的，请系统管理员重新邀请，凭短信设置新密码。</p>
    </>
  );
}

function Explained({ name, required, next }: { name: string; required: boolean; next: string }) {
  return (
    <>
      <h1 className="mb-2">设置两步验证</h1>
      <p className="mb-3">
        {name}，{required ? "本系统要求每名工作人员设置两步验证，设置后才能进入管理后台。" : "建议设置两步验证。"}
        以后登录时，输入密码后再输入手机上每30秒变化一次的6位数字：密码泄露了，别人也进不来。
      </p>
      <p className="mb-5 text-sm text-muted">
        请先在手机上准备一个验证器：微信小程序“腾讯身份验证器”，或 Microsoft Authenticator、Google Authenticator
        等应用，都不需要手机信号。
      </p>
      <BeginForm next={next} />
    </>
  );
}

function SetUp({
  name,
  setup: { secret, codes },
  next,
}: {
  name: string;
  setup: { secret: string; codes: readonly string[] };
  next: string;
}) {
  const { size, path } = qrCode(totpAddress({ secret, issuer: ISSUER, label: name }));
  return (
    <>
      <h1 className="no-print mb-5">设置两步验证</h1>
      <section className="no-print mb-6">
        <h2 className="mb-2">1. 用验证器扫描</h2>
        <svg
          viewBox={`0 0 ${size} ${size}`}
          width={220}
          height={220}
          role="img"
          aria-label="验证器的二维码"
          className="mx-auto rounded-md border border-line bg-white"
          shapeRendering="crispEdges"
        >
          <path d={path} fill="#000" />
        </svg>
        <p className="mt-3 text-sm text-muted">不能扫描的，在验证器中选择“手动输入”，输入密钥（不分大小写和空格）：</p>
        <p className="mt-1 font-mono font-semibold break-words" data-secret>
          {inGroups(secret, 4)}
        </p>
      </section>
      <section className="mb-6">
        <h2 className="mb-2">
          <span className="no-print">2. 保存恢复码</span>
          <span className="hidden print:inline">
            恢复码 · {ISSUER} · {name}
          </span>
        </h2>
        <p className="mb-3 text-sm text-muted">
          手机丢失时，用一个恢复码代替验证码登录，每个只能用一次。只在这里显示一次，请打印或抄下，与手机分开保管，不要拍照。
        </p>
        <ol className="mb-3 grid grid-cols-2 gap-x-6 gap-y-1 rounded-md border border-line p-3 font-mono" data-codes>
          {codes.map((code) => (
            <li key={code}>{inGroups(code, 5)}</li>
          ))}
        </ol>
        <div className="no-print">
          <PrintButton className="button button-small">打印恢复码</PrintButton>
        </div>
      </section>
      <section className="no-print">
        <h2 className="mb-3">3. 输入验证码</h2>
        <ConfirmForm next={next} />
      </section>
    </>
  );
}
