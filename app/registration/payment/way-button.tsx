import { texts } from "@/app/_lib/texts";
import { ActionForm } from "@/app/_components/action-form";
import type { ReactNode } from "react";
import { SubmitButton } from "@/app/_components/submit-button";
import type { PaymentChannel } from "@/lib/adapter/db/enums";
import { openOrderAction } from "./actions";

type Props = { channel: PaymentChannel; knowsPayer: boolean; primary?: boolean; busy?: string; children: ReactNode };

/**
 * Selects one way to pay. Inside WeChat, WeChat may first have to identify the payer. Only a navigation may leave this
 * site for that.
 */
export async function WayButton({ channel, knowsPayer, primary = false, busy, children }: Props) {
  const { t } = await texts();
  const className = `button w-full sm:w-auto ${primary ? "button-primary" : ""}`;
  if (channel === "JSAPI" && !knowsPayer) {
    return (
      <a href="/api/wechat-oauth/start" className={className}>
        {children}
      </a>
    );
  }
  return (
    <ActionForm action={openOrderAction} className="w-full sm:w-auto">
      <input type="hidden" name="channel" value={channel} />
      <SubmitButton className={className} busy={busy ?? t("正在连接微信支付…")}>
        {children}
      </SubmitButton>
    </ActionForm>
  );
}
