import { texts } from "@/app/_lib/texts";
import type { PaymentChannel } from "@/lib/adapter/db/enums";
import { WayButton } from "./way-button";

/** The labels for paying in another way than the order was created for. */
export const wayWords: Record<PaymentChannel, string> = {
  NATIVE: "改用扫码支付",
  JSAPI: "改在微信内支付",
  H5: "改在本机付款",
};

type Props = {
  ways: readonly PaymentChannel[];
  knowsPayer: boolean;
  /** The way that this browser is best at, where the order is of another. */ best?: PaymentChannel | undefined;
};

/** The other ways to pay in this browser. A change closes the present order, so that no candidate pays twice. */
export async function OtherWays({ ways, knowsPayer, best }: Props) {
  const { t } = await texts();

  if (ways.length === 0) return null;
  return (
    <div className="mt-6 border-t border-line pt-4">
      <p className="mb-3 text-sm text-muted">{t("这样付款不方便？可以换一种方式，当前订单会先关闭，不会重复扣款。")}</p>
      <div className="flex flex-wrap gap-3">
        {ways.map((channel) => (
          <WayButton
            key={channel}
            channel={channel}
            knowsPayer={knowsPayer}
            primary={channel === best}
            busy={t("正在更换…")}
          >
            {t(wayWords[channel])}
          </WayButton>
        ))}
      </div>
    </div>
  );
}
