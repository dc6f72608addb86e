/** One of the times at which a message was taken to be sent, the first is 1; 0: before sendings were counted. */
export type Sending = { messageId: string; sending: number };

/**
 * The name of one sending, which the vendor returns in his report and his list: a second sending of the same message
 * has another one, so that what became of the first is not told of it.
 */
export const sendingId = ({ messageId, sending }: Sending): string =>
  sending === 0 ? messageId : `${messageId}.${sending}`;

const form = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:\.([1-9]\d{0,8}))?$/u;

/** Reads the name of a sending; null: it is none of ours. */
export function readSendingId(text: string): Sending | null {
  const [, messageId, sending = "0"] = form.exec(text) ?? [];
  return messageId === undefined ? null : { messageId, sending: Number(sending) };
}
