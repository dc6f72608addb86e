import { type Actor, recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import type { CandidateInExamSession } from "../queries/standing";
import { loadAccess } from "./load-access";

/**
 * Begins the registration, or confirms the texts again: the candidate has read 报名须知 and 报名温馨提示 in this version. A
 * repeated call changes nothing. `actor`: who of the staff does it for him (当面代填).
 */
export const startRegistration = ({
  textsVersion,
  actor,
  now,
  ...own
}: CandidateInExamSession & { textsVersion: number; actor?: Actor; now: Date }) =>
  transact(async (tx) => {
    const { examSession, refusal } = await loadAccess(tx, own, "notice", now);
    if (refusal) return refuse(refusal);
    // Both columns are compared again. If the texts changed while the candidate had the form open, the form confirms
    // nothing.
    if (textsVersion !== examSession.textsVersion) return refuse("texts_changed");

    const { count: created } = await tx.registration.createMany({ data: own, skipDuplicates: true });
    // If staff unpublished the exam session or stopped newcomers a moment ago, they held its row until now and did not
    // see this registration.
    if (created && !(await tx.examSession.count({ where: { id: own.examSessionId, publishedAt: { not: null } } })))
      return refuse("no_session");
    if (created && (await tx.examSession.count({ where: { id: own.examSessionId, newcomersClosedAt: { not: null } } })))
      return refuse("registration_closed");
    const [confirmed] = await tx.registration.updateManyAndReturn({
      where: { ...own, status: { in: ["DRAFT", "RETURNED"] } },
      data: { noticeVersion: textsVersion, noticeConfirmedAt: now },
      select: { id: true },
    });
    if (!confirmed) return refuse("registration_not_editable");
    await recordAudit(tx, {
      actor: actor ?? { kind: "CANDIDATE", id: own.accountId },
      action: created ? "registration.start" : "registration.confirm_notice",
      subject: { kind: "registration", id: confirmed.id },
      detail: { textsVersion },
      now,
    });
    return ok({ id: confirmed.id });
  });
