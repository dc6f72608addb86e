import type { Metadata } from "next";
import { z } from "zod";
import { formatStamp } from "@/app/_lib/format";
import { accommodationStates } from "@/app/_lib/labels/accommodation";
import { statusLabels } from "@/app/_lib/labels/registration";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { mayAs } from "@/lib/domain/account/roles";
import { AccommodationState } from "@/lib/adapter/db/enums";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { accommodationCounts, accommodationList } from "@/lib/domain/review/queries/accommodations";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { reviewDeciders, reviewReaders } from "@/lib/domain/review/stages";
import { DeskTable } from "../../_components/desk-table";
import { OtherSession } from "../../_components/other-session";
import { NoExamSession, PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";

export const metadata: Metadata = { title: "合理便利申请" };

const stateOf = z.enum(AccommodationState).catch("ASKED");

/** The last row of the page before: `2026-11-29T08:00:00.000Z_<id>`. */
const placeOf = z
  .string()
  .transform((text) => {
    const [at = "", id = ""] = text.split("_");
    const askedAt = new Date(at);
    return z.uuid().safeParse(id).success && !Number.isNaN(askedAt.getTime()) ? { askedAt, id } : null;
  })
  .catch(null);

export default async function AccommodationsPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(reviewReaders, "/admin/accommodations");
  const search = await searchParams;
  const examSession = await namedExamSession(search["session"]);
  if (!examSession) return <NoExamSession title="合理便利申请" />;

  const state = stateOf.parse(search["state"]);
  const scope = await scopeOf(staff, reviewReaders);
  const [counts, { rows, next }] = await Promise.all([
    accommodationCounts(examSession.id, scope),
    accommodationList({ examSessionId: examSession.id, scope, state, after: placeOf.parse(search["after"]) }),
  ]);
  await lookAt(
    staff,
    "/admin/accommodations",
    { kind: "exam_session", id: examSession.id },
    rows.map(({ registrationId }) => registrationId),
  );
  const address = (to: AccommodationState, more = "") =>
    `/admin/accommodations?session=${examSession.id}&state=${to}${more}`;
  const now = new Date();
  return (
    <>
      <PageHead title="合理便利申请" lead={`${examSession.title} · 与资格审核分开审批，只有已同意的用于编排座位。`} />
      <OtherSession examSession={examSession} path="/admin/accommodations" />
      <nav aria-label="申请状态" className="mb-3 flex flex-wrap gap-x-5">
        {Object.values(AccommodationState).map((each) => (
          <a
            key={each}
            href={address(each)}
            aria-current={each === state ? "page" : undefined}
            className={`inline-flex min-h-11 items-center ${each === state ? "font-bold" : ""}`}
          >
            {accommodationStates[each]}（{counts[each]}）
          </a>
        ))}
      </nav>
      <DeskTable
        caption={`合理便利申请：${accommodationStates[state]}`}
        rows={rows}
        id={({ registrationId }) => registrationId}
        empty={`没有${accommodationStates[state]}的合理便利申请。`}
        columns={[
          { key: "asked", label: "申请时间", text: ({ askedAt }) => formatStamp(askedAt) },
          { key: "name", label: "姓名", heads: true, text: ({ registration }) => registration.name },
          { key: "document", label: "证件号码", text: ({ registration }) => registration.documentMasked },
          { key: "school", label: "就读学校", wraps: true, text: ({ registration }) => registration.school?.name },
          {
            key: "status",
            label: "报名状态",
            text: ({ registration }) => statusLabels[shownStatus(registration, now)],
          },
          {
            key: "decided",
            label: "上次决定",
            text: ({ decision }) => decision && `${formatStamp(decision.decidedAt)} ${decision.staff.name}`,
          },
          {
            key: "open",
            label: "操作",
            acts: true,
            cell: ({ registrationId, registration }) => (
              <a href={`/admin/accommodations/${registrationId}`}>
                {mayAs(staff.roles, reviewDeciders) && state === "ASKED" ? "审批" : "查看"}
                <span className="sr-only">{registration.name}的申请</span>
              </a>
            ),
          },
        ]}
      />
      {next && (
        <p className="mt-3">
          <a href={address(state, `&after=${next.askedAt.toISOString()}_${next.id}`)} className="button">
            下一页
          </a>
        </p>
      )}
    </>
  );
}
