import { texts } from "@/app/_lib/texts";
import QRCode from "qrcode";

/**
 * The QR code as a real picture: WeChat recognises a PNG, also in a screenshot, and needs its white border of four
 * modules.
 */
export async function QrImage({ text }: { text: string }) {
  const { t } = await texts();

  const source = await QRCode.toDataURL(text, { type: "image/png", margin: 4, width: 480, errorCorrectionLevel: "M" });
  // A data: address, 480 px for sharp screens. next/image cannot improve it.
  return (
    <img
      src={source}
      width={240}
      height={240}
      alt={t("微信支付二维码")}
      className="rounded-md border border-line bg-white"
    />
  );
}
