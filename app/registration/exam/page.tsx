import { texts } from "@/app/_lib/texts";
import { Notice } from "@/app/_components/notice";
import { ownSeat } from "@/lib/domain/admit-card/queries";
import { requireStep } from "@/lib/auth/step";
import { originalDocument } from "@/lib/domain/registration/labels";
import { StepFrame } from "../_components/step-frame";
import { WaitingWords, WatchedState } from "../_components/watched-state";
import { Countdown } from "./countdown";

export const generateMetadata = async () => ({ title: (await texts()).t("等待考试") });

export default async function ExamPage() {
  const { t, instant, closing, hours } = await texts();

  const standing = await requireStep("exam");
  const { registration, accountId, examSession, journey, exam, now } = standing;
  const seat = await ownSeat({ registrationId: registration.id, accountId });
  const printing = journey.steps.find(({ page }) => page === "admit-card");

  const over = now >= exam.closesAt;
  return (
    <StepFrame standing={standing} page="exam" title={t("等待考试")}>
      {over && (
        <Notice tone="info" title={t("考试已结束")}>
          <p>{t("成绩发布后可在此查询，请留意学校通知。")}</p>
        </Notice>
      )}
      {!over && !seat && (
        <Notice tone="good" title={t("缴费已完成，等待准考证发布")}>
          <p>
            {t("学校编排考场后发布准考证。")}
            {printing?.window &&
              t("请在{opens}至{closes}之间登录本系统打印。", {
                opens: instant(printing.window.opensAt),
                closes: closing(printing.window.closesAt),
              })}
          </p>
          <WaitingWords standing={standing} page="exam" />
        </Notice>
      )}

      {(over || seat) && <WatchedState standing={standing} page="exam" />}
      <section className="card mb-6" aria-labelledby="arrangement">
        <h2 id="arrangement" className="mb-3">
          {t("考试安排")}
        </h2>
        <dl className="grid grid-cols-[5.5rem_1fr] gap-x-3 gap-y-2">
          <Fact label={t("考试时间")}>{hours(exam)}</Fact>
          <Fact label={t("考试地址")}>{examSession.examAddress}</Fact>
          {seat && (
            <>
              <Fact label={t("考试地点")}>{seat.place}</Fact>
              <Fact label={t("考场编号")}>{seat.room}</Fact>
              <Fact label={t("座位编号")}>{seat.seat}</Fact>
              <Fact label={t("准考证号")}>{seat.cardNumber}</Fact>
            </>
          )}
        </dl>
        {!over && <Countdown key={now.getTime()} startsAt={exam.opensAt.getTime()} now={now.getTime()} />}
        {!over && seat && (
          <div className="mt-4 flex flex-col gap-3 sm:flex-row">
            {journey.open.includes("admit-card") ? (
              <a href="/registration/admit-card" className="button button-primary">
                {t("打印准考证")}
              </a>
            ) : (
              printing?.window && (
                <p>
                  {t("准考证打印时间：")}
                  {instant(printing.window.opensAt)}
                  {t("至")}
                  {closing(printing.window.closesAt)}。
                </p>
              )
            )}
            <a href={`/api/exam-calendar?session=${examSession.id}`} className="button">
              {t("添加到日历")}
            </a>
          </div>
        )}
      </section>

      {!over && (
        <section className="card" aria-labelledby="bring">
          <h2 id="bring" className="mb-3">
            {t("考试当天请携带")}
          </h2>
          <ul className="list-disc space-y-1 pl-6">
            <li>{t("打印好的准考证。")}</li>
            <li>
              {t(originalDocument(registration.idType))}
              {t("，复印件和照片无效。")}
            </li>
            <li>{t("本人签名的考试承诺书。")}</li>
            <li>{t("黑色签字笔、2B 铅笔和橡皮。")}</li>
          </ul>
          <p className="mt-3">
            {t("手机、智能手表等电子设备和任何资料不得带入考场。请提前查看路线，按准考证上考生须知规定的时间入场。")}
          </p>
        </section>
      )}
    </StepFrame>
  );
}

function Fact({ label, children }: { label: string; children: string }) {
  return (
    <div className="contents">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 font-semibold break-words">{children}</dd>
    </div>
  );
}
