import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { staffList } from "@/lib/account/queries";
import { requireStaff } from "@/lib/auth/session";
import { presentSession } from "@/lib/auth/step";
import { wholeExamSession } from "@/lib/exam-session/queries";
import { PageHead } from "../../../_components/page-head";
import type { DeskItemProps } from "../../../_components/page-props";
import { ScopeForm } from "./scope-form";

export const metadata: Metadata = { title: "审核范围" };

export default async function ReviewerScopePage({ params }: DeskItemProps) {
  // Administrators alone.
  await requireStaff([], "/admin/staff");
  const [{ id }, session, members] = await Promise.all([params, presentSession(), staffList()]);
  const reviewer = members.find((member) => member.id === id && member.role === "REVIEWER");
  if (!reviewer) notFound();
  const schools = session ? (await wholeExamSession(session)).schools : [];
  const offered = schools.flatMap(({ name, teachingPoints }) => [
    { school: name, teachingPoint: "" },
    ...teachingPoints.map((point) => ({ school: name, teachingPoint: point.name })),
  ]);
  // What an earlier session knew is kept unless it is unticked.
  const former = reviewer.scopes.filter((scope) => !offered.some((place) => same(place, scope)));
  return (
    <>
      <p className="mb-2">
        <a href="/admin/staff">返回工作人员</a>
      </p>
      <PageHead title={`审核范围：${reviewer.name}`} lead="按学校和教学点的名称保存，以后的考试批次同样适用。" />
      <ScopeForm
        id={reviewer.id}
        allSchools={reviewer.allSchools}
        places={[...offered, ...former].map((place) => ({ ...place, ticked: reviewer.scopes.some((scope) => same(place, scope)) }))}
      />
    </>
  );
}

type Place = { school: string; teachingPoint: string };

const same = (a: Place, b: Place) => a.school === b.school && a.teachingPoint === b.teachingPoint;
