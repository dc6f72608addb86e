import { texts } from "@/app/_lib/texts";
import { redirect } from "next/navigation";
import { requireStep } from "@/lib/auth/step";
import { windowFor } from "@/lib/domain/exam-session/windows";
import { type CardMoment, cardMoment } from "@/lib/domain/progress/card-moment";
import { journeyFacts } from "@/lib/domain/registration/queries/standing";
import { ownOrders, payingRegistration } from "@/lib/domain/payment/queries/own-orders";
import { MoneyBack } from "../_components/money-back";
import { Moment, SavePicture } from "../_components/moment";
import { StepFrame } from "../_components/step-frame";
import { SmsPromise } from "../_components/watched-state";
import { Receipt } from "./receipt";

export const generateMetadata = async () => ({ title: (await texts()).t("缴费成功") });

const leads: Record<CardMoment, string> = {
  awaited: "报名已生效，请等待考试通知",
  overdue: "报名已生效，请等待考试通知",
  published: "报名已生效，准考证已发布",
  printable: "报名已生效，准考证可以打印",
  printing_closed: "报名已生效，请按时参加考试",
  exam_over: "考试已结束",
};

/** What a candidate reads once his payment is confirmed, or was not needed, with his receipt. */
export default async function PaidPage() {
  const words = await texts();
  const { t, instant, closing, hours } = words;

  const standing = await requireStep("payment");
  const { accountId, examSession, registration, exam, now } = standing;
  if (registration.status !== "PAID" || !registration.registrationNumber) redirect("/registration/payment");
  const key = { accountId, registrationId: registration.id };
  const [paying, orders] = await Promise.all([payingRegistration(key), ownOrders(key)]);
  if (!paying) throw new Error("the registration vanished between two reads");

  const { opensAt, closesAt } = windowFor(examSession, registration.overrides, "PRINTING");
  const times = { opens: instant(opensAt), closes: closing(closesAt) };
  const office = { phone: examSession.contactPhone, hours: examSession.contactHours };
  const card = cardMoment(journeyFacts(examSession, registration), now);
  const isOver = card === "exam_over";
  const news: Record<CardMoment, string> = {
    awaited: t("学校编排考场后发布准考证，请在{opens} 至 {closes}登录打印。", times),
    overdue: t("准考证尚未发布，请联系考务办公室：{phone}，{hours}。", office),
    published: t("准考证已发布，请在{opens} 至 {closes}登录打印。", times),
    printable: t("准考证已发布，请在{closes}前打印，考试当天携带。", times),
    printing_closed: t("准考证打印已于{closes}截止。没有打印的，请联系考务办公室：{phone}，{hours}。", {
      ...times,
      ...office,
    }),
    exam_over: t("成绩公布后可在本系统查询，请留意学校通知。"),
  };
  return (
    <StepFrame standing={standing} page="payment" title={t("缴费成功")}>
      <MoneyBack orders={orders} words={words} />
      <div className="no-print">
        <Moment
          lead={t(leads[card])}
          number={registration.registrationNumber}
          coming={[
            {
              title: isOver ? "查询成绩" : "打印准考证",
              children: (
                <>
                  {news[card]}
                  <SmsPromise standing={standing} />
                </>
              ),
            },
            ...(isOver ? [] : [{ title: "参加考试", children: hours(exam) }]),
          ]}
          actions={
            <>
              {card === "printable" ? (
                <a href="/registration/admit-card" className="button button-primary">
                  {t("打印准考证")}
                </a>
              ) : (
                <a href="/registration/exam" className={`button ${isOver ? "" : "button-primary"}`}>
                  {t("查看考试安排")}
                </a>
              )}
              <SavePicture filename={t("缴费成功.png")} examSessionId={examSession.id} />
              <a href="/registration" className="button">
                {t("我的报名")}
              </a>
            </>
          }
        />
      </div>
      <Receipt registration={paying} order={orders.find(({ status }) => status === "SUCCEEDED") ?? null} />
    </StepFrame>
  );
}
