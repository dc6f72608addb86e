import type { Metadata } from "next";
import { Notice } from "@/app/_components/notice";
import { formatInstant, formatClosing } from "@/app/_lib/format";
import { ownSeat } from "@/lib/domain/admit-card/queries";
import { requireStep } from "@/lib/auth/step";
import { examTime } from "@/lib/domain/exam-session/exam-time";
import { originalDocument } from "@/lib/domain/registration/labels";
import { StepFrame } from "../_components/step-frame";
import { WaitingWords, WatchedState } from "../_components/watched-state";
import { Countdown } from "./countdown";

export const metadata: Metadata = { title: "等待考试" };

export default async function ExamPage() {
  const standing = await requireStep("exam");
  const { registration, accountId, examSession, journey, now } = standing;
  const seat = await ownSeat({ registrationId: registration.id, accountId });
  const printing = journey.steps.find(({ page }) => page === "admit-card");

  const over = now >= examSession.examEndsAt;
  return (
    <StepFrame standing={standing} page="exam" title="等待考试">
      {over && (
        <Notice tone="info" title="考试已结束">
          <p>成绩发布后可在此查询，请留意学校通知。</p>
        </Notice>
      )}
      {!over && !seat && (
        <Notice tone="good" title="缴费已完成，等待准考证发布">
          <p>
            学校编排考场后发布准考证。
            {printing?.window &&
              `请在${formatInstant(printing.window.opensAt)}至${formatClosing(printing.window.closesAt)}之间登录本系统打印。`}
          </p>
          <WaitingWords standing={standing} page="exam" />
        </Notice>
      )}

      {(over || seat) && <WatchedState standing={standing} page="exam" />}
      <section className="card mb-6" aria-labelledby="arrangement">
        <h2 id="arrangement" className="mb-3">
          考试安排
        </h2>
        <dl className="grid grid-cols-[5.5rem_1fr] gap-x-3 gap-y-2">
          <Fact label="考试时间">{examTime(examSession)}</Fact>
          <Fact label="考试地址">{examSession.examAddress}</Fact>
          {seat && (
            <>
              <Fact label="考试地点">{seat.place}</Fact>
              <Fact label="考场编号">{seat.room}</Fact>
              <Fact label="座位编号">{seat.seat}</Fact>
              <Fact label="准考证号">{seat.cardNumber}</Fact>
            </>
          )}
        </dl>
        {!over && <Countdown startsAt={examSession.examStartsAt.getTime()} now={now.getTime()} />}
        {!over && seat && (
          <div className="mt-4 flex flex-col gap-3 sm:flex-row">
            {journey.open.includes("admit-card") ? (
              <a href="/registration/admit-card" className="button button-primary">
                打印准考证
              </a>
            ) : (
              printing?.window && (
                <p>
                  准考证打印时间：{formatInstant(printing.window.opensAt)}至{formatClosing(printing.window.closesAt)}。
                </p>
              )
            )}
            <a href="/api/exam-calendar" className="button">
              添加到日历
            </a>
          </div>
        )}
      </section>

      {!over && (
        <section className="card" aria-labelledby="bring">
          <h2 id="bring" className="mb-3">
            考试当天请携带
          </h2>
          <ul className="list-disc space-y-1 pl-6">
            <li>打印好的准考证。</li>
            <li>{originalDocument(registration.idType)}，复印件和照片无效。</li>
            <li>本人签名的考试承诺书。</li>
            <li>黑色签字笔、2B 铅笔和橡皮。</li>
          </ul>
          <p className="mt-3">
            手机、智能手表等电子设备和任何资料不得带入考场。请提前查看路线，按准考证上考生须知规定的时间入场。
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
