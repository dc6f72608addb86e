import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { shanghaiMidnight } from "@/lib/core/clock";
import { readFilter } from "@/lib/domain/review/queue-filter";
import { reviewPace } from "@/lib/domain/review/queries/pace";
import { createExamSession, createRegistration, createStaff } from "../../support/factories";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

async function world(waiting: number) {
  const examSession = await createExamSession();
  const staff = await createStaff({ role: "REVIEWER" });
  const now = new Date();
  const made = [];
  for (let index = 0; index < waiting; index++) {
    const submittedAt = new Date(now.getTime() - (waiting - index) * MINUTE);
    made.push(await createRegistration({ status: "SUBMITTED", examSessionId: examSession.id, submittedAt }));
  }
  const question = {
    examSessionId: examSession.id,
    scope: "all" as const,
    filter: readFilter(""),
    staffId: staff.id,
    now,
  };
  /** A decision of somebody, so many seconds after he opened the registration. */
  const decided = async (
    seconds: number | null,
    data: { staffId?: string; decidedAt?: Date; undoneAt?: Date } = {},
  ) => {
    const { id } = await createRegistration({ status: "SUBMITTED", examSessionId: (await createExamSession()).id });
    const decidedAt = data.decidedAt ?? now;
    await db().reviewDecision.create({
      data: {
        registrationId: id,
        staffId: staff.id,
        kind: "APPROVE",
        registrationVersion: 1,
        openedAt: seconds === null ? null : new Date(decidedAt.getTime() - seconds * SECOND),
        ...data,
        decidedAt,
      },
    });
  };
  return { made, question, now, decided };
}

describe("the pace at the desk", () => {
  it("tells the place in the filtered queue, and none for who is not in it", async () => {
    const { made, question } = await world(4);
    const third = made[2]?.id ?? "";
    expect(await reviewPace(question, third)).toMatchObject({ place: 3, waiting: 4, more: false });
    await db().registration.update({ where: { id: made[0]?.id ?? "" }, data: { category: "SELF_STUDY_ENROLLED" } });
    const filtered = { ...question, filter: readFilter("category=SELF_STUDY_ENROLLED") };
    expect(await reviewPace(filtered, third)).toMatchObject({ place: null, waiting: 1 });
    expect(await reviewPace(filtered, made[0]?.id ?? "")).toMatchObject({ place: 1, waiting: 1 });
  });

  it("counts the reviewer's own decisions of today that stand, and takes the median of those opened at the desk", async () => {
    const { question, now, decided } = await world(0);
    expect(await reviewPace(question, question.staffId)).toMatchObject({ today: 0, medianSeconds: null });
    const midnight = shanghaiMidnight(now);
    await decided(20);
    await decided(41);
    // An hour at lunch moves a mean, not a median.
    await decided(3600);
    // Of a bulk run: counted, not timed.
    await decided(null);
    await decided(5, { undoneAt: now });
    await decided(5, { decidedAt: new Date(midnight.getTime() - 1) });
    await decided(5, { staffId: (await createStaff({ role: "REVIEWER" })).id });
    expect(await reviewPace(question, question.staffId)).toMatchObject({ today: 4, medianSeconds: 41 });
  });
});
