import { texts } from "@/app/_lib/texts";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { Notice } from "@/app/_components/notice";
import { missingGlyphs } from "@/lib/adapter/pdf/renderer";
import { type Card, printableCard, renderedCard } from "@/lib/domain/admit-card/queries";
import { requireStep } from "@/lib/auth/step";
import { originalDocument } from "@/lib/domain/registration/labels";
import { StepFrame } from "../_components/step-frame";
import { CardLink } from "./card-link";
import { CardSheet } from "./card-sheet";
import { PrintButton } from "./print-button";
import "./admit-card.css";

export const generateMetadata = async () => ({ title: (await texts()).t("打印准考证") });

export default async function AdmitCardPage() {
  const { t } = await texts();

  const standing = await requireStep("admit-card");
  const { registration, accountId, now } = standing;
  const card = await printableCard({ registrationId: registration.id, asker: { kind: "candidate", accountId }, now });
  if (!card.ok) redirect("/registration");

  const isWeChat = /MicroMessenger/i.test((await headers()).get("user-agent") ?? "");
  const drawable = await canBeDrawn(card.value);
  const pdf = `/api/admit-cards/${registration.id}`;
  return (
    <StepFrame standing={standing} page="admit-card" title={t("打印准考证")}>
      <div className="no-print">
        {card.value.version > 1 && (
          <Notice tone="warn" title={t("准考证信息有更新，这是第 {version} 版", { version: card.value.version })}>
            <p>{t("之前打印或保存的准考证作废，请重新打印。")}</p>
          </Notice>
        )}
        <p className="mb-4">
          {t("请核对准考证上的信息，用 A4 纸打印，考试当天与")}
          {t(originalDocument(registration.idType))}
          {t("一并携带。信息有误的，请立即联系考务办公室。")}
        </p>
        <div className="card-actions">
          <span className={drawable ? "desk-only" : "contents"}>
            <PrintButton pdf={pdf} />
          </span>
          <a href={pdf} className="button">
            {t("下载准考证 PDF")}
          </a>
          <a href={`${pdf}/pledge`} target="_blank" rel="noopener" className="button">
            {t("打印考试承诺书")}
          </a>
        </div>
        {drawable && <Picture address={`${pdf}/picture`} isWeChat={isWeChat} />}
        {drawable && <CardLink isWeChat={isWeChat} />}
      </div>
      <CardSheet card={card.value} />
    </StepFrame>
  );
}

/**
 * On a phone: the card as one picture to keep. It is loaded when it is unfolded: the words of the card stand below
 * already, and the picture would hold them up on a slow network. A desktop does not offer it.
 */
async function Picture({ address, isWeChat }: { address: string; isWeChat: boolean }) {
  const { t } = await texts();

  return (
    <section aria-labelledby="picture" className="phone-only card mb-6">
      <h2 id="picture" className="mb-3">
        {t("保存到手机")}
      </h2>
      {!isWeChat && (
        <a href={address} download={t("准考证.png")} className="button button-primary mb-1 w-full">
          {t("保存准考证图片")}
        </a>
      )}
      <details>
        <summary className={isWeChat ? "button button-primary w-full" : "min-h-11 cursor-pointer py-2 font-bold"}>
          {t("显示图片，长按保存")}
        </summary>
        <p className="mt-2 mb-3">{t("长按下图，选择“保存图片”。")}</p>
        {/* A private picture behind its owner's login: an image optimizer could not fetch it and must not keep it. */}
        {/* oxlint-disable-next-line nextjs/no-img-element */}
        <img
          src={address}
          alt={t("准考证图片，内容与下方准考证相同")}
          width={1240}
          height={1754}
          loading="lazy"
          className="h-auto w-full border border-line"
        />
      </details>
    </section>
  );
}

/** A card with a character that no font draws has neither PDF nor picture. */
const canBeDrawn = async (card: Card): Promise<boolean> =>
  (await renderedCard(card)) !== null || (await missingGlyphs(card.text.name)).length === 0;
