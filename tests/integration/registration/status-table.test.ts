import { expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { RegistrationStatus } from "@/lib/adapter/db/enums";
import { transact } from "@/lib/adapter/db/transact";
import { advance } from "@/lib/domain/registration/commands/advance";
import { type RegistrationEvent, transitions } from "@/lib/domain/registration/status";
import { createRegistration } from "../../support/factories";

type Status = RegistrationStatus;

/**
 * The design's table ("Status is a table"), with what two-stage review adds: PRE_APPROVED between SUBMITTED and
 * APPROVED, from which every decision of the second stage leads on, and to which undoing one of those leads back. Not
 * read from the code: it is what the code is held to.
 */
const designed: Record<RegistrationEvent, { from: Status[]; to: Status }> = {
  submit: { from: ["DRAFT", "RETURNED"], to: "SUBMITTED" },
  withdraw: { from: ["SUBMITTED"], to: "DRAFT" },
  sendBack: { from: ["SUBMITTED", "PRE_APPROVED"], to: "RETURNED" },
  refuse: { from: ["SUBMITTED", "PRE_APPROVED"], to: "REFUSED" },
  preApprove: { from: ["SUBMITTED"], to: "PRE_APPROVED" },
  approve: { from: ["SUBMITTED", "PRE_APPROVED"], to: "APPROVED" },
  undoDecision: { from: ["RETURNED", "REFUSED", "PRE_APPROVED", "APPROVED"], to: "SUBMITTED" },
  undoSecondDecision: { from: ["RETURNED", "REFUSED", "APPROVED"], to: "PRE_APPROVED" },
  reopen: { from: ["APPROVED", "REFUSED", "CANCELLED"], to: "RETURNED" },
  confirmPayment: { from: ["APPROVED"], to: "PAID" },
  cancel: { from: ["PAID"], to: "CANCELLED" },
  cancelUnpaid: { from: ["SUBMITTED", "PRE_APPROVED", "RETURNED", "APPROVED"], to: "CANCELLED" },
};

const events = Object.keys(designed) as RegistrationEvent[];
const moves = events.flatMap((event) => designed[event].from.map((from) => ({ event, from, to: designed[event].to })));
const wrong = events.flatMap((event) =>
  Object.values(RegistrationStatus)
    .filter((status) => !designed[event].from.includes(status))
    .map((status) => ({ event, status })),
);

it("knows the events of the design and no other", () => {
  expect(Object.keys(transitions).sort()).toEqual(events.toSorted());
});

const fire = (registrationId: string, event: RegistrationEvent) =>
  transact((tx) => advance(tx, { registrationId, event, actor: { kind: "SYSTEM" }, now: new Date() }));

const traces = async (registrationId: string, event: RegistrationEvent) => ({
  events: await db().registrationEvent.count({ where: { registrationId, event } }),
  audit: await db().auditEntry.count({ where: { subjectId: registrationId, action: `registration.${event}` } }),
});

it.each(moves)(
  "$event from $from has one effect of a hundred at once: one event, one audit row",
  async ({ event, from, to }) => {
    const { id, version } = await createRegistration({ status: from });
    const before = await traces(id, event);
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => fire(id, event)));
    // Where an event leads back to where it may begin, a second one is a second move.
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().registration.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: to,
      version: version + 1,
    });
    const after = await traces(id, event);
    expect({ events: after.events - before.events, audit: after.audit - before.audit }).toEqual({
      events: 1,
      audit: 1,
    });
  },
);

it("refuses every other event of the table and leaves nothing behind", async () => {
  for (const { event, status } of wrong) {
    const { id, version } = await createRegistration({ status });
    const before = await traces(id, event);
    expect(await fire(id, event), `${event} from ${status}`).toEqual({
      ok: false,
      error: "registration_not_in_expected_status",
    });
    expect(await db().registration.findUniqueOrThrow({ where: { id } })).toMatchObject({ status, version });
    expect(await traces(id, event)).toEqual(before);
  }
});
