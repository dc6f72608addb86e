/**
 * Vendors send approved templates with short variables, never free text; `text` is what the template comes to, for the
 * outbox.
 */
export type SmsMessage = { phone: string; text: string } & (
  | { template: "verification-code"; params: { code: string } }
  /**
   * "Your registration was reviewed: sign in and read." Without variables, so that no SMS contains a reason or a name.
   */
  | { template: "review-result"; params: Record<never, string> }
  /** "Money goes back to you: sign in and read." */
  | { template: "refund"; params: Record<never, string> }
  /** "Your appeal for an account was decided: open the system and read." */
  | { template: "appeal-result"; params: Record<never, string> }
  /** "Your admit card is out: sign in and print it." */
  | { template: "card-published"; params: Record<never, string> }
  /** "Your admit card has changed: sign in and print it anew." */
  | { template: "card-changed"; params: Record<never, string> }
  /** "The account that had this number has another one now." */
  | { template: "phone-changed"; params: Record<never, string> }
);

/**
 * The vendor's names of our templates. A template may still wait for the vendor's approval: then its messages are not
 * sent.
 */
export type SmsTemplates = { "verification-code": string } & Partial<
  Record<Exclude<SmsMessage["template"], "verification-code">, string | undefined>
>;

/** Throws SmsError for a template that is not configured. */
export function templateOf(templates: SmsTemplates, template: SmsMessage["template"]): string {
  const name = templates[template];
  if (name === undefined) throw new SmsError(`no template for ${template}`);
  return name;
}

/** The vendor refused the message. `reason` is the vendor's code, without personal data. */
export class SmsError extends Error {
  constructor(reason: string) {
    super(`The message was not accepted: ${reason}`);
    this.name = "SmsError";
  }
}

/** Vendors answer in well under a second; a person waits behind this. */
export const TIMEOUT_MS = 10_000;
