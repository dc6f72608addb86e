import type { Metadata } from "next";
import { z } from "zod";
import { roleLabels, shownRoles } from "@/app/_lib/labels/staff";
import { StaffRole } from "@/lib/adapter/db/enums";
import { hasRole, isLimited, type Roles } from "@/lib/domain/account/roles";
import { staffList, staffSignInFailures } from "@/lib/domain/account/queries";
import { requireStaff } from "@/lib/auth/session";
import { reviewDeciders, reviewReaders } from "@/lib/domain/review/stages";
import { DeskTable } from "../../_components/desk-table";
import { PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";
import { LiftForm } from "./lift-form";
import { MemberState } from "./member-state";

export const metadata: Metadata = { title: "工作人员" };

const askedRole = z.enum(StaffRole).nullable().catch(null);

export default async function StaffPage({ searchParams }: DeskPageProps) {
  // Administrators only.
  await requireStaff([], "/admin/staff");
  const now = new Date();
  const asked = askedRole.parse((await searchParams)["role"] ?? null);
  const [everybody, failures] = await Promise.all([staffList(), staffSignInFailures(now)]);
  const members = everybody.filter(({ roles }) => asked === null || hasRole(roles, [asked]));
  return (
    <>
      <PageHead
        title="工作人员"
        lead="只有审核员角色的，只能看到所负责学校和教学点的报名、照片和查询结果；另有其他角色的，看到的范围以范围大的为准。"
      >
        <a href="/admin/staff/new" className="button button-primary">
          添加工作人员
        </a>
      </PageHead>
      <nav aria-label="按角色筛选" className="mb-1.5">
        <ul className="desk-states">
          {[null, ...shownRoles].map((role) => (
            <li key={role}>
              <a
                href={role ? `/admin/staff?role=${role}` : "/admin/staff"}
                aria-current={role === asked ? "page" : undefined}
              >
                {role ? roleLabels[role] : "全部"}（
                {role ? everybody.filter(({ roles }) => hasRole(roles, [role])).length : everybody.length}）
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <DeskTable
        caption={asked ? `工作人员：${roleLabels[asked]}` : "工作人员"}
        empty="目前没有这个角色的工作人员。"
        rows={members}
        id={({ id }) => id}
        columns={[
          { key: "name", label: "姓名", text: ({ name }) => name },
          { key: "roles", label: "角色", cell: ({ roles }) => <RoleTags roles={roles} />, wraps: true },
          { key: "state", label: "状态", cell: (member) => <MemberState member={member} now={now} /> },
          { key: "scope", label: "审核范围", cell: (member) => <Reach member={member} />, wraps: true },
          {
            key: "failures",
            label: "近24小时登录失败",
            cell: ({ id }) => (failures.has(id) ? `${failures.get(id)}次` : <span className="text-muted">无</span>),
          },
          {
            key: "open",
            label: "操作",
            acts: true,
            cell: ({ id, name }) => (
              <a href={`/admin/staff/${id}`}>
                管理<span className="sr-only">：{name}</span>
              </a>
            ),
          },
        ]}
      />
      <LiftForm />
    </>
  );
}

type Member = Awaited<ReturnType<typeof staffList>>[number];

const RoleTags = ({ roles }: { roles: Roles }) => (
  <ul className="flex flex-wrap gap-1">
    {roles.map((role) => (
      <li key={role} className="rounded bg-brand-soft px-2 py-0.5 text-sm font-semibold whitespace-nowrap text-ink">
        {roleLabels[role]}
      </li>
    ))}
  </ul>
);

/** Of whose registrations a member of staff decides. */
function Reach({ member: { roles, allSchools, scopes } }: { member: Member }) {
  if (!isLimited(roles, reviewDeciders)) return <span className="text-muted">不限</span>;
  if (allSchools) return "全部学校";
  // With another role beside it he reads more than he decides.
  const seesMore = !isLimited(roles, reviewReaders);
  const none = seesMore ? "未指定，不能审核" : "未指定，看不到任何报名";
  return (
    <>
      {scopes.map(placeName).join("；") || <strong className="text-bad">{none}</strong>}
      {seesMore && <span className="block text-sm text-muted">查看不限</span>}
    </>
  );
}

const placeName = ({ school, teachingPoint }: { school: string; teachingPoint: string }) =>
  teachingPoint ? `${school} ${teachingPoint}` : school;
