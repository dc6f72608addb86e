import type { SmsContent } from "@/lib/adapter/sms/message";

/** A template with its variables, other than a code. */
export type QueuedContent = Exclude<SmsContent, { template: "verification-code" | "staff-invitation" }>;
