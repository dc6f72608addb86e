import { db } from "@/lib/adapter/db/client";
import type { Sending } from "@/lib/adapter/sms/sending-id";
import { maskPhone } from "@/lib/core/phone";

/** What a vendor reports of one message. `sending`: ours, where he returns it; `providerId`: his number. */
export type SmsReceipt = {
  provider: "aliyun" | "tencent";
  sending: Sending | null;
  providerId: string;
  phone: string;
  delivered: boolean;
  /** The carrier's code where it did not arrive. */
  reason: string;
};

/**
 * Takes down what the vendors report. A report counts for a message that this vendor was asked to send to this number;
 * what arrived stays arrived, also when it was an earlier sending of it, even one that waits to be sent again. That one
 * failed counts of the newest sending alone. Repeated and unknown ones change nothing. Returns how many messages
 * changed.
 */
export async function recordReceipts(receipts: readonly SmsReceipt[]): Promise<number> {
  let changed = 0;
  for (const { provider, sending, providerId, phone, delivered, reason } of receipts) {
    const phoneMasked = maskPhone(phone);
    changed += await db().$executeRaw`
      UPDATE sms_message SET state = ${delivered ? "DELIVERED" : "FAILED"}::sms_state,
        failure = ${delivered ? null : `${provider} ${reason}`},
        provider_id = ${providerId}, phone_masked = ${phoneMasked}, sent_at = coalesce(sent_at, tried_at)
      WHERE provider = ${provider} AND (provider_id = ${providerId} OR (
          id = ${sending?.messageId ?? null}::uuid AND (${delivered} OR sending = ${sending?.sending ?? null}::int)))
        AND (state IN ('SENDING', 'SENT', 'UNKNOWN') OR (${delivered} AND state IN ('FAILED', 'WAITING')))
        AND coalesce(phone_masked, ${phoneMasked}) = ${phoneMasked}`;
  }
  return changed;
}
