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
      <DeskTable head={["姓名", "角色", "状态", "审核范围", "近24小时登录失败", "[操作]"]}>
        {members.map((member) => (
          <tr key={member.id}>
            <td className="min-w-28">{member.name}</td>
            <td className="whitespace-nowrap">{roleLabels[member.role]}</td>
            <td className="min-w-28">
              <MemberState member={member} now={now} />
            </td>
            <td className="min-w-28">
              {member.role !== "REVIEWER" && <span className="text-muted">不限</span>}
              {member.role === "REVIEWER" &&
                (member.allSchools
                  ? "全部学校"
                  : member.scopes.map(placeName).join("；") || (
                      <strong className="text-bad">未指定，看不到任何报名</strong>
                    ))}
            </td>
            <td className="whitespace-nowrap">
              {failures.has(member.id) ? `${failures.get(member.id)}次` : <span className="text-muted">无</span>}
            </td>
            <td>
              <a href={`/admin/staff/${member.id}`} className="button button-small whitespace-nowrap">
                管理<span className="sr-only">：{member.name}</span>
              </a>
            </td>
          </tr>
        ))}
      </DeskTable>
      <LiftForm />
    </>
  );
}

const placeName = ({ school, teachingPoint }: { school: string; teachingPoint: string }) =>
  teachingPoint ? `${school} ${teachingPoint}` : school;
