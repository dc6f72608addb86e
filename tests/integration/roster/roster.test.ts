import { randomUUID } from "node:crypto";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { documentIdentity } from "@/lib/core/identity-number";
import { nameKey } from "@/lib/core/person-name";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import type { RosterImportMode } from "@/lib/adapter/db/enums";
import { env } from "@/lib/env";
import { migrateJobs } from "@/lib/adapter/jobs/runner";
import { rotateKeys } from "@/lib/cli/rotate-keys";
import { runImport, resumeImports } from "@/lib/domain/roster/commands/run-import";
import { startImport } from "@/lib/domain/roster/commands/start-import";
import { cancelImport } from "@/lib/domain/roster/commands/cancel-import";
import { chooseTable } from "@/lib/domain/roster/commands/choose-table";
import { confirmColumns } from "@/lib/domain/roster/commands/confirm-columns";
import { confirmImport } from "@/lib/domain/roster/commands/confirm-import";
import { reopenColumns } from "@/lib/domain/roster/commands/reopen-columns";
import { claimWork } from "@/lib/domain/roster/commands/work";
import { importView, rosterByDocument, rosterByStudent, hasRoster, rowErrors } from "@/lib/domain/roster/queries";
import { createExamSession, createStaff, newDocument } from "../../support/factories";
import { csv, editSheet, type Value, xlsx } from "../../support/spreadsheets";

const now = new Date();
const HOUR = 60 * 60 * 1000;
const header = ["姓名", "身份证号", "学号", "学校", "教学点", "层次", "类别", "是否符合", "备注"];
/** A good row; `more` by column. */
const line = (name: string, number: string, more: Record<number, string> = {}) =>
  [name, number, `2023${number.slice(-4)}`, "武汉轻工大学", "校本部", "专升本", "成考(在籍)", "符合", ""].map(
    (text, column) => more[column] ?? text,
  );

let staffId: string;
beforeAll(async () => {
  await migrateJobs(env().DATABASE_URL);
  staffId = (await createStaff({ role: "EXAM_OFFICER" })).id;
});

const newSession = async () => (await createExamSession({ now })).id;

async function upload(examSessionId: string, bytes: Uint8Array | string, fileName = "名单.csv") {
  const file = path.join(env().DATA_DIR, randomUUID());
  await writeFile(file, bytes);
  return startImport({ examSessionId, staffId, fileName, path: file, size: Buffer.from(bytes).length, now });
}

async function started(examSessionId: string, bytes: Uint8Array | string) {
  const begun = await upload(examSessionId, bytes);
  if (!begun.ok) throw new Error(begun.error);
  await runImport({ importId: begun.value.id, now });
  return begun.value.id;
}

const stateOf = async (importId: string) =>
  (await db().rosterImport.findUniqueOrThrow({ where: { id: importId } })).state;

/** Opened, the guessed columns confirmed, and checked. */
async function checked(examSessionId: string, bytes: Uint8Array | string) {
  const importId = await started(examSessionId, bytes);
  const view = await importView(importId);
  expect(view).toMatchObject({ state: "MAPPING" });
  expect(await confirmColumns({ importId, mapping: view?.mapping ?? {} })).toMatchObject({ ok: true });
  await runImport({ importId, now });
  return importId;
}

async function imported(examSessionId: string, bytes: Uint8Array | string, mode: RosterImportMode = "ADD") {
  const importId = await checked(examSessionId, bytes);
  const confirmation = String((await importView(importId))?.counts?.replace.vanishing ?? "");
  const answer = { importId, mode, ignoreErrors: true, confirmation, staffId, now };
  expect(await confirmImport(answer)).toMatchObject({ ok: true });
  await runImport({ importId, now });
  expect(await stateOf(importId)).toBe("IMPORTED");
  const confirmed = await db().auditEntry.findMany({ where: { action: "roster.confirm", subjectId: importId } });
  expect(confirmed).toMatchObject([{ actorId: staffId, detail: { mode, ignoreErrors: true } }]);
  return importId;
}

const names = async (examSessionId: string) =>
  (await db().rosterEntry.findMany({ where: { examSessionId }, orderBy: { name: "asc" } }))
    .map(({ name }) => name)
    .sort();

const problems = async (importId: string) =>
  (await rowErrors(importId)).map(({ row, field, code, number }) =>
    [row, field, code, number].filter((part) => part !== null).join(" "),
  );

