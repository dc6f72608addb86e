import { redirect } from "next/navigation";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { News } from "@/app/_components/news";
import { Notice } from "@/app/_components/notice";
import { messages } from "@/app/_lib/messages/all";
import { texts } from "@/app/_lib/texts";
import { loadTyped } from "@/lib/auth/kept-typed";
import { requireStanding } from "@/lib/auth/step";
import { askRefusal, isDecidable, isWithdrawable, writeRequest } from "@/lib/domain/registration/accommodation";
import { ownAccommodation } from "@/lib/domain/registration/queries/accommodation";
import { ownUploads } from "@/lib/domain/registration/queries/own-files";
import { withNotice } from "@/lib/http/notice";
import { AccommodationAnswer } from "../_components/accommodation-part";
import { AccommodationProofs } from "../_components/accommodation-field";
import { AskForm, WithdrawForm } from "./form";
import { ExamSessionField } from "@/app/_components/page-exam-session";

export const generateMetadata = async () => ({ title: (await texts()).t("合理便利申请") });

/**
 * The request for 合理便利 of a registration that was handed in: its state, the answer, and the way to ask, to add a
 * proof, or to take it back. Before that the candidate asks in 信息填写.
 */
export default async function AccommodationPage() {
  const words = await texts();
  const { t, instant } = words;
  const { accountId, examSession, registration } = await requireStanding("/registration/accommodation");
  if (!registration) redirect(withNotice("/registration", "accommodation_not_open"));
  const [own, uploads, kept] = await Promise.all([
    ownAccommodation({ accountId, examSessionId: examSession.id }),
    ownUploads({ accountId, registrationId: registration.id }),
    loadTyped("/registration/accommodation", { accountId, examSessionId: examSession.id }),
  ]);
  const state = own?.state ?? null;
  const refusal = askRefusal({ status: registration.status, seatsFrozen: examSession.seatsFrozenAt !== null });
  const waits = state !== null && state !== "WITHDRAWN";
  // Whoever cannot take part any more still reads what became of his request, and takes it back.
  const shown = isDecidable(registration.status) || (state !== null && isWithdrawable(registration.status));
  if (!shown) redirect(withNotice("/registration", "accommodation_not_open"));
  const proofs = uploads.filter(({ kind }) => kind === "ACCOMMODATION_PROOF");
  return (
    <CandidateShell>
      <News />
      <p className="mb-2">
        <a href="/registration">{t("返回我的报名")}</a>
      </p>
      <h1 className="mb-4">{t("合理便利申请")}</h1>
      {state && (
        <section aria-labelledby="state" className="card mb-4">
          <h2 id="state" className="mb-1">
            {t("审批结果")}
          </h2>
          <AccommodationAnswer accommodation={{ state, decision: own?.decision ?? null }} words={words} />
          {own?.askedAt && (
            <p className="mt-1 text-sm text-muted">{t("{time} 申请", { time: instant(own.askedAt) })}</p>
          )}
        </section>
      )}
      {refusal ? (
        <Notice tone="warn">
          <p>
            {t(messages[refusal])}
            {examSession.contactPhone}（{examSession.contactHours}）
          </p>
        </Notice>
      ) : (
        <section aria-labelledby="ask" className="card mb-4">
          <h2 id="ask" className="mb-1">
            {t(waits ? "补充或重新申请" : "申请合理便利")}
          </h2>
          <p className="mb-3">
            {t(
              waits
                ? "补充证明材料或修改后，请点击“重新提交申请”。重新提交后须重新审批，原来的决定不再有效。座位编排之前可以提交。"
                : "因残疾、伤病等需要考试便利的，请在座位编排之前申请。申请单独审批，不影响资格审核。",
            )}
          </p>
          <form className="mb-5">
            <ExamSessionField />
            <input type="hidden" name="page" value="accommodation" />
            <AccommodationProofs uploads={proofs} />
          </form>
          <AskForm given={kept?.["accommodation"] ?? (own ? writeRequest(own.request) : "")} asked={waits} />
        </section>
      )}
      {waits && (
        <details className="card">
          <summary className="min-h-11 cursor-pointer py-2">{t("不再需要，撤回申请")}</summary>
          <WithdrawForm />
        </details>
      )}
    </CandidateShell>
  );
}
