/**
 * Vendors send approved templates with short variables, never free text; `text` is what the template comes to, for the
 * outbox. `id` names one sending (sending-id.ts): the vendor is asked about it when his answer is lost.
 */
export type SmsMessage = { phone: string; text: string; id?: string } & SmsContent;

/** A template with its variables, in the order in which Tencent numbers them. None names a person. */
export type SmsContent =
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
  /**
   * "You were invited to the desk: open …/admin/invitation/{1}-{2}-{3}-{4}." To staff, never stored: the four parts are
   * the secret of the link.
   */
  | { template: "staff-invitation"; params: { part1: string; part2: string; part3: string; part4: string } }
  /** "There is news about the exam: sign in and read." */
  | { template: "announcement"; params: Record<never, string> }
  /** "Registration closes at …: hand in." */
  | { template: "registration-closing"; params: { time: string } }
  /** "What was sent back must be corrected by …" */
  | { template: "resubmit-closing"; params: { time: string } }
  /** "Payment closes at …" */
  | { template: "payment-closing"; params: { time: string } }
  /** "The exam begins tomorrow at …" */
  | { template: "exam-tomorrow"; params: { time: string } };

export type SmsTemplate = SmsContent["template"];

/**
 * The vendor's names of our templates. A template may still wait for the vendor's approval: then its messages are not
 * sent.
 */
export type SmsTemplates = { "verification-code": string } & Partial<
  Record<Exclude<SmsTemplate, "verification-code">, string | undefined>
>;

/** Throws SmsError for a template that is not configured. */
export function templateOf(templates: SmsTemplates, template: SmsTemplate): string {
  const name = templates[template];
  if (name === undefined) throw new SmsError(`no template for ${template}`, "template");
  return name;
}

/**
 * Why the message was certainly not taken. "template": it has no name with this vendor yet; "recipient": the number
 * itself is refused, and would be by every vendor.
 */
export type SmsFault = "template" | "recipient" | "vendor";

/** The vendor refused the message, or was never reached. `reason` is the vendor's code, without personal data. */
export class SmsError extends Error {
  readonly reason: string;
  readonly fault: SmsFault;
  constructor(reason: string, fault: SmsFault = "vendor") {
    super(`The message was not accepted: ${reason}`);
    this.name = "SmsError";
    this.reason = reason;
    this.fault = fault;
  }
}

/** The vendor may have sent the message: he was reached, and his answer did not come or says nothing. */
export class SmsUnanswered extends Error {
  constructor(reason: string) {
    super(`Whether the message was accepted is unknown: ${reason}`);
    this.name = "SmsUnanswered";
  }
}

/** What a vendor knows of a sending that he is asked about. */
export type SmsFate = { state: "sent" | "delivered" | "absent" | "unclear" } | { state: "failed"; reason: string };
