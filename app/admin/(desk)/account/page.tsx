import type { Metadata } from "next";
import { everyRole } from "@/lib/domain/account/roles";
import { formatStamp } from "@/app/_lib/format";
import { roleNames } from "@/app/_lib/labels/staff";
import { liveLogins, passkeysOf, secondFactorOf, ssoOf, strictStaffPasswords } from "@/lib/domain/account/queries";
import { requireStaff } from "@/lib/auth/session";
import { ssoBinding, ssoSettings } from "@/lib/auth/staff-sso";
import { maskedIdentity } from "@/lib/domain/account/sso";
import { shownLogin } from "../../_components/shown-login";
import { PageHead } from "../../_components/page-head";
import { OwnLogins } from "./own-logins";
import { OwnPasskeys } from "./own-passkeys";
import { BindForm, UnbindForm } from "./own-sso";
import { ReplaceFactorForm } from "./replace-factor-form";
import { PasswordForm } from "./password-form";

export const metadata: Metadata = { title: "我的账号" };

export default async function OwnAccountPage() {
  const staff = await requireStaff(everyRole, "/admin/account");
  const now = new Date();
  const [logins, factor, passkeys, sso] = await Promise.all([
    liveLogins(staff.id, now),
    secondFactorOf(staff.id),
    passkeysOf(staff.id),
    ssoOf(staff.id),
  ]);
  const named = await ssoBinding.read(now);
  const pending = named?.loginSessionId === staff.loginSessionId ? named.identity : null;
  return (
    <>
      <PageHead
        title="我的账号"
        lead={`${staff.name}　${roleNames(staff.roles)}。姓名、手机号或角色有误的，请联系管理员。`}
      />
      <PasswordForm strict={strictStaffPasswords()} />
      <section className="card mt-6 max-w-xl">
        <h2 className="mb-3">两步验证</h2>
        {factor ? (
          <>
            <p className="mb-4">
              已设置（{formatStamp(factor.since)}），剩余恢复码<strong>{factor.codesLeft}</strong>个。
            </p>
            <ReplaceFactorForm />
            <OwnPasskeys
              passkeys={passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
                id,
                name,
                since: formatStamp(createdAt),
                used: lastUsedAt && formatStamp(lastUsedAt),
              }))}
            />
          </>
        ) : (
          <>
            <p className="mb-4">
              设置后，登录时除密码外还要输入手机上的验证码。本系统处于演示模式，可以不设置；正式运行时人人必须设置。
            </p>
            <a href="/admin/second-factor" className="button">
              设置两步验证
            </a>
          </>
        )}
      </section>
      {(sso !== null || ssoSettings() !== null) && (
        <section id="sso" className="card mt-6 max-w-xl">
          <h2 className="mb-3">统一身份认证</h2>
          <Sso bound={sso} pending={pending} />
        </section>
      )}
      <h2 className="mt-8 mb-3">我的登录</h2>
      <OwnLogins logins={logins.map((login) => shownLogin(login, staff.loginSessionId))} />
    </>
  );
}

/** The member's binding to the university's single sign-on. `pending`: whom it has just named in this browser. */
function Sso({
  bound,
  pending,
}: {
  bound: { account: string | null; since: Date } | null;
  pending: { account: string | null } | null;
}) {
  if (bound)
    return (
      <>
        <p className="mb-4">
          已绑定{bound.account && <strong>（{bound.account}）</strong>}，{formatStamp(bound.since)}
          起可以用统一身份认证登录。解除后，用它登录的其他设备立即退出，密码登录不受影响。
        </p>
        <UnbindForm />
      </>
    );
  if (pending)
    return (
      <>
        <p className="mb-4">
          学校确认您是
          <strong>{pending.account ? maskedIdentity(pending.account) : "当前登录统一身份认证的用户"}</strong>
          。不是您本人的，请不要绑定，并先在统一身份认证退出。
        </p>
        <BindForm />
        <p className="mt-4">
          <a href="/api/staff-sso/start?for=bind">重新认证</a>
        </p>
      </>
    );
  return (
    <>
      <p className="mb-4">绑定后，可以用学校的统一身份认证登录本系统；密码登录仍然可用。</p>
      <a href="/api/staff-sso/start?for=bind" className="button">
        绑定统一身份认证
      </a>
    </>
  );
}
