import { CandidateShell } from "@/app/_components/candidate-shell";
import { News } from "@/app/_components/news";
import { Notice } from "@/app/_components/notice";
import { formatStamp } from "@/app/_lib/format";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { exchangeStates } from "@/app/_lib/labels/exchange";
import { portraitFindingLabels } from "@/app/_lib/labels/registration";
import { texts } from "@/app/_lib/texts";
import { requireStanding } from "@/lib/auth/step";
import { comesInParts, exchangeableStatuses, shownExchange, takesFile } from "@/lib/domain/correction/exchange";
import { ownExchanges } from "@/lib/domain/correction/queries/exchanges";
import type { UploadItem } from "@/lib/domain/registration/items";
import { ExchangeUpload } from "./exchange-upload";

export const generateMetadata = async () => ({ title: (await texts()).t("换交登记照或材料") });

const addressOf = (id: string) => `/api/evidence?of=exchange&id=${id}`;

/** 换交: an upload of a registration that is approved or paid, opened to the candidate by the office. */
export default async function ExchangePage() {
  const { t } = await texts();
  const { accountId, examSession, registration, now } = await requireStanding("/registration/exchange");
  const exchanges = await ownExchanges({ accountId, examSessionId: examSession.id });
  const idType = registration?.idType ?? null;
  const counts = registration !== null && exchangeableStatuses.includes(registration.status);
  return (
    <CandidateShell>
      <News />
      <p className="mb-2">
        <a href="/registration">{t("返回我的报名")}</a>
      </p>
      <h1 className="mb-4">{t("换交登记照或材料")}</h1>
      {exchanges.length === 0 && (
        <Notice>
          <p>{t("现在没有需要换交的材料。登记照或材料有误的，请先申请更正。")}</p>
        </Notice>
      )}
      {exchanges.map(({ id, item, reason, until, files, decisionReason, ...one }) => {
        const state = shownExchange({ ...one, until }, now);
        const label = t(itemLabel(item as UploadItem, idType));
        const [file] = files;
        const warnings = Object.entries(portraitFindingLabels).filter(([code]) => file?.findings.includes(code));
        return (
          <section key={id} aria-label={label} className="card mb-4">
            <h2>
              {label}：{t(exchangeStates[state])}
            </h2>
            <p className="mt-2 whitespace-pre-line">
              {t("原因：")}
              {reason}
            </p>
            {decisionReason && state !== "ACCEPTED" && (
              <p className="mt-1 whitespace-pre-line">
                {t("处理：")}
                {decisionReason}
              </p>
            )}
            {files.map((shown, index) => (
              <div key={shown.id} className="mt-3">
                <img
                  src={`/api/evidence/${shown.id}`}
                  alt={t("新的{label} {number}", { label, number: index + 1 })}
                  className="max-h-64 max-w-full rounded border border-line bg-soft object-contain"
                />
                {counts && state === "OPEN" && (
                  <form action={`${addressOf(id)}&remove=${shown.id}`} method="post" encType="multipart/form-data">
                    <button type="submit" className="button button-small button-danger mt-1">
                      {t("删除{label} {number}", { label, number: index + 1 })}
                    </button>
                  </form>
                )}
              </div>
            ))}
            {warnings.length > 0 && (
              <ul className="mt-2 list-disc pl-5 text-sm text-warn">
                {warnings.map(([code, words]) => (
                  <li key={code}>{t(words)}</li>
                ))}
              </ul>
            )}
            {counts && takesFile({ ...one, until }, now) && (
              <>
                <p className="mt-2 text-sm text-muted">
                  {t("请在{time}前上传。核对通过前，原来的仍然有效；报名状态、缴费和座位不变。", {
                    time: formatStamp(until),
                  })}
                </p>
                <ExchangeUpload
                  id={id}
                  item={item as UploadItem}
                  label={label}
                  consented={registration.faceConsentAt !== null}
                  again={files.length > 0 && !comesInParts(item)}
                />
                {comesInParts(item) && (
                  <p className="mt-2 text-sm text-muted">
                    {t("可以分几次上传。全部上传后，请按“提交核对”；到截止时间还没有按的，按已上传的核对。")}
                  </p>
                )}
                {state === "OPEN" && files.length > 0 && (
                  <form action={`${addressOf(id)}&done=1`} method="post" encType="multipart/form-data" className="mt-3">
                    <button type="submit" className="button button-primary">
                      {t("提交核对")}
                    </button>
                  </form>
                )}
              </>
            )}
          </section>
        );
      })}
    </CandidateShell>
  );
}
