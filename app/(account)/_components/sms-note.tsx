import { texts } from "@/app/_lib/texts";
import { showsSmsCodes } from "@/lib/http/installation";

/** Explains where to find the SMS messages of a demo installation. */
export async function SmsNote() {
  const { t } = await texts();

  if (!showsSmsCodes()) return null;
  return (
    <p className="mb-5 text-sm text-muted">
      {t("演示模式不发送短信：点击“获取验证码”后，验证码会显示在本页，同时写入")} <code>sms-outbox.jsonl</code>。
    </p>
  );
}
