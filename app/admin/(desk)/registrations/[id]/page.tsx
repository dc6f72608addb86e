import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { accommodationStates } from "@/app/_lib/labels/accommodation";
import { statusLabels } from "@/app/_lib/labels/registration";
import { textsIn } from "@/app/_lib/texts";
import { nextStep } from "@/app/registration/_components/next-step";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { kindsFor, type PersonKind, personKinds } from "@/lib/domain/progress/person-access";
import { ownProgress } from "@/lib/domain/progress/queries/own-progress";
import { type PersonFile, personFile } from "@/lib/domain/progress/queries/person";
import { journeyFacts, registrationOfOwner } from "@/lib/domain/registration/queries/standing";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { journey } from "@/lib/domain/registration/steps";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { inScope, rolesOver } from "@/lib/domain/review/scope";
import { noteWriters, personReaders, reviewReaders } from "@/lib/domain/review/stages";
import { isExamOffice, mayAs } from "@/lib/domain/account/roles";
import { PageHead } from "../../../_components/page-head";
import type { DeskItemProps } from "../../../_components/page-props";
import { personLines } from "./person-lines";
import { Notes, PersonHelp } from "./person-help";
import { CandidateView, Details, Documents, Money, Others, SeatAndCard } from "./person-parts";
import { PersonTimeline } from "./person-timeline";

export const metadata: Metadata = { title: "考生档案" };

const PAGE = "/admin/registrations/[id]";

const asked = z.enum(personKinds).nullable().catch(null);

/** One person: who he is, where he stands, what he sees, and everything that happened. */
export default async function PersonPage({ params, searchParams }: DeskItemProps) {
  const staff = await requireStaff(personReaders, "/admin/registrations");
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const [scope, reviewed] = await Promise.all([scopeOf(staff, personReaders), scopeOf(staff, reviewReaders)]);
  // The whole number is shown when it is asked for, and the record of the look says so.
  const whole = search["whole"] === "1";
  const found = z.uuid().safeParse(id).success ? await personFile(id, scope, { whole }) : null;
  if (!found) notFound();
  const place = [found.school?.name ?? null, found.teachingPoint?.name ?? null] as const;
  const roles = rolesOver(staff.roles, await scopeOf(staff, ["REVIEWER"]), ...place);
  const seesDocuments = inScope(reviewed, ...place);
  const person = seesDocuments ? found : asFinanceSees(found);
  await lookAt(
    staff,
    PAGE,
    { kind: "registration", id: person.id },
    undefined,
    person.documentNumber === null ? [] : ["documentNumber"],
  );

  const now = new Date();
  const path = `/admin/registrations/${person.id}`;
  const kinds = kindsFor(roles);
  const lines = personLines(person, now, mayAs(roles, ["EXAM_OFFICER", "AUDITOR"])).filter(({ kind }) =>
    kinds.includes(kind),
  );
  const kind = asked.parse(search["show"] ?? null);
  const shows = (wanted: PersonKind) => kinds.includes(wanted);
  const shown = shownStatus(person, now);
  return (
    <>
      {seesDocuments && (
        <p className="no-print mb-1 text-sm">
          <a
            href={`/admin/registrations?session=${person.examSessionId}&status=${shown}`}
            className="inline-flex min-h-11 items-center sm:min-h-0"
          >
            返回报名查询
          </a>
        </p>
      )}
      <PageHead
        title={person.name ?? "（未填写姓名）"}
        lead={
          <>
            <span className="rounded bg-brand-soft px-2 py-0.5 text-sm font-semibold text-ink">
              {statusLabels[shown]}
            </span>{" "}
            {person.examSession.title}
          </>
        }
      >
        <div className="no-print flex flex-wrap gap-2">
          {seesDocuments && person.status !== "DRAFT" && (
            <a href={`/admin/reviews/${person.id}`} className="button">
              审核页
            </a>
          )}
          {seesDocuments && person.accommodation && (
            <a href={`/admin/accommodations/${person.id}`} className="button">
              合理便利：{accommodationStates[person.accommodation.state]}
            </a>
          )}
        </div>
      </PageHead>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <div className="min-w-0 space-y-4">
          <Details
            person={person}
            wholeAt={seesDocuments && !whole ? `${path}?whole=1` : undefined}
            logins={shows("logins")}
            now={now}
          />
          {seesDocuments && <Documents person={person} />}
          {shows("money") && <Money person={person} mayWaive={mayAs(roles, ["EXAM_OFFICER", "FINANCE"])} />}
          <SeatAndCard person={person} opensCards={isExamOffice(roles)} />
          <Others person={person} />
        </div>
        <div className="min-w-0 space-y-4">
          <CandidateView view={await whatHeSees(person, now)} />
          {isExamOffice(roles) && <PersonHelp person={person} now={now} />}
          <Notes person={person} mayWrite={mayAs(roles, noteWriters)} />
          <PersonTimeline lines={lines} kinds={kinds} kind={kind} path={path} cut={person.auditCut} />
        </div>
      </div>
    </>
  );
}

/**
 * The words of his own status page, computed from the same facts by the same rules, without signing in as him. In
 * Chinese, whatever language he reads.
 */
async function whatHeSees(
  {
    id,
    accountId,
    registrationNumber,
    status,
  }: { id: string; accountId: string; registrationNumber: string | null } & {
    status: Parameters<typeof ownProgress>[0]["status"];
  },
  now: Date,
) {
  const [own, progress] = await Promise.all([
    registrationOfOwner({ accountId, registrationId: id }),
    registrationNumber ? ownProgress({ accountId, registrationId: id, status }) : null,
  ]);
  if (!own) throw new Error("a registration without its owner");
  const facts = journeyFacts(own.examSession, own.registration);
  const stand = journey(facts, now);
  const standing = { accountId, ...own, journey: stand, exam: facts.exam, now };
  return { next: nextStep(standing, textsIn("zh"), progress?.decisions.at(-1)), steps: stand.steps };
}

/**
 * The person without his whole number, and without why his request for 合理便利 was sent back: that is health data, and
 * no matter of money.
 */
const asFinanceSees = (person: PersonFile): PersonFile => ({
  ...person,
  documentNumber: null,
  decisions: person.decisions.map(({ items, ...decision }) => ({
    ...decision,
    items: items.filter(({ item }) => item !== "accommodation"),
  })),
});
