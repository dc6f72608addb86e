import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { personFile } from "@/lib/domain/progress/queries/person";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";
import { PhoneForm } from "./phone-form";

export const metadata: Metadata = { title: "更换手机号" };

export default async function PhonePage({ params }: DeskItemProps) {
  const staff = await requireStaff(["EXAM_OFFICER"], "/admin/registrations");
  const { id } = await params;
  const person = z.uuid().safeParse(id).success ? await personFile(id, "all", { whole: false }) : null;
  if (!person) notFound();
  await lookAt(staff, "/admin/registrations/[id]/phone", { kind: "registration", id: person.id });
  return (
    <>
      <p className="mb-2">
        <a href={`/admin/registrations/${id}`}>返回考生档案</a>
      </p>
      <PageHead title={`更换手机号：${person.name ?? ""}`} lead={person.examSession.title} />
      <Notice title={`现绑定手机号：${person.maskedPhone ?? "已解绑"}`}>
        <p>请考生本人持证件原件到场，当面核对后办理。新手机号须收到验证码；不能到场的，请考生自己用“找回账号”申请。</p>
      </Notice>
      <PhoneForm id={person.id} name={person.name ?? ""} document={person.documentMasked ?? ""} />
    </>
  );
}
