import { texts } from "@/app/_lib/texts";
import { ActionForm } from "@/app/_components/action-form";
import type { ReactNode } from "react";
import { SubmitButton } from "@/app/_components/submit-button";
import { categoryLabels, idTypeLabels } from "@/app/_lib/labels/registration";
import type { PaymentChannel } from "@/lib/adapter/db/enums";
import type { PayingRegistration } from "@/lib/domain/payment/queries/own-orders";
import { openOrderAction } from "./actions";
import { WayButton } from "./way-button";

type Props = { registration: PayingRegistration; feeFen: number; here: readonly PaymentChannel[]; knowsPayer: boolean };

/** Shows the details once more before the payment: afterwards they cannot be changed. */
export async function ConfirmData({ registration, feeFen, here, knowsPayer }: Props) {
  const { t, yuan } = await texts();

  const { name, documentMasked, idType, category, school, language, registrationNumber } = registration;
  const rows: [string, ReactNode][] = [
    ["姓名", name],
    [idType ? idTypeLabels[idType] : "证件号码", documentMasked],
    ["考生类别", category ? t(categoryLabels[category]) : ""],
    ["就读学校", school?.name],
    ["应试语种", t(language?.name ?? "")],
    ["报名号", registrationNumber],
    ["报名费", <strong key="fee">{yuan(feeFen)}</strong>],
  ];
  return (
    <section className="card" aria-labelledby="confirm-data">
      <h2 id="confirm-data">{t("请确认报名信息")}</h2>
      <dl className="mt-4 divide-y divide-line border-y border-line">
        {rows.map(([label, value]) => (
          <div key={label} className="grid gap-x-4 py-2 sm:grid-cols-[10rem_1fr]">
            <dt className="text-muted">{t(label)}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="my-4">
        {feeFen > 0
          ? t("缴费时间过后不补缴费，未按时缴费的，本次报名无效。")
          : t("本次报名免缴费用，确认后报名即生效。")}
      </p>
      {feeFen > 0 && registration.examSession.payerIdentity && (
        <p className="mb-4 font-semibold">
          {t("本次考试须由考生本人的微信账户付款，微信支付会核对付款人的实名信息。")}
        </p>
      )}
      <ActionForm action={openOrderAction}>
        <input type="hidden" name="channel" value={here[0]} />
        <SubmitButton busy={feeFen > 0 ? t("正在连接微信支付…") : t("请稍候…")}>
          {feeFen > 0 ? t("确认信息并缴费") : t("确认信息")}
        </SubmitButton>
      </ActionForm>
      {feeFen > 0 && here.includes("JSAPI") && !knowsPayer && (
        <div className="mt-3">
          <WayButton channel="JSAPI" knowsPayer={false}>
            {t("重试在微信内支付")}
          </WayButton>
        </div>
      )}
    </section>
  );
}
