import type { Metadata } from "next";
import { formatStamp } from "@/app/_lib/format";
import { roleLabels } from "@/app/_lib/labels/staff";
import { liveLogins } from "@/lib/domain/account/queries";
import { requireStaff } from "@/lib/auth/session";
import { StaffRole } from "@/lib/adapter/db/enums";
import { PageHead } from "../../_components/page-head";
import { OwnLogins } from "./own-logins";
import { PasswordForm } from "./password-form";

export const metadata: Metadata = { title: "我的账号" };

export default async function OwnAccountPage() {
  const staff = await requireStaff(Object.values(StaffRole), "/admin/account");
  const logins = await liveLogins(staff.id, new Date());
  return (
    <>
      <PageHead
        title="我的账号"
        lead={`${staff.name}　${roleLabels[staff.role]}。姓名、手机号或角色有误的，请联系管理员。`}
      />
      <PasswordForm />
      <h2 className="mt-8 mb-3">我的登录</h2>
      <OwnLogins
        logins={logins.map(({ id, createdAt, lastSeenAt }) => ({
          id,
          since: formatStamp(createdAt),
          lastSeen: formatStamp(lastSeenAt),
          isThis: id === staff.loginSessionId,
        }))}
      />
    </>
  );
}
