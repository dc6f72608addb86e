import { beforeAll, describe, expect, it } from "vitest";
import { pledgePdf } from "@/lib/domain/admit-card/commands/draw-pledge";
import { publishCards } from "@/lib/domain/admit-card/commands/publish-cards";
import { cardPdf, renderCard } from "@/lib/domain/admit-card/commands/render-card";
import { sendCardSms } from "@/lib/domain/admit-card/commands/send-card-sms";
import {
  type Asker,
  namesThatCannotBeDrawn,
  ownSeat,
  printableCard,
  readCardCode,
} from "@/lib/domain/admit-card/queries";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { env } from "@/lib/env";
import { migrateJobs } from "@/lib/adapter/jobs/runner";
import { coverage } from "@/lib/adapter/pdf/fonts";
import { missingGlyphs } from "@/lib/adapter/pdf/renderer";
import { createSeated } from "../../support/admit-card";
import { createAccount, createExamSession, createStaff } from "../../support/factories";
import { readPdf } from "../../support/pdf";
import { messagesTo } from "../../support/sms";

beforeAll(async () => {
  await migrateJobs(env().DATABASE_URL);
});

const now = new Date();

/** The card of a candidate as he gets it, or a thrown refusal. */
async function ownCard({ id, accountId }: { id: string; accountId: string }, at = now) {
  const card = await printableCard({ registrationId: id, asker: { kind: "candidate", accountId }, now: at });
  if (!card.ok) throw new Error(card.error);
  return card.value;
}

async function pdfOf(registration: { id: string; accountId: string }) {
  const pdf = await cardPdf({ card: await ownCard(registration), now });
  if (!pdf.ok) throw new Error(pdf.error);
  return pdf.value;
}

describe("the admit card's PDF", () => {
  it("holds every field on one A4 page with its fonts inside", async () => {
    const registration = await createSeated({ name: "欧阳修文", examSession: { year: 2023 } });
    const card = await ownCard(registration);
    const { text, pages, size, images, allEmbedded } = readPdf(await pdfOf(registration));

    const expected = [
      "2023年武汉轻工大学成人学士学位外语考试",
      "准考证",
      "欧阳修文",
      registration.registrationNumber ?? "",
      registration.seat.admitCardNumber,
      "男",
      "身份证号",
      registration.document,
      String(registration.room.number).padStart(3, "0"),
      "05",
      "成考(在籍)",
      "英语",
      "教学楼 A101",
      "武汉轻工大学金银湖校区",
      card.text.time,
      "考生须知",
      ...card.text.notes,
      "第1版",
    ];
    for (const words of expected) expect(text).toContain(words);
    expect({ pages, size, images, allEmbedded }).toEqual({
      pages: 1,
      size: "595.28 x 841.89 pts (A4)",
      // The portrait, the emblem, and the emblem's transparency.
      images: 3,
      allEmbedded: true,
    });
  });

  it.each([
    "䶮㛃",
    "𬱖𫖯",
    "阿卜杜拉·买买提",
    "阿卜杜热西提江·艾山江买买提托合提努尔麦麦提明萨",
    "MUHAMMAD ABDULLAH AL RASHEED",
  ])("prints the name %s", async (name) => {
    const registration = await createSeated({ name });
    const { text, pages } = readPdf(await pdfOf(registration));
    // A long name goes on in a second line of its cell.
    expect(text.replace(/\s+/g, "")).toSatisfy((joined: string) =>
      Array.from(name.replace(/\s+/g, "")).every((sign) => joined.includes(sign)),
    );
    expect(pages).toBe(1);
  });

  it("stays on one page with the longest texts", async () => {
    const registration = await createSeated({
      name: "买".repeat(25),
      place: "第一教学实验综合大楼（原理工科实验楼）B 座 1201 阶梯教室".repeat(2),
      examSession: {
        examAddress: "湖北省武汉市东西湖区环湖中路36号武汉轻工大学金银湖校区".repeat(4),
        admitCardNotes: Array.from({ length: 8 }, () => "考生须凭准考证和有效身份证件原件参加考试，".repeat(9)),
      },
    });
    const { pages, text } = readPdf(await pdfOf(registration));
    expect(pages).toBe(1);
    expect(text).toContain("第1版");
  });

  it("calls any document but the resident's card 证件号码", async () => {
    const registration = await createSeated({ idType: "PASSPORT" });
    expect((await ownCard(registration)).text.documentLabel).toBe("证件号码");
  });

  it("is not drawn, but reported, when no font holds a character of the name", async () => {
    // A character of extension H or a later block that no installed font knows.
    const unknown = (
      await Promise.all(["\u{323AF}", "\u{3347B}"].map(async (sign) => (await coverage(sign)).missing))
    ).flat()[0];
    if (!unknown) throw new Error("every candidate for a missing character has a glyph here");
    expect(await missingGlyphs(`张${unknown}`)).toEqual([unknown]);

    const registration = await createSeated({ name: `张${unknown}` });
    expect(await cardPdf({ card: await ownCard(registration), now })).toEqual({
      ok: false,
      error: "name_cannot_be_drawn",
    });
    expect(await db().admitCard.count({ where: { registrationId: registration.id } })).toBe(0);
    expect(await namesThatCannotBeDrawn(registration.examSessionId)).toEqual([
      { registrationId: registration.id, name: `张${unknown}`, missing: [unknown] },
    ]);
  });
});

