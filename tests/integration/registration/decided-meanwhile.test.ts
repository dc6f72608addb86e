import { expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { saveDetails } from "@/lib/domain/registration/commands/save-details";
import { detailsContext } from "@/lib/domain/registration/queries/standing";
import { approve } from "@/lib/domain/review/commands/approve";
import { claim } from "@/lib/domain/review/commands/claim";
import { createRegistration, createStaff, newDocument } from "../../support/factories";
import { whileUncommitted } from "../../support/race";

// What was read a moment ago is asked again by the write itself: somebody else's change in between must not be run
// over.

const row = (id: string) => db().registration.findUniqueOrThrow({ where: { id } });

async function waiting() {
  const registration = await createRegistration({ status: "SUBMITTED" });
  const [staff, colleague] = [await createStaff({ role: "REVIEWER" }), await createStaff({ role: "REVIEWER" })];
  const now = new Date();
  return {
    registration,
    staff,
    colleague,
    now,
    look: { registrationId: registration.id, version: registration.version, staff, now },
  };
}

const colleagueClaims =
  "UPDATE registration SET claimed_by_id = $2, claimed_at = now(), claimed_until = now() + interval '10 minutes' WHERE id = $1";

it("a claim finds that a colleague was a moment earlier", async () => {
  const { registration, staff, colleague, now } = await waiting();
  const claimed = await whileUncommitted(colleagueClaims, [registration.id, colleague.id], () =>
    claim({ registrationId: registration.id, staff, now }),
  );
  expect(claimed).toEqual({ ok: false, error: "claimed_by_colleague" });
  expect(await row(registration.id)).toMatchObject({ claimedById: colleague.id });
});

it("a decision finds that a colleague has claimed the registration meanwhile", async () => {
  const { registration, colleague, look } = await waiting();
  const decided = await whileUncommitted(colleagueClaims, [registration.id, colleague.id], () => approve(look));
  expect(decided.ok).toBe(false);
  expect(await row(registration.id)).toMatchObject({ status: "SUBMITTED", claimedById: colleague.id });
  expect(await db().reviewDecision.count({ where: { registrationId: registration.id } })).toBe(0);
});

it.each([
  ["its content has changed", "version = version + 1"],
  ["the candidate has taken it back", "status = 'DRAFT', version = version + 1"],
  ["a first reviewer has passed it on", "status = 'PRE_APPROVED'"],
])("a decision finds that %s meanwhile", async (_what, change) => {
  const { registration, look } = await waiting();
  const decided = await whileUncommitted(`UPDATE registration SET ${change} WHERE id = $1`, [registration.id], () =>
    approve(look),
  );
  expect(decided).toEqual({ ok: false, error: "registration_not_in_expected_status" });
  expect((await row(registration.id)).status).not.toBe("APPROVED");
  expect(await db().reviewDecision.count({ where: { registrationId: registration.id } })).toBe(0);
});

it("saving the details finds that the registration was submitted meanwhile in another tab", async () => {
  const registration = await createRegistration({ status: "DRAFT" });
  const examSession = await db().examSession.findUniqueOrThrow({
    where: { id: registration.examSessionId },
    include: { schools: true, languages: true },
  });
  const typed = {
    category: "ADULT_ENROLLED",
    name: "李四",
    sex: "MALE",
    idType: "RESIDENT_ID",
    level: "专升本",
    language: examSession.languages[0]?.id,
    school: examSession.schools[0]?.id,
    studentNumber: "2023000001",
    documentNumber: newDocument(),
  };
  const own = { accountId: registration.accountId, examSessionId: examSession.id };
  const filling = await detailsContext(own);
  const saved = await whileUncommitted(
    "UPDATE registration SET status = 'SUBMITTED' WHERE id = $1",
    [registration.id],
    () => saveDetails({ ...filling, typed, now: new Date() }),
  );
  expect(saved).toEqual({ ok: false, error: "registration_not_in_expected_status" });
  expect(await row(registration.id)).toMatchObject({ name: "张三", documentIndex: registration.documentIndex });
});
