import { texts } from "@/app/_lib/texts";
import { Notice } from "@/app/_components/notice";
import { portraitRuleOf } from "@/lib/core/portrait-rule";
import { requireStep } from "@/lib/auth/step";
import { ownDecision } from "@/lib/domain/review/queries/own-decision";
import { earlierRegistration } from "@/lib/domain/registration/queries/earlier-registration";
import { ownUploads } from "@/lib/domain/registration/queries/own-files";
import { StepFrame } from "../_components/step-frame";
import { PortraitCapture } from "./portrait-capture";
import { PortraitExamples } from "./portrait-example";
import { PortraitGuide } from "./portrait-guide";

export const generateMetadata = async () => ({ title: (await texts()).t("人像采集") });

export default async function PortraitPage() {
  const { t } = await texts();

  const standing = await requireStep("portrait");
  const { accountId, registration, examSession } = standing;
  const owner = { accountId, registrationId: registration.id };
  const { faceConsentAt: consentAt } = registration;
  const [uploads, decision] = await Promise.all([
    ownUploads(owner),
    registration.status === "RETURNED" ? ownDecision({ accountId, examSessionId: examSession.id }) : null,
  ]);
  const reason = decision?.items.find(({ item }) => item === "PORTRAIT")?.reason;
  const portrait = uploads.find(({ kind }) => kind === "PORTRAIT") ?? null;
  const earlier =
    registration.status === "DRAFT" && !portrait
      ? await earlierRegistration({ accountId, examSessionId: examSession.id })
      : null;
  const changeable = registration.status !== "RETURNED" || registration.reopenedItems.includes("PORTRAIT");

  return (
    <StepFrame standing={standing} page="portrait" title={t("人像采集")}>
      {reason && (
        <Notice tone="warn" title={t("登记照被退回")}>
          {t("退回原因：{reason}", { reason })}
        </Notice>
      )}
      <PortraitCapture
        key={`${portrait?.id} ${consentAt?.getTime()}`}
        initial={portrait}
        earlierId={earlier?.portraitId ?? null}
        consented={consentAt !== null}
        changeable={changeable}
        examples={<PortraitExamples />}
        contact={`${examSession.contactPhone}，${examSession.contactHours}`}
      />
      <PortraitGuide rule={portraitRuleOf(examSession)} />
    </StepFrame>
  );
}
