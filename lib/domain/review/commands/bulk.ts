import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { isAdministrator, type Roles } from "@/lib/domain/account/roles";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import type { Item } from "@/lib/domain/registration/items";
import { MAX_BULK_REGISTRATIONS } from "../bulk-eligibility";
import { scopeOf } from "../queries/scope";
import { scopeWhere } from "../scope";
import { reviewDeciders } from "../stages";
import { approve } from "./approve";
import type { Decision } from "./decide";
import { sendBack } from "./send-back";

/** What a bulk run does to each registration of its list. */
export type BulkOrder = { action: "APPROVE" } | { action: "SEND_BACK"; item: Item; reason: string };

export type BulkRefusal = "bulk_list_empty" | "bulk_list_too_long" | "bulk_list_outdated" | "bulk_running";

/**
 * Starts a bulk run over a list that a person has confirmed, each registration in the version that he saw. The report
 * names the candidates, so all of them must be in his scope. Each member of staff may have one run at a time. A job
 * does the work: each registration is decided separately, under the same rules as at the desk.
 */
export async function startBulk({
  examSessionId,
  staff,
  order,
  list,
  now,
}: {
  examSessionId: string;
  staff: { id: string; roles: Roles };
  order: BulkOrder;
  list: readonly { id: string; version: number }[];
  now: Date;
}): Promise<Result<{ id: string }, BulkRefusal>> {
  if (list.length === 0) return refuse("bulk_list_empty");
  if (list.length > MAX_BULK_REGISTRATIONS) return refuse("bulk_list_too_long");
  return transact<{ id: string }, BulkRefusal>(async (tx) => {
    const staffId = staff.id;
    const seen = {
      id: { in: list.map(({ id }) => id) },
      examSessionId,
      AND: [scopeWhere(await scopeOf(staff, reviewDeciders, tx))],
    };
    if ((await tx.registration.count({ where: seen })) < list.length) return refuse("bulk_list_outdated");
    // Two concurrent requests of one person run one after the other here.
    await tx.$queryRaw`SELECT 1 FROM staff WHERE id = ${staffId}::uuid FOR UPDATE`;
    if (await tx.bulkRun.findFirst({ where: { staffId, finishedAt: null }, select: { id: true } }))
      return refuse("bulk_running");
    const { id } = await tx.bulkRun.create({
      data: {
        examSessionId,
        staffId,
        action: order.action,
        item: order.action === "SEND_BACK" ? order.item : null,
        reason: order.action === "SEND_BACK" ? order.reason : null,
        createdAt: now,
        items: {
          createMany: {
            data: list.map((entry, index) => ({
              position: index + 1,
              registrationId: entry.id,
              version: entry.version,
            })),
          },
        },
      },
      select: { id: true },
    });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "bulk_review.start",
      subject: { kind: "bulk_run", id },
      detail: { action: order.action, count: list.length },
      now,
    });
    await enqueue(tx, "run-bulk-review", { bulkRunId: id }, { jobKey: `bulk-review ${id}` });
    return ok({ id });
  });
}

/** Stops a run: decisions already made are kept, the remaining registrations are not decided. */
export const stopBulk = ({ id, staff, now }: { id: string; staff: { id: string; roles: Roles }; now: Date }) =>
  transact<null, "bulk_over">(async (tx) => {
    const own = isAdministrator(staff.roles) ? {} : { staffId: staff.id };
    const { count } = await tx.bulkRun.updateMany({
      where: { id, ...own, finishedAt: null, stoppedAt: null },
      data: { stoppedAt: now },
    });
    if (!count) return refuse("bulk_over");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staff.id },
      action: "bulk_review.stop",
      subject: { kind: "bulk_run", id },
      now,
    });
    return ok(null);
  });

/** A job decides this many registrations before it queues the next job, so that a worker can be stopped in between. */
const CHUNK = 25;

/**
 * Decides the next registrations of a run. Returns "more" when some are left: the caller then queues the job again. An
 * interrupted run continues where it stopped, because the outcome of each line is written in the transaction of its
 * decision.
 */
export async function runBulk({ bulkRunId, now }: { bulkRunId: string; now: () => Date }): Promise<"more" | "done"> {
  const run = await db().bulkRun.findFirst({
    where: { id: bulkRunId, finishedAt: null },
    select: {
      action: true,
      item: true,
      reason: true,
      staff: { select: { id: true, roles: true, disabledAt: true } },
      items: {
        where: { outcome: null },
        orderBy: { position: "asc" },
        take: CHUNK,
        select: { position: true, registrationId: true, version: true },
      },
    },
  });
  if (!run) return "done";
  const { staff } = run;
  for (const { position, registrationId, version } of run.items) {
    if (staff.disabledAt || (await isStopped(bulkRunId))) return finish(bulkRunId, now());
    const decision = { registrationId, version, staff, now: now(), bulk: { bulkRunId, position } };
    const decided = await decideOne(run, decision);
    if (decided.ok) continue;
    // Another worker has decided this line at the same time. Its outcome stays.
    await db().bulkItem.updateMany({
      where: { bulkRunId, position, outcome: null },
      data: { outcome: decided.error, handledAt: now() },
    });
  }
  return run.items.length < CHUNK ? finish(bulkRunId, now()) : "more";
}

function decideOne(
  { action, item, reason }: { action: string; item: string | null; reason: string | null },
  decision: Decision,
) {
  if (action === "APPROVE") return approve(decision);
  return sendBack({ ...decision, returned: [{ item: item as Item, reason: reason ?? "", withSample: false }] });
}

const isStopped = async (id: string) => (await db().bulkRun.count({ where: { id, stoppedAt: { not: null } } })) > 0;

async function finish(id: string, now: Date): Promise<"done"> {
  await db().bulkRun.updateMany({ where: { id, finishedAt: null }, data: { finishedAt: now } });
  return "done";
}
