import { CandidateShell } from "@/app/_components/candidate-shell";
import { EvidenceUpload } from "@/app/_components/evidence-upload";
import { News } from "@/app/_components/news";
import { Notice } from "@/app/_components/notice";
import { formatStamp } from "@/app/_lib/format";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { texts } from "@/app/_lib/texts";
import { loadTyped } from "@/lib/auth/kept-typed";
import { requireStanding } from "@/lib/auth/step";
import { ownRequests } from "@/lib/domain/correction/queries/requests";
import { requestItems } from "@/lib/domain/correction/request";
import { correctableStatuses } from "@/lib/domain/correction/rules";
import { undrawnIn } from "@/lib/domain/correction/queries/undrawn";
import { RequestForm } from "./form";

export const generateMetadata = async () => ({ title: (await texts()).t("申请更正") });

/** 信息有误: what he handed in is wrong, and he cannot change it himself any more. */
export default async function CorrectionPage() {
  const { t } = await texts();

  const { accountId, examSession, registration } = await requireStanding("/registration/correction");
  const [requests, kept] = await Promise.all([
    ownRequests({ accountId, examSessionId: examSession.id }),
    loadTyped("/registration/correction", { accountId, examSessionId: examSession.id }),
  ]);
  const idType = registration?.idType ?? null;
  const mayFile = registration !== null && correctableStatuses.includes(registration.status);
  const names = requests.filter(({ item, answeredAt }) => item === "name" && !answeredAt);
  const undrawn = new Map(
    await Promise.all(
      names.map(async ({ id, wanted }) => [id, (await undrawnIn([{ item: "name", after: wanted }])).join("")] as const),
    ).then((found) => found.filter(([, characters]) => characters !== "")),
  );
  const open = new Set(requests.flatMap(({ item, answeredAt }) => (answeredAt ? [] : [item])));
  return (
    <CandidateShell>
      <News />
      <p className="mb-2">
        <a href="/registration">{t("返回我的报名")}</a>
      </p>
      <h1 className="mb-4">{t("申请更正")}</h1>
      <div className="card">
        <p>
          {t(
            "提交报名后发现信息有误的，请在此申请。工作人员核实后更正，更正前后的内容会显示在“我的报名”；审核、缴费和座位不受影响。紧急情况请联系考务办公室：",
          )}
          {examSession.contactPhone}（{examSession.contactHours}）。
        </p>
        {requests.length > 0 && (
          <ul className="mt-5 divide-y divide-line border-y border-line" aria-label={t("我的更正申请")}>
            {requests.map(({ id, number, item, wanted, createdAt, answeredAt, answer, corrected, evidence }) => (
              <li key={id} className="py-3">
                <p className="text-sm text-muted">
                  {t("受理编号")} <b className="text-ink tabular-nums">{number}</b>　{formatStamp(createdAt)}{" "}
                  {t("提交")}
                </p>
                <p className="mt-1 wrap-anywhere">
                  {t(itemLabel(item, idType))}：{wanted}
                </p>
                {answeredAt ? (
                  <p className="mt-1 whitespace-pre-line">
                    <strong>
                      {t(corrected ? "已更正" : "已答复")}（{formatStamp(answeredAt)}）：
                    </strong>
                    {answer}
                  </p>
                ) : (
                  <>
                    <p className="mt-1 font-semibold text-warn">{t("正在核实，答复会显示在本页。")}</p>
                    {undrawn.has(id) && (
                      <p className="mt-1 text-sm">
                        {t(
                          "“{characters}”比较少见，暂时不能生成PDF准考证，只能打印网页。不影响更正，考务办公室会安装字体。",
                          { characters: undrawn.get(id) ?? "" },
                        )}
                      </p>
                    )}
                    <EvidenceUpload
                      of={`of=request&id=${id}`}
                      files={evidence}
                      opens
                      removable
                      hint={t("选填。能证明正确内容的照片或PDF，例如证件、户口本、学信网截图，每个不超过10MB。")}
                    />
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
        <div className="mt-5">
          {mayFile ? (
            <RequestForm
              items={requestItems.flatMap((item) =>
                open.has(item) ? [] : [{ value: item, label: t(itemLabel(item, idType)) }],
              )}
              kept={kept ?? {}}
            />
          ) : (
            <Notice>
              <p>{t("现在没有可以申请更正的报名。填写中和退回修改的，请直接修改。")}</p>
            </Notice>
          )}
        </div>
      </div>
    </CandidateShell>
  );
}
