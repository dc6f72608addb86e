import { texts } from "@/app/_lib/texts";
import { redirect } from "next/navigation";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { PrintButton } from "@/app/_components/print-button";
import { formatInstant } from "@/app/_lib/format";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { statusLabels } from "@/app/_lib/labels/registration";
import { requireStanding } from "@/lib/auth/step";
import { withNotice } from "@/lib/http/notice";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import { ownDetails } from "@/lib/domain/registration/queries/own-details";
import { fieldLabel, fieldsOf, fieldText } from "../_components/details-rows";

export const generateMetadata = async () => ({ title: (await texts()).t("报名表") });

/** 报名表: available from the first submit on, to print and keep. */
export default async function FormPage() {
  const { t, language, instant } = await texts();

  const { accountId, examSession, registration, now } = await requireStanding("/registration/form");
  const details = await ownDetails({ accountId, examSessionId: examSession.id });
  if (!details?.registrationNumber) redirect(withNotice("/registration", "step_comes_later"));
  const portrait = details.files.find(({ kind }) => kind === "PORTRAIT");
  const documents = (["ID_FRONT", "ID_BACK", "PROOF"] as const)
    .map((kind) => ({ kind, count: details.files.filter((file) => file.kind === kind).length }))
    .flatMap(({ kind, count }) =>
      count ? [t("{item}{count}份", { item: t(itemLabel(kind, details.idType)), count })] : [],
    )
    .join("、");

  return (
    <CandidateShell>
      <p className="no-print mb-4 flex flex-wrap gap-3">
        <a href="/registration" className="button">
          {t("返回我的报名")}
        </a>
        <PrintButton className="button button-primary">{t("打印报名表")}</PrintButton>
      </p>
      <article className="card">
        <h1 className="text-center">{examSession.title}</h1>
        <p className="mb-4 text-center text-xl font-bold">{t("报名表")}</p>
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-[1fr_9rem] print:grid-cols-[1fr_9rem]">
          <table className="w-full border-collapse">
            <caption className="sr-only">{t("考生报名信息")}</caption>
            <tbody>
              <Row label={t("报名号")}>
                <span className="font-mono break-all">{details.registrationNumber}</span>
              </Row>
              {fieldsOf(details).map((field) => (
                <Row key={field} label={t(fieldLabel(field, details))}>
                  {t(fieldText(field, details))}
                </Row>
              ))}
              <Row label={t("学位授予学校")}>{details.school?.name}</Row>
              <Row label={t("上传材料")}>{documents}</Row>
              <Row label={t("提交时间")}>
                {details.submittedAt &&
                  (language === "en" ? instant(details.submittedAt) : formatInstant(details.submittedAt))}
              </Row>
              <Row label={t("当前状态")}>
                {t(
                  statusLabels[
                    shownStatus({ status: details.status, overrides: registration?.overrides ?? [], examSession }, now)
                  ],
                )}
              </Row>
            </tbody>
          </table>
          {portrait && (
            <img
              src={`/api/files/${portrait.id}`}
              alt={t("登记照")}
              width={144}
              height={192}
              className="order-first mx-auto h-48 w-36 border border-line object-cover sm:order-none print:order-none"
            />
          )}
        </div>
        <p className="mt-6">{t("本人承诺以上信息和所交材料真实、准确，如有不实，责任由本人承担。")}</p>
        <p className="mt-8 flex flex-wrap justify-end gap-x-16 gap-y-4 whitespace-nowrap">
          <span>{t("考生签名：＿＿＿＿＿＿")}</span>
          <span>{t("日期：＿＿＿＿＿＿")}</span>
        </p>
      </article>
    </CandidateShell>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <tr>
      <th scope="row" className="w-28 border border-line px-2 py-1.5 text-left align-top font-semibold sm:w-36">
        {label}
      </th>
      <td className="border border-line px-2 py-1.5 whitespace-pre-line">{children}</td>
    </tr>
  );
}
