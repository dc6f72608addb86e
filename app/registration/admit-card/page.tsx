import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { Notice } from "@/app/_components/notice";
import { printableCard } from "@/lib/domain/admit-card/queries";
import { requireStep } from "@/lib/auth/step";
import { originalDocument } from "@/lib/domain/registration/labels";
import { StepFrame } from "../_components/step-frame";
import { CardSheet } from "./card-sheet";
import { PrintButton } from "./print-button";

export const metadata: Metadata = { title: "打印准考证" };

export default async function AdmitCardPage() {
  const standing = await requireStep("admit-card");
  const { registration, accountId, now } = standing;
  const card = await printableCard({ registrationId: registration.id, asker: { kind: "candidate", accountId }, now });
  if (!card.ok) redirect("/registration");

  const isWeChat = /MicroMessenger/i.test((await headers()).get("user-agent") ?? "");
  const pdf = `/api/admit-cards/${registration.id}`;
  return (
    <StepFrame standing={standing} page="admit-card" title="打印准考证">
      <div className="no-print">
        {card.value.version > 1 && (
          <Notice tone="warn" title={`准考证信息有更新，这是第 ${card.value.version} 版`}>
            <p>之前打印或保存的准考证作废，请重新打印。</p>
          </Notice>
        )}
        {isWeChat && (
          <Notice tone="warn" title="微信内不能直接打印或下载">
            <p>请点击右上角“…”，选择“在浏览器打开”，再打印或保存 PDF。也可以先在本页核对准考证信息。</p>
          </Notice>
        )}
        <p className="mb-4">
          请核对准考证上的信息，用 A4 纸打印，考试当天与{originalDocument(registration.idType)}
          一并携带。信息有误的，请立即联系考务办公室。
        </p>
        <div className="mb-6 flex flex-col gap-3 sm:flex-row sm:flex-wrap">
          <PrintButton pdf={pdf} />
          <a href={`${pdf}/pledge`} target="_blank" rel="noopener" className="button">
            打印考试承诺书
          </a>
          <a href={pdf} download="准考证.pdf" className="button">
            下载准考证 PDF
          </a>
        </div>
      </div>
      <CardSheet card={card.value} />
    </StepFrame>
  );
}
