import type { Metadata } from "next";
import { roleLabels } from "@/app/_lib/labels";
import { staffList, staffSignInFailures } from "@/lib/account/queries";
import { requireStaff } from "@/lib/auth/session";
import { DeskTable } from "../../_components/desk-table";
import { PageHead } from "../../_components/page-head";
import { LiftForm } from "./lift-form";

export const metadata: Metadata = { title: "工作人员" };

export default async function StaffPage() {
  // Administrators alone.
  await requireStaff([], "/admin/staff");
  const [members, failures] = await Promise.all([staffList(), staffSignInFailures(new Date())]);
  return (
    <>
      <PageHead
        title="工作人员"
        lead="审核员只能看到所负责学校和教学点的报名、照片和查询结果。账号由管理员在服务器上用 npm run staff 添加。"
      />
      <DeskTable head={["姓名", "角色", "审核范围", "近24小时登录失败", "[操作]"]}>
        {members.map(({ id, name, role, allSchools, disabledAt, scopes }) => (
          <tr key={id}>
            <td className="min-w-28">
              {name}
              {disabledAt && <span className="ml-2 text-sm text-muted">已停用</span>}
            </td>
            <td className="whitespace-nowrap">{roleLabels[role]}</td>
            <td className="min-w-28">
              {role !== "REVIEWER" && <span className="text-muted">不限</span>}
              {role === "REVIEWER" &&
                (allSchools
                  ? "全部学校"
                  : scopes.map(placeName).join("；") || <strong className="text-bad">未指定，看不到任何报名</strong>)}
            </td>
            <td className="whitespace-nowrap">{failures.has(id) ? `${failures.get(id)}次` : <span className="text-muted">无</span>}</td>
            <td>
              {role === "REVIEWER" && (
                <a href={`/admin/staff/${id}`} className="button button-small whitespace-nowrap">
                  修改范围<span className="sr-only">：{name}</span>
                </a>
              )}
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
