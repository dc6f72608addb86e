import type { Texts } from "@/app/_lib/texts";

const onPhone = [
  { picture: "phone-register", words: "用本人手机号注册，凭短信验证码设置密码。" },
  { picture: "phone-details", words: "填写信息，拍照上传证件和成绩证明。" },
  { picture: "phone-portrait", words: "现场拍摄或上传登记照，系统自动裁剪。" },
  { picture: "phone-payment", words: "审核通过后在微信里付款。" },
];

const onComputer = [
  { picture: "desktop-details", words: "在电脑上填写同样的表，手机上填过的内容都在。" },
  { picture: "desktop-payment", words: "用微信扫描屏幕上的二维码付款。" },
  { picture: "desktop-card", words: "打印准考证和考试承诺书，A4 纸。" },
];

/** 办理指南: how it looks on a phone and on a computer, with pictures of our own pages (npm run pictures). */
export const GuidePart = ({ words: { t } }: { words: Texts }) => (
  <section aria-labelledby="guide" className="home-part no-print">
    <h2 id="guide">{t("办理指南")}</h2>
    <h3 id="guide-phone" className="font-semibold">
      {t("用手机办理")}
    </h3>
    <Pictures called="guide-phone" shown={onPhone} width={180} height={320} t={t} />
    <h3 id="guide-computer" className="mt-4 font-semibold">
      {t("用电脑办理")}
    </h3>
    <Pictures called="guide-computer" shown={onComputer} width={320} height={210} t={t} />
  </section>
);

const Pictures = ({
  called,
  shown,
  width,
  height,
  t,
}: {
  /** The id of its heading. */
  called: string;
  shown: typeof onPhone;
  width: number;
  height: number;
  t: Texts["t"];
}) => (
  // Where it scrolls, a keyboard must be able to scroll it: no picture in it can be pressed.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <ol className="guide" tabIndex={0} aria-labelledby={called}>
    {shown.map(({ picture, words }) => (
      <li key={picture} style={{ width }}>
        <img src={`/guide/${picture}.webp`} alt="" width={width} height={height} loading="lazy" />
        <span>{t(words)}</span>
      </li>
    ))}
  </ol>
);