describe("rendering", () => {
  it("stores a card once and serves the stored bytes afterwards", async () => {
    const registration = await createSeated();
    const first = await pdfOf(registration);
    expect(Buffer.from(await pdfOf(registration)).equals(Buffer.from(first))).toBe(true);
    expect(await db().admitCard.count({ where: { registrationId: registration.id } })).toBe(1);
  });

  it("keeps one rendering when several draw at once, and leaves no file without a row", async () => {
    const registration = await createSeated();
    const pdfs = await Promise.all(Array.from({ length: 5 }, () => pdfOf(registration)));
    expect(pdfs.every((pdf) => Buffer.from(pdf).subarray(0, 5).toString() === "%PDF-")).toBe(true);
    expect(await db().admitCard.count({ where: { registrationId: registration.id } })).toBe(1);
    expect(await db().storedFile.count({ where: { registrationId: registration.id, kind: "ADMIT_CARD" } })).toBe(1);
  });

  it("draws anew when the session's card version rises, and keeps the old one", async () => {
    const registration = await createSeated();
    await pdfOf(registration);
    await db().examSession.update({
      where: { id: registration.examSessionId },
      data: { cardVersion: 2, examAddress: "另一校区" },
    });
    const { text } = readPdf(await pdfOf(registration));
    expect(text).toContain("另一校区");
    expect(text).toContain("第2版");
    const versions = await db().admitCard.findMany({
      where: { registrationId: registration.id },
      orderBy: { version: "asc" },
    });
    expect(versions.map(({ version }) => version)).toEqual([1, 2]);
  });
});

describe("the card's code", () => {
  it("is read back, and only for its own session", async () => {
    const registration = await createSeated();
    const { code } = await ownCard(registration);
    expect(readCardCode(registration.examSessionId, code)).toEqual({
      cardNumber: registration.seat.admitCardNumber,
      version: 1,
    });
    expect(readCardCode((await createExamSession()).id, code)).toBeNull();
  });

  it("is refused with any other number, version or signature", async () => {
    const registration = await createSeated();
    const { code } = await ownCard(registration);
    const [format, number = "", version, signature = ""] = code.split(".");
    const other = (digits: string) => digits.replace(/.$/, (last) => (last === "1" ? "2" : "1"));
    const forged = [
      [format, other(number), version, signature],
      [format, number, "2", signature],
      [format, number, version, other(signature)],
      [format, number, version, ""],
      ["2", number, version, signature],
    ].map((parts) => parts.join("."));
    for (const scanned of [...forged, "https://example.com", ""])
      expect(readCardCode(registration.examSessionId, scanned)).toBeNull();
  });
});

