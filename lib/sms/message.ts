/** Vendors send approved templates with short variables, never free text; `text` is what the template comes to, for the outbox. */
export type SmsMessage = { phone: string; template: "verification-code"; params: { code: string }; text: string };

/** The vendor did not take the message. `reason` is the vendor's code, without anything personal. */
export class SmsError extends Error {
  constructor(reason: string) {
    super(`The message was not accepted: ${reason}`);
    this.name = "SmsError";
  }
}

/** Vendors answer in well under a second; a person waits behind this. */
export const TIMEOUT_MS = 10_000;
