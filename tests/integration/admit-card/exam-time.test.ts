import { beforeAll, expect, it } from "vitest";
import { changeNotice } from "@/app/_lib/messages/exam-session-problems";
import { db } from "@/lib/adapter/db/client";
import { migrateJobs } from "@/lib/adapter/jobs/runner";
import { fromShanghai } from "@/lib/core/clock";
import { cardPdf } from "@/lib/domain/admit-card/commands/render-card";
import { sendCardSms } from "@/lib/domain/admit-card/commands/send-card-sms";
import { printableCard } from "@/lib/domain/admit-card/queries";
import { formatLanguages } from "@/lib/domain/exam-session/list-text";
import { roomWithSeats } from "@/lib/domain/seating/queries";
import { env } from "@/lib/env";
import { createSeated } from "../../support/admit-card";
import { createExamSession, createRegistration } from "../../support/factories";
import { readPdf } from "../../support/pdf";
import { outcome, saveAgreeing, saveSession } from "../../support/session-form";

beforeAll(async () => {
  await migrateJobs(env().DATABASE_URL);
});

const examDay = { examStartsAt: fromShanghai(2027, 5, 8, 9), examEndsAt: fromShanghai(2027, 5, 8, 11) };
const usual = "2027年5月8日（星期六）09:00–11:00";

/** An exam session whose cards are published, with a seated candidate of English and one of Japanese. */
async function published() {
  const now = fromShanghai(2027, 5, 1);
  const windows = { printingOpensAt: fromShanghai(2027, 4, 30), printingClosesAt: fromShanghai(2027, 5, 8, 9) };
  const examSession = await createExamSession({
    now,
    ...windows,
    ...examDay,
    seatsFrozenAt: now,
    cardsPublishedAt: now,
    paymentClosesAt: fromShanghai(2027, 4, 29),
    reviewClosesAt: fromShanghai(2027, 4, 28),
    registrationClosesAt: fromShanghai(2027, 4, 28),
    reviewOpensAt: fromShanghai(2027, 4, 1),
    registrationOpensAt: fromShanghai(2027, 4, 1),
    paymentOpensAt: fromShanghai(2027, 4, 2),
  });
  const [english, japanese] = examSession.languages;
  const seated = async (languageId: string | undefined) =>
    createSeated({ examSessionId: examSession.id, languageId: languageId ?? null });
  return { examSession, now, english: await seated(english?.id), japanese: await seated(japanese?.id) };
}

const cardOf = async ({ id, accountId }: { id: string; accountId: string }, now: Date) => {
  const card = await printableCard({ registrationId: id, asker: { kind: "candidate", accountId }, now });
  if (!card.ok) throw new Error(card.error);
  return card.value;
};

/** The form's text of the languages, with this time for Japanese. */
const withTime = (
  { languages }: Awaited<ReturnType<typeof createExamSession>>,
  time: { examStartsAt: Date | null; examEndsAt: Date | null },
) => formatLanguages(languages.map((language) => (language.name === "日语" ? { ...language, ...time } : language)));

/** The lines of the notice that the confirmation drafts. */
const noticeOf = (asked: Awaited<ReturnType<typeof saveSession>>) =>
  asked.ok ? [] : changeNotice(asked.detail?.problems ?? []).split("\n");

const jobsOf = async ({ id }: { id: string }) =>
  (
    await db().$queryRaw<{ key: string }[]>`
      SELECT key FROM graphile_worker.jobs WHERE key LIKE ${`%:${id}`} ORDER BY key`
  ).map(({ key }) => key.split(":")[0]);

