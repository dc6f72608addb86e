import { currentVisitor } from "@/lib/auth/step";
import type { IdType } from "@/lib/adapter/db/enums";
import { type ExamSessionView, wholeExamSession } from "@/lib/domain/exam-session/queries";
import { windowFor, windowState } from "@/lib/domain/exam-session/windows";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { Markdown } from "@/app/_components/markdown";
import { News } from "@/app/_components/news";
import { Notice } from "@/app/_components/notice";
import { idTypeLabels } from "@/app/_lib/labels/registration";
import { formatClosing, formatDate, formatInstant, formatLeft, formatTime, formatYuan } from "@/app/_lib/format";

export default async function HomePage() {
  const { examSession: frame, candidate } = await currentVisitor();
  const examSession = frame && (await wholeExamSession(frame));
  return (
    <CandidateShell>
      <News />
      {examSession ? (
        <Announcement
          examSession={examSession}
          now={new Date()}
          start={candidate ? "/registration/notice" : "/login?next=/registration/notice"}
        />
      ) : (
        <>
          <h1>学士学位外语报名系统</h1>
          <p className="mt-3">目前没有正在进行的考试报名。报名开始前，学校会在继续教育学院网站发布通知。</p>
          <p className="mt-3">
            您可以先<a href="/register">注册账号</a>；已有账号的，报名开始后登录即可办理。
          </p>
          <p className="mt-6 text-sm text-muted">
            工作人员请<a href="/admin/sessions">登录管理后台</a>，建立并发布考试批次。
          </p>
        </>
      )}
    </CandidateShell>
  );
}

/** What a candidate must know before he begins, the state of registration by the server's clock, and the one button. */
function Announcement({ examSession, now, start }: { examSession: ExamSessionView; now: Date; start: string }) {
  const registering = windowFor(examSession, [], "REGISTRATION");
  const state = windowState(registering, now);
  return (
    <>
      <h1>{examSession.title}</h1>
      <div className="mt-4">
        {state === "not_started" && (
          <Notice title="网上报名尚未开始">
            <p>
              距开始还有{formatLeft(registering.opensAt.getTime() - now.getTime())}。您可以先完成新用户注册并准备材料。
            </p>
          </Notice>
        )}
        {state === "open" && (
          <Notice tone="good" title="现在可以报名">
            <p>距截止还有{formatLeft(registering.closesAt.getTime() - now.getTime())}。报名时间过后不补报名。</p>
          </Notice>
        )}
        {state === "closed" && (
          <Notice tone="warn" title="网上报名已截止">
            <p>已报名的考生请登录查看审核结果、缴费和打印准考证。</p>
          </Notice>
        )}
        <p className="mb-6 flex flex-wrap gap-3">
          {state === "open" ? (
            <a href={start} className="button button-primary w-full sm:w-auto">
              立即报名
            </a>
          ) : (
            <a href="/registration" className="button button-primary w-full sm:w-auto">
              我的报名
            </a>
          )}
        </p>
      </div>

      <Timetable examSession={examSession} />

      <section className="card mb-6">
        <h2 className="mb-3">报名前请准备</h2>
        <ul className="list-disc space-y-1 pl-5">
          <li>本人手机（用于接收短信验证码，一个手机号只能为一名考生报名）；</li>
          <li>{picturesOf(examSession.idTypes)}，四角完整、字迹清晰；</li>
          <li>通过本科阶段英语考试的成绩证明，1至5张图片或PDF文件；</li>
          <li>
            近期正面免冠照片，或使用手机现场拍摄；系统会自动处理为{examSession.portraitWidth}×
            {examSession.portraitHeight}
            像素的登记照；
          </li>
          <li>考籍号（自考考生）或学号（成考考生）。</li>
        </ul>
      </section>

      <section className="card mb-6">
        <h2 className="mb-3">报名须知</h2>
        <Markdown text={examSession.noticeText} />
      </section>
      <section className="card">
        <h2 className="mb-3">报名温馨提示</h2>
        <Markdown text={examSession.tipsText} />
      </section>
    </>
  );
}

/** The photos of the document that a candidate needs, by the kinds this exam session takes. */
function picturesOf(idTypes: readonly IdType[]): string {
  const cards = idTypes.filter((type) => type !== "PASSPORT").map((type) => idTypeLabels[type]);
  const kinds = [
    ...(cards.length ? [`${cards.join("、")}的正面、反面照片`] : []),
    ...(idTypes.includes("PASSPORT") ? ["护照资料页照片"] : []),
  ];
  return kinds.join("，或者");
}

function Timetable({ examSession }: { examSession: ExamSessionView }) {
  const rows = [
    ["网上报名", examSession.registrationOpensAt, examSession.registrationClosesAt],
    ["资格审核", examSession.reviewOpensAt, examSession.reviewClosesAt],
    ["网上缴费", examSession.paymentOpensAt, examSession.paymentClosesAt],
    ["准考证打印", examSession.printingOpensAt, examSession.printingClosesAt],
  ] as const;
  return (
    <section className="card mb-6">
      <h2 className="mb-3">时间与费用</h2>
      <dl className="divide-y divide-line">
        {rows.map(([label, opensAt, closesAt]) => (
          <Row key={label} label={label}>
            {formatInstant(opensAt)} 至 {formatClosing(closesAt)}
          </Row>
        ))}
        <Row label="考试时间">
          {formatDate(examSession.examStartsAt)}
          {formatTime(examSession.examStartsAt)}–{formatTime(examSession.examEndsAt)}
        </Row>
        <Row label="考试地址">{examSession.examAddress}</Row>
        <Row label="报名费用">
          {feeText(examSession)}
          <span className="text-muted">（资格审核通过后，在缴费时间内使用微信支付）</span>
        </Row>
      </dl>
    </section>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-x-4 py-2 sm:grid-cols-[7rem_1fr]">
      <dt className="font-semibold">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The fee, and the languages whose fee is another. */
function feeText({ feeFen, languages }: ExamSessionView): string {
  const others = languages.filter((language) => language.feeFen !== null && language.feeFen !== feeFen);
  const exceptions = others.map(({ name, feeFen: own }) => `${name}${formatYuan(own ?? feeFen)}`).join("、");
  return exceptions ? `${formatYuan(feeFen)}，其中${exceptions}` : formatYuan(feeFen);
}
