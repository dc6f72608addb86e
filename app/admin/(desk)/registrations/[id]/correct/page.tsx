import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { statusLabels } from "@/app/_lib/labels/registration";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { correctionSubject, type CorrectionSubject, wordsOf } from "@/lib/domain/correction/queries/subject";
import { openRequest } from "@/lib/domain/correction/queries/requests";
import {
  type CorrectableItem,
  correctableItems,
  correctableStatuses,
  needsTwoPeople,
  NO_TEACHING_POINT,
} from "@/lib/domain/correction/rules";
import { idTypeLabels, sexLabels } from "@/lib/domain/registration/labels";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";
import { CorrectForm, type Wanted } from "./correct-form";

export const metadata: Metadata = { title: "更正报名信息" };

export default async function CorrectPage({ params, searchParams }: DeskItemProps) {
  const staff = await requireStaff(["EXAM_OFFICER"], "/admin/registrations");
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const subject = z.uuid().safeParse(id).success ? await correctionSubject(id) : null;
  if (!subject) notFound();
  const asked = z.uuid().safeParse(search["request"]);
  const request = asked.success ? await openRequest({ requestId: asked.data, registrationId: id }) : null;
  // A number that he asked for stands whole in the form.
  const whole = request?.item === "documentNumber" ? ["documentNumber"] : [];
  const looked = { kind: "registration", id: subject.id };
  await lookAt(staff, "/admin/registrations/[id]/correct", looked, undefined, whole);
  const { status, version, examSession, name, documentMasked, seat } = subject;
  const two = needsTwoPeople({ status, ...examSession });
  return (
    <>
      <p className="mb-2">
        <a href={`/admin/registrations/${id}`}>返回考生档案</a>
      </p>
      <PageHead title={`更正报名信息：${name ?? ""}`} lead={examSession.title} />
      {correctableStatuses.includes(status) ? (
        <>
          <Notice tone={two ? "warn" : "info"} title={two ? "须由两人办理" : "由您一人办理，确认后立即生效"}>
            <p>
              {two
                ? "这份报名已缴费或座位已编排。您提出更正后，由另一位考务人员或管理员复核，复核通过才生效。"
                : "更正前会再显示一次更正前后的内容。"}
              更正后审核状态、缴费和座位不变，考生会收到短信。类别、材料、登记照等须由考生自己改的，请用“重新开放修改”。
            </p>
          </Notice>
          <CorrectForm
            id={id}
            version={version}
            two={two}
            seated={seat !== null}
            published={examSession.cardsPublishedAt !== null}
            current={Object.fromEntries(
              correctableItems.map((item) => [
                item,
                item === "documentNumber" ? (documentMasked ?? "") : wordsOf(subject, item, subject.stored[item]),
              ]),
            )}
            choices={choicesOf(subject)}
            wanted={request && wantedIn(request, choicesOf(subject))}
          />
        </>
      ) : (
        <Notice tone="warn" title={`现在不能更正：${statusLabels[status]}`}>
          填写中和退回修改的，由考生自己改；审核不通过的，请先重新开放修改；已取消的不再更正。
        </Notice>
      )}
    </>
  );
}

/** What he asked for as the form's value: of a list the entry of this name, if there is one. */
function wantedIn(
  { item, wanted, number }: { item: CorrectableItem; wanted: string; number: string },
  choices: Partial<Record<CorrectableItem, { value: string; label: string }[]>>,
): Wanted {
  const listed = choices[item];
  const value = listed ? (listed.find(({ label }) => label === wanted)?.value ?? "") : wanted;
  return { item, value, words: wanted, number };
}

const choicesOf = ({ examSession: { idTypes, levels, languages, schools } }: CorrectionSubject) => ({
  idType: idTypes.map((value) => ({ value, label: idTypeLabels[value] })),
  sex: Object.entries(sexLabels).map(([value, label]) => ({ value, label })),
  level: levels.map((value) => ({ value, label: value })),
  language: languages.map(({ id: value, name: label }) => ({ value, label })),
  school: schools.map(({ id: value, name: label }) => ({ value, label })),
  // One list for browsers without JavaScript too; the server checks that point and school belong together.
  teachingPoint: [
    { value: NO_TEACHING_POINT, label: "无教学点" },
    ...schools.flatMap(({ name: school, teachingPoints }) =>
      teachingPoints.map(({ id: value, name: point }) => ({ value, label: `${school} · ${point}` })),
    ),
  ],
});