describe("who may print", () => {
  const ask = (registrationId: string, asker: Asker, at = now) => printableCard({ registrationId, asker, now: at });

  it("finds no card of somebody else", async () => {
    const registration = await createSeated();
    const stranger = await createAccount();
    expect(await ask(registration.id, { kind: "candidate", accountId: stranger.id })).toEqual({
      ok: false,
      error: "not_found",
    });
    expect(await ownSeat({ registrationId: registration.id, accountId: stranger.id })).toBeNull();
  });

  it("opens and closes with the print window, to the millisecond", async () => {
    const registration = await createSeated();
    const examSession = await db().examSession.findUniqueOrThrow({ where: { id: registration.examSessionId } });
    const at = async (instant: Date, shift: number) => {
      const asker = { kind: "candidate", accountId: registration.accountId } as const;
      const answer = await ask(registration.id, asker, new Date(instant.getTime() + shift));
      return answer.ok ? "open" : answer.error;
    };
    expect([
      await at(examSession.printingOpensAt, -1),
      await at(examSession.printingOpensAt, 0),
      await at(examSession.printingOpensAt, 1),
    ]).toEqual(["printing_not_started", "open", "open"]);
    expect([
      await at(examSession.printingClosesAt, -1),
      await at(examSession.printingClosesAt, 0),
      await at(examSession.printingClosesAt, 1),
    ]).toEqual(["open", "printing_closed", "printing_closed"]);
  });

  it("shows neither card nor seat before cards are published", async () => {
    const registration = await createSeated({ examSession: { cardsPublishedAt: null } });
    expect(await ask(registration.id, { kind: "candidate", accountId: registration.accountId })).toEqual({
      ok: false,
      error: "admit_card_not_published",
    });
    expect(await ownSeat({ registrationId: registration.id, accountId: registration.accountId })).toBeNull();
  });
});

describe("the pledge", () => {
  it("names the candidate and masks his document", async () => {
    const registration = await createSeated({
      name: "䶮㛃",
      examSession: { pledgeText: "本人郑重承诺：\n\n一、诚信应考。" },
    });
    const pdf = await pledgePdf({ card: await ownCard(registration) });
    if (!pdf.ok) throw new Error(pdf.error);
    const { text, allEmbedded } = readPdf(pdf.value);
    for (const words of ["考试承诺书", "䶮㛃", "一、诚信应考。", "考生签名", registration.documentMasked ?? "?"])
      expect(text).toContain(words);
    expect(text).not.toContain(registration.document);
    expect(allEmbedded).toBe(true);
  });
});

