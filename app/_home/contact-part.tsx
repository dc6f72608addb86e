import { PhoneLinks } from "@/app/_components/phone-links";
import type { Texts } from "@/app/_lib/texts";
import type { ExamSessionFrame } from "@/lib/domain/exam-session/queries";

/** 联系方式: telephone, hours, the way there; and the browser that the school recommends. */
export const ContactPart = ({
  examSession,
  contactAddress,
  words: { t },
}: {
  examSession: ExamSessionFrame;
  contactAddress: string;
  words: Texts;
}) => (
  <section aria-labelledby="contact" className="home-part">
    <h2 id="contact">{t("联系方式")}</h2>
    <dl className="home-facts">
      <div>
        <dt>{t("考务办公室")}</dt>
        <dd>
          <PhoneLinks text={examSession.contactPhone} />
        </dd>
      </div>
      <div>
        <dt>{t("办公时间")}</dt>
        <dd lang="zh-CN">{examSession.contactHours}</dd>
      </div>
      {contactAddress && (
        <div>
          <dt>{t("地址与路线")}</dt>
          <dd lang="zh-CN">{contactAddress}</dd>
        </div>
      )}
      <div className="no-print">
        <dt>{t("电脑浏览器")}</dt>
        <dd>
          {t("推荐使用 Chrome 或 Edge 的新版本：")}
          <a href="https://www.google.cn/chrome/" rel="noreferrer" className="inline-flex min-h-11 items-center">
            {t("下载 Chrome")}
          </a>
        </dd>
      </div>
    </dl>
  </section>
);
