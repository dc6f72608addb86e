import type { Metadata } from "next";
import { formatStamp } from "@/app/_lib/format";
import { roleLabels } from "@/app/_lib/labels/staff";
import { liveLogins, passkeysOf, secondFactorOf } from "@/lib/domain/account/queries";
import { requireStaff } from "@/lib/auth/session";
import { StaffRole } from "@/lib/adapter/db/enums";
import { shownLogin } from "../../_components/shown-login";
import { PageHead } from "../../_components/page-head";
import { OwnLogins } from "./own-logins";
import { OwnPasskeys } from "./own-passkeys";
import { ReplaceFactorForm } from "./replace-factor-form";
import { PasswordForm } from "./password-form";

export const metadata: Metadata = { title: "我的账号" };

export default async function OwnAccountPage() {
  const staff = await requireStaff(Object.values(StaffRole), "/admin/account");
  const [logins, factor, passkeys] = await Promise.all([
    liveLogins(staff.id, new Date()),
    secondFactorOf(staff.id),
    passkeysOf(staff.id),
  ]);
  return (
    <>
      <PageHead
        title="我的账号"
        lead={`${staff.name}　${roleLabels[staff.role]}。姓名、手机号或角色有误的，请联系管理员。`}
      />
      <PasswordForm />
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
      <h2 className="mt-8 mb-3">我的登录</h2>
      <OwnLogins logins={logins.map((login) => shownLogin(login, staff.loginSessionId))} />
    </>
  );
}
