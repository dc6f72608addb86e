import { z } from "zod";

/** Periodic jobs. Each round schedules the next one and has no payload. */
export type PeriodicTask =
  | "sweep-open-orders"
  | "sweep-refunds"
  | "fetch-bills"
  | "tend-roster-imports"
  | "delete-expired"
  | "queue-reminders"
  | "send-sms"
  | "send-wechat";

const nothing = z.object({});

/**
 * Every job by name, with its payload: ids of rows, never personal values. The name is stored with each waiting job.
 * Before a job is renamed or removed here, no installation may still have it in its queue.
 */
export const taskPayloads = {
  "sweep-open-orders": nothing,
  "sweep-refunds": nothing,
  "fetch-bills": nothing,
  "tend-roster-imports": nothing,
  "delete-expired": nothing,
  "queue-reminders": nothing,
  "send-sms": nothing,
  "send-wechat": nothing,
  "send-refund-sms": z.object({ refundId: z.uuid() }),
  "render-admit-card": z.object({ registrationId: z.uuid() }),
  "send-card-sms": z.object({ registrationId: z.uuid() }),
  "send-card-change-sms": z.object({ registrationId: z.uuid() }),
  "delete-evidence": z.object({ evidenceFileId: z.uuid() }),
  "match-pictures": z.object({ fileId: z.uuid() }),
  "recheck-registrations": z.union([z.object({ registrationId: z.uuid() }), z.object({ examSessionId: z.uuid() })]),
  "send-decision-sms": z.object({ decisionId: z.uuid() }),
  "send-accommodation-sms": z.object({ decisionId: z.uuid() }),
  "send-appeal-sms": z.object({ phoneAppealId: z.uuid() }),
  "send-cancel-sms": z.object({ registrationId: z.uuid() }),
  "send-request-sms": z.object({ requestId: z.uuid() }),
  "send-correction-sms": z.object({ correctionId: z.uuid() }),
  "send-filling-sms": z.object({ deskFillingId: z.uuid() }),
  "close-exchange": z.object({ exchangeId: z.uuid() }),
  "send-exchange-sms": z.object({ exchangeId: z.uuid() }),
  "send-phone-change-sms": z.object({ phoneChangeId: z.uuid() }),
  "run-bulk-review": z.object({ bulkRunId: z.uuid() }),
  "import-roster": z.object({ importId: z.uuid() }),
} as const satisfies Record<PeriodicTask, z.ZodType> & Record<string, z.ZodType>;

export type TaskName = keyof typeof taskPayloads;
export type TaskPayload<N extends TaskName> = z.infer<(typeof taskPayloads)[N]>;

/** Handles a job. `signal` aborts when the worker must end soon. When a handler throws, the job is retried later. */
export type TaskHandler<N extends TaskName> = (
  payload: TaskPayload<N>,
  signal: AbortSignal | undefined,
) => Promise<void>;

/** The handlers of all jobs: one that is missing or has no name in the table does not compile. */
export type TaskHandlers = { [N in TaskName]: TaskHandler<N> };
