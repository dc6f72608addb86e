import type { Metadata } from "next";
import { roleLabels } from "@/app/_lib/labels/staff";
import { staffList, staffSignInFailures } from "@/lib/domain/account/queries";
import { requireStaff } from "@/lib/auth/session";
import { DeskTable } from "../../_components/desk-table";
import { PageHead } from "../../_components/page-head";
import { LiftForm } from "./lift-form";
import { MemberState } from "./member-state";

export const metadata: Metadata = { title: "工作人员" };

export default async function StaffPage() {
  // Administrators only.
  await requireStaff([], "/admin/staff");
  const now = new Date();
  const [members, failures] = await Promise.all([staffList(), staffSignInFailures(now)]);
  return (
    <>
      <PageHead title="工作人员" lead="审核员只能看到所负责学校和教学点的报名、照片和查询结果。">
        <a href="/admin/staff/new" className="button button-primary">
          添加工作人员
        </a>
      </PageHead>
      <DeskTable
        caption="工作人员"
        rows={members}
        id={({ id }) => id}
        columns={[
          { key: "name", label: "姓名", text: ({ name }) => name },
          { key: "role", label: "角色", text: ({ role }) => roleLabels[role] },
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

/** Whose registrations a member of staff may see. */
function Reach({ member: { role, allSchools, scopes } }: { member: Member }) {
  if (role !== "REVIEWER") return <span className="text-muted">不限</span>;
  if (allSchools) return "全部学校";
  return scopes.map(placeName).join("；") || <strong className="text-bad">未指定，看不到任何报名</strong>;
}

const placeName = ({ school, teachingPoint }: { school: string; teachingPoint: string }) =>
  teachingPoint ? `${school} ${teachingPoint}` : school;