it("a language's own time touches its people alone: their card, its version, its SMS", async () => {
  const { examSession, now, english, japanese } = await published();
  await createRegistration({ examSessionId: examSession.id, languageId: japanese.languageId, status: "APPROVED" });
  expect((await cardOf(japanese, now)).text.time).toBe(usual);

  const own = { examStartsAt: fromShanghai(2027, 5, 9, 14), examEndsAt: fromShanghai(2027, 5, 9, 16, 30) };
  const languages = withTime(examSession, own);
  const asked = await saveSession(examSession.id, { languages }, { now });
  expect(asked).toMatchObject({ ok: false, error: "session_change_to_confirm" });
  const lines = asked.ok ? [] : (asked.detail?.problems ?? []);
  const told = "2027年5月9日（星期日）14:00–16:30";
  expect(lines.map(({ field, code, values }) => ({ field, code, ...values }))).toMatchObject([
    { field: "languages", code: "language_exam_moved", names: "日语", from: usual, to: told, count: 2 },
    { field: "printingClosesAt", code: "printing_closes_before_language", names: "日语", count: 2 },
    { field: "languages", code: "cards_drawn_anew", names: "日语", count: 1, tells: 1 },
  ]);

  expect(outcome(await saveAgreeing(examSession.id, { languages }, now))).toBe("saved");
  const [card, other] = [await cardOf(japanese, now), await cardOf(english, now)];
  expect([card.text.time, card.version, other.text.time, other.version]).toEqual([told, 2, usual, 1]);
  expect(await jobsOf(japanese)).toEqual(["admit-card", "card-change-sms"]);
  expect(await jobsOf(english)).toEqual([]);
  const pdf = await cardPdf({ card, now });
  expect(pdf.ok && readPdf(pdf.value).text).toContain(told);
  expect(await roomWithSeats(japanese.room.id)).toMatchObject({
    exam: { opensAt: own.examStartsAt, closesAt: own.examEndsAt },
  });
  expect(await roomWithSeats(english.room.id)).toMatchObject({ exam: { opensAt: examDay.examStartsAt } });

  // The exam session's time moves: those with a time of their own are not asked about, not told, and keep their card.
  const earlier = { examStartsAt: "2027-05-08T08:30", examEndsAt: "2027-05-08T10:30" };
  const moved = await saveSession(examSession.id, earlier, { now });
  expect(moved.ok ? [] : moved.detail?.problems.map(({ code, values }) => `${code} ${values?.["count"]}`)).toEqual([
    "exam_moved 1",
    "cards_drawn_anew 1",
  ]);
  expect(noticeOf(moved)).toEqual([
    `- 英语、俄语、法语、德语的考试时间由${usual}改为2027年5月8日（星期六）08:30–10:30。`,
    "- 英语、俄语、法语、德语的准考证已重新生成，已打印的请重新打印。",
  ]);
  expect(outcome(await saveAgreeing(examSession.id, earlier, now))).toBe("saved");
  expect([(await cardOf(japanese, now)).version, (await cardOf(english, now)).version]).toEqual([2, 2]);
});

it("tells in one line when the exam is, without languages where all are meant, and never twice of one", async () => {
  const { examSession, now } = await published();
  const later = { examStartsAt: "2027-05-08T14:00", examEndsAt: "2027-05-08T16:00" };
  const afternoon = "2027年5月8日（星期六）14:00–16:00";
  expect(noticeOf(await saveSession(examSession.id, later, { now }))).toEqual([
    `- 考试时间由${usual}改为${afternoon}。`,
    "- 准考证已重新生成，已打印的请重新打印。",
  ]);
  const own = { examStartsAt: fromShanghai(2027, 5, 9, 14), examEndsAt: fromShanghai(2027, 5, 9, 16, 30) };
  const both = await saveSession(examSession.id, { ...later, languages: withTime(examSession, own) }, { now });
  expect(noticeOf(both)).toEqual([
    `- 英语、俄语、法语、德语的考试时间由${usual}改为${afternoon}。`,
    `- 日语的考试时间由${usual}改为2027年5月9日（星期日）14:00–16:30。`,
    "- 准考证已重新生成，已打印的请重新打印。",
  ]);
});

it("a renamed language renews the cards of its people alone; a new address everybody's", async () => {
  const { examSession, now, english, japanese } = await published();
  const languages = withTime(examSession, { examStartsAt: null, examEndsAt: null }).replace("日语", "日语 → 大学日语");
  expect(outcome(await saveAgreeing(examSession.id, { languages }, now))).toBe("saved");
  expect([(await cardOf(japanese, now)).version, (await cardOf(english, now)).version]).toEqual([2, 1]);
  expect(outcome(await saveAgreeing(examSession.id, { examAddress: "另一校区" }, now))).toBe("saved");
  expect([(await cardOf(japanese, now)).version, (await cardOf(english, now)).version]).toEqual([3, 2]);
  expect(await jobsOf(english)).toEqual(["admit-card", "card-change-sms"]);
});

it("refuses to move a language's exam into the past, and sends no card's SMS once that exam is over", async () => {
  const { examSession, now, english, japanese } = await published();
  const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  const past = withTime(examSession, { examStartsAt: before(4), examEndsAt: before(2) });
  expect(outcome(await saveAgreeing(examSession.id, { languages: past }, now))).toBe("language_exam_moved_into_past");
  await db().language.update({
    where: { id: japanese.languageId ?? "" },
    data: { examStartsAt: before(4), examEndsAt: now },
  });
  expect(await sendCardSms({ registrationId: japanese.id, now })).toBe("nobody");
  expect(await sendCardSms({ registrationId: japanese.id, now: new Date(now.getTime() - 1) })).toBe("sent");
  expect(await sendCardSms({ registrationId: english.id, now })).toBe("sent");
});