describe("publishing", () => {
  const unpublished = { seatsFrozenAt: now, cardsPublishedAt: null };

  it("lets exactly one of two who press at once publish", async () => {
    const registration = await createSeated({ examSession: unpublished });
    const staff = await createStaff({ role: "EXAM_OFFICER" });
    const press = () => publishCards({ examSessionId: registration.examSessionId, staffId: staff.id, seen: 1, now });
    const outcomes = await Promise.all(Array.from({ length: 8 }, press));

    expect(outcomes.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { cards: 1 } }]);
    expect(outcomes.filter(({ ok }) => !ok)).toEqual(
      Array.from({ length: 7 }, () => ({ ok: false, error: "cards_already_published" })),
    );
    expect(
      await db().auditEntry.count({ where: { action: "admit_card.publish", subjectId: registration.examSessionId } }),
    ).toBe(1);
  });

  it("leaves one job for each seated candidate, which draws his card once", async () => {
    const first = await createSeated({ examSession: unpublished });
    const second = await createSeated({ examSessionId: first.examSessionId });
    const staff = await createStaff({ role: "EXAM_OFFICER" });
    const order = { examSessionId: first.examSessionId, staffId: staff.id, now };
    expect(await publishCards({ ...order, seen: 1 })).toEqual({ ok: false, error: "cards_changed_meanwhile" });
    expect(
      (await db().examSession.findUniqueOrThrow({ where: { id: first.examSessionId } })).cardsPublishedAt,
    ).toBeNull();
    await publishCards({ ...order, seen: 2 });

    const jobs = await db().$queryRaw<{ key: string; task_identifier: string }[]>`
      SELECT key, task_identifier FROM graphile_worker.jobs WHERE key IN (${`admit-card:${first.id}`}, ${`admit-card:${second.id}`})`;
    expect(jobs.map(({ task_identifier }) => task_identifier)).toEqual(["render-admit-card", "render-admit-card"]);

    expect(await renderCard({ registrationId: first.id, now })).toEqual({ ok: true, value: "rendered" });
    expect(await renderCard({ registrationId: first.id, now })).toEqual({ ok: true, value: "nothing_to_do" });
    expect(await db().admitCard.count({ where: { registrationId: first.id } })).toBe(1);
  });

  it("tells each seated candidate once, and nobody whose card is gone", async () => {
    const first = await createSeated({ examSession: unpublished });
    const gone = await createSeated({ examSessionId: first.examSessionId });
    const staff = await createStaff({ role: "EXAM_OFFICER" });
    const tell = ({ id }: { id: string }) => sendCardSms({ registrationId: id, now });
    expect(await tell(first)).toBe("nobody");
    await publishCards({ examSessionId: first.examSessionId, staffId: staff.id, seen: 2, now });
    const jobs = await db().$queryRaw<{ task: string }[]>`
      SELECT task_identifier AS task FROM graphile_worker.jobs WHERE key IN (${`card-sms:${first.id}`}, ${`card-sms:${gone.id}`})`;
    expect(jobs).toEqual([{ task: "send-card-sms" }, { task: "send-card-sms" }]);

    await db().registration.update({ where: { id: gone.id }, data: { status: "CANCELLED" } });
    expect([await tell(first), await tell(first), await tell(gone)]).toEqual(["sent", "nobody", "nobody"]);
    const phoneOf = async (accountId: string) => {
      const { phoneEncrypted } = await db().account.findUniqueOrThrow({ where: { id: accountId } });
      return decryptColumn("account.phone_encrypted", accountId, phoneEncrypted ?? "");
    };
    const [message, ...more] = await messagesTo(await phoneOf(first.accountId));
    expect(more).toEqual([]);
    expect(message?.text).toContain("准考证已发布");
    expect(message?.text).not.toContain(first.name);
    expect(await messagesTo(await phoneOf(gone.accountId))).toEqual([]);
  });

  it("leaves no job when publishing is refused", async () => {
    const registration = await createSeated({ examSession: { seatsFrozenAt: null, cardsPublishedAt: null } });
    const staff = await createStaff({ role: "EXAM_OFFICER" });
    expect(
      await publishCards({ examSessionId: registration.examSessionId, staffId: staff.id, seen: 1, now }),
    ).toMatchObject({ ok: false });
    const jobs = await db().$queryRaw<
      unknown[]
    >`SELECT key FROM graphile_worker.jobs WHERE key = ${`admit-card:${registration.id}`}`;
    expect(jobs).toEqual([]);
  });

  it("draws nothing for a registration that was cancelled meanwhile", async () => {
    const registration = await createSeated();
    await db().registration.update({ where: { id: registration.id }, data: { status: "CANCELLED" } });
    expect(await renderCard({ registrationId: registration.id, now })).toEqual({ ok: true, value: "nothing_to_do" });
  });

  it("refuses before seats are assigned", async () => {
    const { id } = await createExamSession();
    const staff = await createStaff({ role: "EXAM_OFFICER" });
    expect(await publishCards({ examSessionId: id, staffId: staff.id, seen: 0, now })).toEqual({
      ok: false,
      error: "seats_not_assigned",
    });
  });

  it("asks staff to look at names that cannot be drawn, and publishes once they did", async () => {
    const registration = await createSeated({ examSession: unpublished, name: "张\u{3347B}" });
    const staff = await createStaff({ role: "EXAM_OFFICER" });
    const order = { examSessionId: registration.examSessionId, staffId: staff.id, seen: 1, now };
    expect(await publishCards(order)).toEqual({ ok: false, error: "names_cannot_be_drawn" });
    expect(await publishCards({ ...order, despiteNames: true })).toEqual({ ok: true, value: { cards: 1 } });
  });
});
