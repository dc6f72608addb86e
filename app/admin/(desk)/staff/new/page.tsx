import type { Metadata } from "next";
import { requireStaff } from "@/lib/auth/session";
import { PageHead } from "../../../_components/page-head";
import { AddForm } from "./add-form";

export const metadata: Metadata = { title: "添加工作人员" };

export default async function AddStaffPage() {
  // Administrators only.
  await requireStaff([], "/admin/staff/new");
  return (
    <>
      <p className="mb-2">
        <a href="/admin/staff">返回工作人员</a>
      </p>
      <PageHead title="添加工作人员" lead="密码由本人用短信验证码设置，管理员不会知道。" />
      <AddForm />
    </>
  );
}