const storedFiles = async () =>
  (await readdir(path.join(env().DATA_DIR, "files"), { recursive: true, withFileTypes: true }).catch(() => [])).filter(
    (entry) => entry.isFile(),
  ).length;

describe("a roster", () => {
  it("comes in from a csv file, is found by document, and leaves nothing of the file behind", async () => {
    const session = await newSession();
    const [first, second] = [newDocument(), newDocument()];
    expect(await hasRoster(session)).toBe(false);
    const importId = await imported(
      session,
      csv([header, line("张三", first), line("买买提•艾力", second, { 7: "不符合", 8: "休学" })]),
    );

    expect(await hasRoster(session)).toBe(true);
    const [one, two] = [first, second].map((number) =>
      blindIndex("document", documentIdentity("RESIDENT_ID", number)),
    ) as [string, string];
    const found = await rosterByDocument(session, [one, two, "nobody"]);
    expect(found.get(one)).toEqual({
      documentMasked: `${first.slice(0, 4)}**********${first.slice(-4)}`,
      name: "张三",
      studentNumber: `2023${first.slice(-4)}`,
      school: "武汉轻工大学",
      teachingPoint: "校本部",
      level: "专升本",
      category: "ADULT_ENROLLED",
      eligible: true,
      remark: null,
    });
    expect(found.get(two)).toMatchObject({ name: "买买提·艾力", eligible: false, remark: "休学" });
    expect(found.size).toBe(2);
    expect(
      await rosterByStudent(session, { nameKey: nameKey("买买提·艾力"), studentNumber: `2023${second.slice(-4)}` }),
    ).toMatchObject({
      eligible: false,
    });
    expect(await rosterByStudent(session, { nameKey: nameKey("张三"), studentNumber: "another" })).toBeNull();
    const entry = await db().rosterEntry.findFirstOrThrow({ where: { examSessionId: session, documentIndex: one } });
    expect(decryptColumn("roster_entry.document_encrypted", one, entry.documentEncrypted)).toBe(first);

    expect(await db().rosterStagedRow.count()).toBe(0);
    expect(await db().rosterImport.findUniqueOrThrow({ where: { id: importId } })).toMatchObject({
      storageKeys: [],
      sampleEncrypted: null,
    });
    expect(await storedFiles()).toBe(0);
    const [audit] = await db().auditEntry.findMany({ where: { action: "roster.import", subjectId: session } });
    expect(audit).toMatchObject({ actorId: staffId, detail: { mode: "ADD", rows: 2, added: 2, ignored: 0 } });
    const jobs = await db().$queryRaw<{ payload: unknown }[]>`
      SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'recheck-registrations'`;
    expect(jobs).toContainEqual({ payload: { examSessionId: session } });
  });

  it("is added to by number, or replaced by the file", async () => {
    const session = await newSession();
    const [a, b, c] = [newDocument(), newDocument(), newDocument()];
    await imported(session, csv([header, line("甲", a, { 8: "旧" }), line("乙", b)]));

    // Only two columns: what the roster knew of 甲 beyond them stays.
    const added = await imported(
      session,
      csv([
        ["姓名", "证件号码"],
        ["甲某", a],
        ["丙", c],
      ]),
    );
    expect((await importView(added))?.counts).toMatchObject({
      good: 2,
      add: { added: 1, changed: 1, same: 0 },
      replace: { added: 1, changed: 1, vanishing: 1 },
    });
    expect(await names(session)).toEqual(["丙", "乙", "甲某"].sort());
    expect(await db().rosterEntry.findFirst({ where: { examSessionId: session, name: "甲某" } })).toMatchObject({
      remark: "旧",
      school: "武汉轻工大学",
    });

    await imported(
      session,
      csv([
        ["姓名", "证件号码"],
        ["甲某", a],
        ["丙", c],
      ]),
      "REPLACE",
    );
    expect(await names(session)).toEqual(["丙", "甲某"].sort());
    expect(await db().rosterEntry.findFirst({ where: { examSessionId: session, name: "甲某" } })).toMatchObject({
      remark: null,
      school: null,
    });
    const again = await checked(
      session,
      csv([
        ["姓名", "证件号码"],
        ["甲某", a],
        ["丙", c],
      ]),
    );
    expect((await importView(again))?.counts).toMatchObject({
      add: { added: 0, changed: 0, same: 2 },
      replace: { added: 0, changed: 0, same: 2, vanishing: 0 },
    });
  });

  it("keeps the rosters of two sessions apart", async () => {
    const [one, two] = [await newSession(), await newSession()];
    const number = newDocument();
    await imported(one, csv([header, line("张三", number)]));
    await imported(two, csv([header, line("张三丰", number)]), "REPLACE");
    expect([await names(one), await names(two)]).toEqual([["张三"], ["张三丰"]]);
  });

  it("stands where its words are, or where staff say; the columns are proposed anew", async () => {
    const session = await newSession();
    const number = newDocument();
    const importId = await started(
      session,
      await xlsx({
        甲班: [
          ["2026级甲班", null, null],
          ["姓名", "身份证号", "层次"],
          ["张三", number, "专升本"],
        ],
        乙班: [
          ["姓名", "证件", "学号"],
          ["李四", newDocument(), "1"],
          ["学号", "姓名", "身份证号"],
          ["2", "王五", newDocument()],
        ],
      }),
    );
    const first = await importView(importId);
    expect(first).toMatchObject({
      state: "MAPPING",
      layout: {
        sheet: "甲班",
        position: 1,
        headerRow: 2,
        sheets: [
          { position: 1, name: "甲班" },
          { position: 2, name: "乙班" },
        ],
        hidden: [],
      },
      mapping: { name: 0, documentNumber: 1 },
      sample: { rows: [{ row: 3 }], top: [{ row: 1, cells: ["2026级甲班"] }, { row: 2 }, { row: 3 }] },
    });
    expect(JSON.stringify(first?.sample)).not.toContain(number.slice(4, -4));

    // A row of another sheet than the one that was looked at means nothing.
    expect(await chooseTable({ importId, table: { position: 2, headerRow: 2 } })).toMatchObject({ ok: true });
    expect(await chooseTable({ importId, table: { position: 1, headerRow: null } })).toEqual({
      ok: false,
      error: "roster_import_moved_on",
    });
    await runImport({ importId, now });
    expect(await importView(importId)).toMatchObject({
      state: "MAPPING",
      layout: { sheet: "乙班", headerRow: 3 },
      mapping: { studentNumber: 0, name: 1, documentNumber: 2 },
    });
    expect(await chooseTable({ importId, table: { position: 2, headerRow: 1 } })).toMatchObject({ ok: true });
    await runImport({ importId, now });
    expect(await importView(importId)).toMatchObject({
      layout: { headerRow: 1 },
      mapping: { name: 0, studentNumber: 2 },
    });
    expect(await chooseTable({ importId, table: { position: 3, headerRow: null } })).toEqual({
      ok: false,
      error: "roster_import_moved_on",
    });

    await confirmColumns({ importId, mapping: { name: 0, documentNumber: 1 } });
    await runImport({ importId, now });
    expect(await problems(importId)).toEqual([
      "3 documentNumber number_format",
      "4 name name_invalid",
      "4 documentNumber number_format",
    ]);
  });

  it("of two who choose at once, one chooses", async () => {
    const session = await newSession();
    const importId = await started(session, csv([["名单", ""], header, line("张三", newDocument())]));
    const choices = await Promise.all(
      [1, 2].map((headerRow) => chooseTable({ importId, table: { position: 0, headerRow } })),
    );
    expect(choices.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("shows an import of before sheets could be chosen", async () => {
    const session = await newSession();
    const importId = await started(session, csv([header, line("张三", newDocument())]));
    const before = { format: "xlsx", sheet: "名单", sheets: 2, headerRow: 1, rows: 2, merged: 0, header };
    await db().rosterImport.update({ where: { id: importId }, data: { layout: before } });
    expect(await importView(importId)).toMatchObject({
      layout: { sheet: "名单", position: 1, sheets: [], hidden: [] },
    });
  });

  it("remembers the columns that were confirmed for a header row", async () => {
    const session = await newSession();
    const odd = ["甲列", "乙列", "丙列"];
    const first = await started(session, csv([odd, ["x", "张三", newDocument()]]));
    expect((await importView(first))?.mapping).toEqual({});
    await confirmColumns({ importId: first, mapping: { name: 1, documentNumber: 2 } });
    await cancelImport({ importId: first, staffId, now });
    const second = await started(session, csv([odd, ["y", "李四", newDocument()]]));
    expect((await importView(second))?.mapping).toEqual({ name: 1, documentNumber: 2 });
    expect(await confirmColumns({ importId: second, mapping: { name: 1, documentNumber: 3 } })).toMatchObject({
      ok: false,
    });
  });
});

describe("what is wrong with a file is named row by row", () => {
  it("in a csv file", async () => {
    const session = await newSession();
    const good = newDocument();
    const rows = [
      line("张三", good),
      line("", newDocument()),
      line("李四", ""),
      line(
        "李四",
        good.replace(/.$/, (last) => (last === "1" ? "2" : "1")),
      ),
      line("李四", "4.20106E+17"),
      line("李四", "420106199001011000"),
      line("李四", "420106900101123"),
      line("李四", "42010619900101"),
      line("王\uFFFD", newDocument()),
      line("王〓", newDocument()),
      line("张三123", newDocument()),
      line("张".repeat(61), newDocument()),
      line("李四", newDocument(), { 6: "研究生" }),
      line("李四", newDocument(), { 7: "也许" }),
      // Nothing is wrong with a row that ends early, as long as it names somebody.
      ["李四", newDocument()],
      ["李四"],
      [...line("李四", newDocument()), "多余"],
      line("张三", good),
      header.map(() => ""),
      header,
      line("末", newDocument()),
      ["合计", "", "", "3人"],
    ];
    const importId = await checked(session, csv([header, ...rows]));
    expect(await problems(importId)).toEqual([
      "3 name name_missing",
      "4 documentNumber number_missing",
      "5 documentNumber number_check_character",
      "6 documentNumber number_damaged",
      "7 documentNumber number_damaged",
      "8 documentNumber number_fifteen_digits",
      "9 documentNumber number_format",
      "10 name characters_lost",
      "11 name characters_lost",
      "12 name name_invalid",
      "13 name too_long",
      "14 category category_unknown",
      "15 eligible eligible_unknown",
      "17 documentNumber number_missing",
      "18 column_count 10",
    ]);
    expect((await importView(importId))?.counts).toMatchObject({
      rows: 19,
      good: 3,
      bad: 15,
      repeated: 1,
      passedOver: 2,
      errors: 15,
    });

    // Nothing comes in before somebody said that these rows be left out.
    expect(await confirmImport({ importId, mode: "ADD", ignoreErrors: false, confirmation: "", staffId, now })).toEqual(
      {
        ok: false,
        error: "roster_errors_not_ignored",
      },
    );
    expect(await names(session)).toEqual([]);
    expect(JSON.stringify(await rowErrors(importId))).not.toMatch(/\d{9}/);
  });

  it("of two rows with one number and different words, neither is taken", async () => {
    const session = await newSession();
    const [a, b] = [newDocument(), newDocument()];
    const importId = await imported(
      session,
      csv([
        header,
        line("甲", a),
        line("乙", a),
        line("丙", b),
        line("丙", b, { 8: "休学" }),
        line("丁", newDocument()),
      ]),
    );
    expect((await problems(importId)).sort()).toEqual([
      "2 documentNumber duplicate_other_name 3",
      "3 documentNumber duplicate_other_name 2",
      "4 documentNumber duplicate_differs 5",
      "5 documentNumber duplicate_differs 4",
    ]);
    expect(await names(session)).toEqual(["丁"]);
  });

  it("in a workbook", async () => {
    const session = await newSession();
    const row = (name: Value, number: Value, student: Value = "1"): Value[] => [name, number, student];
    const made = await xlsx({
      名单: [
        header.slice(0, 3),
        row("张三", Number("420106199001011234")),
        row("李四", "=A1"),
        row("王五", "x"),
        row("赵六", newDocument()),
        row(null, newDocument()),
        row("孙七", newDocument(), 20230001),
        row("周八", newDocument(), 4.2e17),
      ],
    });
    const bytes = editSheet(made, (xml) =>
      xml
        .replace(/<c r="B4"[^>]*>.*?<\/c>/, '<c r="B4" t="e"><v>#REF!</v></c>')
        .replace("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A5:A6"/></mergeCells>'),
    );
    const importId = await imported(session, bytes);
    expect(await problems(importId)).toEqual([
      "2 documentNumber number_damaged",
      "3 documentNumber cell_formula",
      "4 documentNumber cell_error",
      "6 name cell_merged",
      "8 studentNumber number_damaged",
    ]);
    expect(await names(session)).toEqual(["孙七", "赵六"].sort());
    expect(await db().rosterEntry.findFirst({ where: { examSessionId: session, name: "孙七" } })).toMatchObject({
      studentNumber: "20230001",
    });
  });

  it("and a replacement that deletes people needs their number, typed; adding needs nothing", async () => {
    const session = await newSession();
    await imported(session, csv([header, line("甲", newDocument()), line("乙", newDocument())]));
    const importId = await checked(session, csv([header, line("丙", newDocument())]));
    const answer = { importId, ignoreErrors: false, staffId, now };
    // Nothing, the number of rows, another number.
    for (const confirmation of ["", "1", "20"]) {
      expect(await confirmImport({ ...answer, mode: "REPLACE", confirmation })).toEqual({
        ok: false,
        error: "confirmation_mismatch",
      });
    }
    expect(await stateOf(importId)).toBe("CHECKED");
    expect(await confirmImport({ ...answer, mode: "REPLACE", confirmation: " ２ " })).toMatchObject({ ok: true });
    await runImport({ importId, now });
    expect(await names(session)).toEqual(["丙"]);
    const added = await checked(session, csv([header, line("丁", newDocument())]));
    expect(await confirmImport({ ...answer, importId: added, mode: "ADD", confirmation: "" })).toMatchObject({
      ok: true,
    });
  });

  it("and a file that is none, or says nothing, fails in words and goes", async () => {
    const session = await newSession();
    const before = await storedFiles();
    const old = await started(session, Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]));
    expect(await importView(old)).toMatchObject({ state: "FAILED", failure: "sheet_old_excel" });
    const empty = await checked(session, csv([header]));
    expect(await importView(empty)).toMatchObject({ state: "FAILED", failure: "no_rows" });
    expect(await upload(session, "")).toEqual({ ok: false, error: "file_empty" });
    expect(await storedFiles()).toBe(before);
  });
});

describe("an import that is broken off", () => {
  const roster = (name: string) => csv([header, line(name, newDocument())]);

  it("between staging and the transaction leaves the old roster, and is taken up again when its worker is dead", async () => {
    const session = await newSession();
    await imported(session, roster("旧"));
    const importId = await checked(session, roster("新"));
    await confirmImport({ importId, mode: "REPLACE", ignoreErrors: false, confirmation: "1", staffId, now });
    // A worker that takes the import and dies.
    expect(await claimWork({ importId, now })).not.toBeNull();
    await runImport({ importId, now: new Date(now.getTime() + 1000) });
    expect([await names(session), await stateOf(importId)]).toEqual([["旧"], "IMPORTING"]);

    const later = new Date(now.getTime() + HOUR);
    expect((await resumeImports(later)).resumed).toBe(1);
    await runImport({ importId, now: later });
    expect([await names(session), await stateOf(importId)]).toEqual([["新"], "IMPORTED"]);
  });

  it("within the transaction leaves the old roster, and can be repeated; three times broken off it is given up", async () => {
    const session = await newSession();
    await imported(session, roster("旧"));
    const importId = await checked(session, roster("新"));
    await confirmImport({ importId, mode: "REPLACE", ignoreErrors: false, confirmation: "1", staffId, now });
    // The audit row is the last but one thing that is written: here it cannot be.
    await db().$executeRaw`ALTER TABLE audit_entry ADD CONSTRAINT broken CHECK (action <> 'roster.import') NOT VALID`;
    try {
      for (const _attempt of [1, 2, 3]) await expect(runImport({ importId, now })).rejects.toThrow("broken");
      expect([await names(session), await stateOf(importId)]).toEqual([["旧"], "IMPORTING"]);
      await runImport({ importId, now });
    } finally {
      await db().$executeRaw`ALTER TABLE audit_entry DROP CONSTRAINT broken`;
    }
    expect(await importView(importId)).toMatchObject({ state: "FAILED", failure: "crashed" });
    expect(await names(session)).toEqual(["旧"]);
    await imported(session, roster("新"), "REPLACE");
    expect(await names(session)).toEqual(["新"]);
  });

  it("while its rows are read begins anew and counts each row once", async () => {
    const session = await newSession();
    const bytes = csv([
      header,
      ...Array.from({ length: 1200 }, (_, index) => line(`甲${"乙".repeat(index % 5)}`, newDocument())),
      line("", newDocument()),
    ]);
    const importId = await started(session, bytes);
    await confirmColumns({ importId, mapping: (await importView(importId))?.mapping ?? {} });
    await expect(runImport({ importId, now, signal: AbortSignal.abort(new Error("stopped")) })).rejects.toThrow(
      "stopped",
    );
    expect(await db().rosterStagedRow.count({ where: { importId } })).toBeGreaterThan(0);
    await runImport({ importId, now });
    expect(await db().rosterStagedRow.count({ where: { importId } })).toBe(1200);
    expect((await importView(importId))?.counts).toMatchObject({ good: 1200, bad: 1, errors: 1 });
  });

  it("that nobody finishes is given up after a day, and the file goes", async () => {
    const session = await newSession();
    const importId = await checked(session, roster("新"));
    expect((await resumeImports(new Date(now.getTime() + 20 * HOUR))).givenUp).toBe(0);
    expect((await resumeImports(new Date(now.getTime() + 25 * HOUR))).givenUp).toBeGreaterThan(0);
    expect(await importView(importId)).toMatchObject({ state: "CANCELLED", failure: "abandoned" });
    expect(await db().rosterStagedRow.count({ where: { importId } })).toBe(0);
  });
});

describe("two people at once", () => {
  it("upload one file: the other is refused and leaves nothing behind", async () => {
    const session = await newSession();
    const before = await storedFiles();
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => upload(session, csv([header, line("张三", newDocument())]))),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok)).toEqual(
      Array.from({ length: 2 }, () => ({ ok: false, error: "roster_import_under_way" })),
    );
    expect(await storedFiles()).toBe(before + 1);
    const [live] = await db().rosterImport.findMany({ where: { examSessionId: session } });
    await cancelImport({ importId: live?.id ?? "", staffId, now });
    expect(await storedFiles()).toBe(before);
    expect(await upload(session, csv([header, line("张三", newDocument())]))).toMatchObject({ ok: true });
  });

  it("confirm one import: it comes in once", async () => {
    const session = await newSession();
    const importId = await checked(session, csv([header, line("张三", newDocument())]));
    const confirmed = await Promise.all(
      [1, 2].map(() => confirmImport({ importId, mode: "ADD", ignoreErrors: false, confirmation: "", staffId, now })),
    );
    expect(confirmed.filter(({ ok }) => ok)).toHaveLength(1);
    await Promise.all([runImport({ importId, now }), runImport({ importId, now })]);
    expect(await names(session)).toEqual(["张三"]);
    expect(await db().auditEntry.count({ where: { action: "roster.import", subjectId: session } })).toBe(1);
  });

  it("cancel and take over: the roster is the one or the other, and the page says which", async () => {
    const session = await newSession();
    await imported(session, csv([header, line("旧", newDocument())]));
    const importId = await checked(session, csv([header, line("新", newDocument())]));
    await confirmImport({ importId, mode: "REPLACE", ignoreErrors: false, confirmation: "1", staffId, now });
    const [cancelled] = await Promise.all([cancelImport({ importId, staffId, now }), runImport({ importId, now })]);
    expect([await stateOf(importId), await names(session)]).toEqual(
      cancelled.ok ? ["CANCELLED", ["旧"]] : ["IMPORTED", ["新"]],
    );
    expect(await cancelImport({ importId, staffId, now })).toEqual({ ok: false, error: "roster_import_over" });
  });

  it("change the columns and confirm: one of the two is told that the import has moved on", async () => {
    const session = await newSession();
    const importId = await checked(session, csv([header, line("张三", newDocument())]));
    const outcomes = await Promise.all([
      reopenColumns({ importId }),
      confirmImport({ importId, mode: "ADD", ignoreErrors: false, confirmation: "", staffId, now }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes).toContainEqual({ ok: false, error: "roster_import_moved_on" });
  });
});

it("is sealed anew when the keys change, with an import under way", async () => {
  const session = await newSession();
  const [old, fresh] = [newDocument(), newDocument()];
  await imported(session, csv([header, line("旧", old)]));
  const importId = await checked(session, csv([header, line("新", fresh)]));
  const keys = env().DATA_ENCRYPTION_KEYS;
  const before = [...keys];
  keys.unshift({ id: "k2", key: Buffer.alloc(32, 7) });
  try {
    await rotateKeys();
    keys.splice(1);
    await confirmImport({ importId, mode: "ADD", ignoreErrors: false, confirmation: "", staffId, now });
    await runImport({ importId, now });
    const entries = await db().rosterEntry.findMany({ where: { examSessionId: session } });
    const numbers = entries.map(({ documentIndex, documentEncrypted }) =>
      decryptColumn("roster_entry.document_encrypted", documentIndex, documentEncrypted),
    );
    expect(numbers.sort()).toEqual([old, fresh].sort());
  } finally {
    keys.splice(0, keys.length, ...before);
  }
});
