import { texts } from "@/app/_lib/texts";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { News } from "@/app/_components/news";
import { Notice } from "@/app/_components/notice";
import { formatStamp } from "@/app/_lib/format";
import { loadTyped } from "@/lib/auth/kept-typed";
import { candidateLoginSession } from "@/lib/auth/session";
import { requireExamSession } from "@/lib/auth/step";
import { ownAppeals, watchedAppeals } from "@/lib/domain/appeal/queries/document-appeals";
import { StateWatch } from "../_components/state-watch";
import { AppealForm } from "./form";

export const generateMetadata = async () => ({ title: (await texts()).t("证件号码申诉") });

/** The refusal "this number is already registered" links to this page. */
export default async function AppealPage() {
  const { t } = await texts();

  const { accountId, examSession } = await requireExamSession("/registration/appeal");
  const [appeals, kept] = await Promise.all([
    ownAppeals({ accountId, examSessionId: examSession.id }),
    loadTyped("/registration/appeal", { accountId, examSessionId: examSession.id }),
  ]);
  const mark = (await watchedAppeals((await candidateLoginSession()) ?? "", new Date())) ?? "";
  const waits = appeals.some(({ answeredAt }) => !answeredAt);
  return (
    <CandidateShell>
      <News />
      <p className="mb-2">
        <a href="/registration">{t("返回我的报名")}</a>
      </p>
      <h1 className="mb-4">{t("证件号码申诉")}</h1>
      <div className="card">
        <p>
          {t(
            "同一证件号码在一次考试中只能报名一次。如果系统提示您的证件号码已被他人使用，请在此提出申诉：工作人员会对照双方上传的证件照片核实，并在本页答复。请先在",
          )}
          <a href="/registration/details">{t("信息填写")}</a>
          {t("中上传本人清晰的证件照片。")}
        </p>
        <p className="mt-2">
          {t("申诉期间报名时间不顺延，请尽早提出。紧急情况请联系考务办公室：")}
          {examSession.contactPhone}（{examSession.contactHours}
          ）。
        </p>
        {appeals.length > 0 && (
          <ul className="mt-5 divide-y divide-line border-y border-line">
            {appeals.map(({ id, createdAt, answer, answeredAt }) => (
              <li key={id} className="py-3">
                <p className="text-sm text-muted">
                  {formatStamp(createdAt)} {t("提交")}
                </p>
                {answeredAt ? (
                  <p className="mt-1 whitespace-pre-line">
                    <strong>
                      {t("答复（")}
                      {formatStamp(answeredAt)}）：
                    </strong>
                    {answer}
                  </p>
                ) : (
                  <p className="mt-1 font-semibold text-warn">{t("正在核实，答复会显示在本页。")}</p>
                )}
              </li>
            ))}
          </ul>
        )}
        <div className="mt-5">
          {waits ? (
            <Notice>
              <p>{t("您的申诉正在处理，答复前不用重复提交。")}</p>
              <StateWatch id={crypto.randomUUID()} mark={mark} of="appeals" polls turnsInMs={null} words />
            </Notice>
          ) : (
            <AppealForm kept={kept?.["statement"] ?? ""} />
          )}
        </div>
      </div>
    </CandidateShell>
  );
}
