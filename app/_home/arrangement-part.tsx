import type { ReactNode } from "react";
import { formatTime } from "@/app/_lib/format";
import { idTypeLabels } from "@/app/_lib/labels/registration";
import type { Texts } from "@/app/_lib/texts";
import { ExamTimes } from "./exam-times";
import type { IdType } from "@/lib/adapter/db/enums";
import { examsOf } from "@/lib/domain/exam-session/exam-time";
import { openTo } from "@/lib/domain/exam-session/offered";
import type { ExamSessionFrame, HomeContent } from "@/lib/domain/exam-session/queries";

/** 时间安排: when and where the exam is, what it costs, and what to have at hand. */
export function ArrangementPart({
  examSession,
  content,
  words,
}: {
  examSession: ExamSessionFrame;
  content: HomeContent;
  words: Texts;
}) {
  const { t, date } = words;
  const { portraitWidth: width, portraitHeight: height } = examSession;
  return (
    <div className="home-pair">
      <section aria-labelledby="arrangement" className="home-part">
        <h2 id="arrangement">{t("考试安排与费用")}</h2>
        <dl className="home-facts">
          <Row label={t("考试时间")}>
            <ExamTimes
              exams={examsOf(examSession)}
              words={words}
              hours={({ opensAt, closesAt }) => `${date(opensAt)} ${formatTime(opensAt)}–${formatTime(closesAt)}`}
            />
          </Row>
          <Row label={t("考试地址")}>
            <span lang="zh-CN">{examSession.examAddress}</span>
          </Row>
          <Row label={t("报名费")}>
            {feeText(examSession, content, words)}
            <span className="block text-sm text-muted">{t("审核通过后用微信支付。")}</span>
          </Row>
        </dl>
      </section>
      <section aria-labelledby="prepare" className="home-part">
        <h2 id="prepare">{t("报名前请准备")}</h2>
        <ul className="list-disc space-y-1 pl-5">
          <li>{t("本人手机，用于接收短信验证码，一个手机号只能为一名考生报名；")}</li>
          <li>
            {t("{documents}，四角完整、字迹清晰；", {
              documents: picturesOf(openTo(content.idTypes, content.closedIdTypes), words),
            })}
          </li>
          <li>{t("通过本科阶段英语考试的成绩证明，1至5张图片或PDF文件；")}</li>
          <li>{t("近期正面免冠照片，或用手机现场拍摄（自动处理为{width}×{height}像素）；", { width, height })}</li>
          <li>{t("考籍号（自考考生）或学号（成考考生）。")}</li>
        </ul>
      </section>
    </div>
  );
}

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

/** The photos of the document that a candidate needs, by the kinds this exam session takes. */
function picturesOf(idTypes: readonly IdType[], { t, language }: Texts): string {
  const [comma, or] = language === "en" ? [", ", "; or "] : ["、", "，或者"];
  const cards = idTypes.filter((type) => type !== "PASSPORT").map((type) => t(idTypeLabels[type]));
  const kinds = [
    ...(cards.length ? [t("{cards}的正面、反面照片", { cards: cards.join(comma) })] : []),
    ...(idTypes.includes("PASSPORT") ? [t("护照资料页照片")] : []),
  ];
  return kinds.join(or);
}

/** The fee, and the languages whose fee is another. */
function feeText({ feeFen }: ExamSessionFrame, { languages }: HomeContent, { t, yuan, language }: Texts): string {
  const others = languages.filter((entry) => entry.feeFen !== null && entry.feeFen !== feeFen);
  const exceptions = others.map(({ name, feeFen: own }) => `${t(name)} ${yuan(own ?? feeFen)}`);
  const list = exceptions.join(language === "en" ? ", " : "、");
  return list ? t("{fee}，其中{exceptions}", { fee: yuan(feeFen), exceptions: list }) : yuan(feeFen);
}
