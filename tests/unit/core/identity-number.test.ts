import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ageOn,
  cleanDocumentNumber,
  type DocumentKind,
  documentIdentity,
  hasCheckCharacter,
  maskDocument,
  readDocument,
} from "@/lib/core/identity-number";

const days = { today: { year: 2023, month: 10, day: 7 }, examDay: { year: 2023, month: 11, day: 5 } };
const read = (typed: string, kind: DocumentKind = "RESIDENT_ID") => readDocument(kind, typed, days);
const refusal = (typed: string, kind?: DocumentKind) => {
  const result = read(typed, kind);
  return result.ok ? null : result.error;
};

/**
 * The check character by ISO 7064's own definition: the whole number, read as base-2 weights from the right, leaves 1
 * modulo 11.
 */
function withCheck(body: string): string {
  let remainder = 0n;
  for (const digit of body) remainder = ((remainder + BigInt(digit)) * 2n) % 11n;
  const check = (12n - remainder) % 11n;
  return body + (check === 10n ? "X" : String(check));
}

const pad = (value: number, width: number) => String(value).padStart(width, "0");

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengthOf = (year: number, month: number) => (month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0));

const person = fc.record({
  area: fc.integer({ min: 110000, max: 659999 }),
  year: fc.integer({ min: 1934, max: 2008 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
  serial: fc.integer({ min: 0, max: 999 }),
});

describe("居民身份证", () => {
  it("knows the standard's own samples", () => {
    expect(hasCheckCharacter("11010519491231002X")).toBe(true);
    expect(hasCheckCharacter("440524188001010014")).toBe(true);
    expect(read("11010519491231002X")).toEqual({
      ok: true,
      value: { number: "11010519491231002X", sex: "FEMALE", birthDate: { year: 1949, month: 12, day: 31 } },
    });
    expect(refusal("440524188001010014")).toBe("age_out_of_range");
  });

  it("takes whatever the independent formula makes, and tells sex and birth date", () => {
    fc.assert(
      fc.property(person, ({ area, year, month, day, serial }) => {
        const number = withCheck(`${area}${year}${pad(month, 2)}${pad(day, 2)}${pad(serial, 3)}`);
        expect(read(number)).toEqual({
          ok: true,
          value: { number, sex: serial % 2 ? "MALE" : "FEMALE", birthDate: { year, month, day } },
        });
      }),
    );
  });

  it("notices every single wrong digit and every swap of neighbours", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{17}$/),
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (body, position, shift) => {
          const right = withCheck(body);
          const changed = String((Number(right[position]) + shift) % 10);
          expect(hasCheckCharacter(right)).toBe(true);
          expect(hasCheckCharacter(right.slice(0, position) + changed + right.slice(position + 1))).toBe(false);
          const at = Math.min(position, 15);
          const swapped = right.slice(0, at) + (right[at + 1] ?? "") + (right[at] ?? "") + right.slice(at + 2);
          expect(hasCheckCharacter(swapped)).toBe(swapped === right);
        },
      ),
    );
  });

  it("knows which days exist", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1934, max: 2008 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const there = month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(year, month);
          expect(refusal(withCheck(`420112${year}${pad(month, 2)}${pad(day, 2)}001`))).toBe(
            there ? null : "resident_id_birth_date",
          );
        },
      ),
    );
  });

  it.each([
    ["19000229", "resident_id_birth_date"], // 1900 was no leap year
    ["00010101", "resident_id_birth_date"],
    ["00000101", "resident_id_birth_date"],
    ["20231007", "age_out_of_range"], // born today
    ["20231008", "resident_id_birth_date"], // born tomorrow
    ["20091105", null], // 14 on the exam day
    ["20091106", "age_out_of_range"], // 14 a day later
    ["19321106", null], // 91 a day after the exam
    ["19321105", "age_out_of_range"], // 91 on the exam day
  ])("born %s: %s", (birth, expected) => {
    expect(refusal(withCheck(`420112${birth}001`))).toBe(expected);
  });

  it("cleans what people type", () => {
    const number = "11010519491231002X";
    for (const typed of [
      "11010519491231002x",
      " 110105 19491231 002X ",
      "１１０１０５１９４９１２３１００２Ｘ",
      "１１０１０５１９４９１２３１００２ｘ",
      "110105\u300019491231-002x",
      "\u202D11010519491231002X\u202C",
    ])
      expect(cleanDocumentNumber(typed)).toBe(number);
  });

  it.each([
    ["", "document_number_required"],
    [" \u3000", "document_number_required"],
    ["110105491231002", "resident_id_fifteen_digits"],
    ["1101051949123100", "resident_id_format"],
    ["11010519491231002XX", "resident_id_format"],
    ["1101051949123100AX", "resident_id_format"],
    ["①10105194912310021", "resident_id_format"],
    ["110105194912310021", "document_check_character"],
  ])("refuses %j: %s", (typed, expected) => {
    expect(refusal(typed)).toBe(expected);
  });
});

describe("other documents", () => {
  it.each<[DocumentKind, string, string | null]>([
    ["HK_MACAO_TAIWAN_RESIDENCE", withCheck("81000019950101001"), null],
    ["HK_MACAO_TAIWAN_RESIDENCE", withCheck("82000019950101001"), null],
    ["HK_MACAO_TAIWAN_RESIDENCE", withCheck("83000019950101001"), null],
    ["HK_MACAO_TAIWAN_RESIDENCE", withCheck("84000019950101001"), "residence_permit_area"],
    ["HK_MACAO_TAIWAN_RESIDENCE", "81000019950101001", "resident_id_format"],
    ["HK_MACAO_PERMIT", "h12345678", null],
    ["HK_MACAO_PERMIT", "M1234567890", null],
    ["HK_MACAO_PERMIT", "H123456789", "hk_macao_permit_format"],
    ["HK_MACAO_PERMIT", "C12345678", "hk_macao_permit_format"],
    ["TAIWAN_PERMIT", "12345678", null],
    ["TAIWAN_PERMIT", "1234567890", null],
    ["TAIWAN_PERMIT", "123456789", "taiwan_permit_format"],
    ["FOREIGN_RESIDENT_ID", withCheck("91115619950101001"), null],
    ["FOREIGN_RESIDENT_ID", withCheck("81115619950101001"), "foreign_resident_id_format"],
    ["FOREIGN_RESIDENT_ID", "usa110095010112", null],
    ["PASSPORT", "e1234", null],
    ["PASSPORT", "E123", "passport_format"],
    ["PASSPORT", "E12345678901234567", "passport_format"],
    ["PASSPORT", "ß1234", "passport_format"],
  ])("%s %s: %s", (kind, typed, expected) => {
    expect(refusal(typed, kind)).toBe(expected);
  });

  it("checks the last character of a new 外国人永久居留身份证", () => {
    const right = withCheck("91115619950101001");
    const wrong = right.slice(0, 17) + (right.endsWith("1") ? "2" : "1");
    expect(refusal(wrong, "FOREIGN_RESIDENT_ID")).toBe("document_check_character");
  });
});

describe("documentIdentity", () => {
  it("is one for a number, whatever of its kinds it is taken for and however often it was renewed", () => {
    const resident = withCheck("81000019950101001");
    expect(documentIdentity("RESIDENT_ID", resident)).toBe(documentIdentity("HK_MACAO_TAIWAN_RESIDENCE", resident));
    expect(documentIdentity("HK_MACAO_PERMIT", "H0123456701")).toBe(documentIdentity("HK_MACAO_PERMIT", "H01234567"));
    expect(documentIdentity("HK_MACAO_PERMIT", "M01234567")).not.toBe(documentIdentity("HK_MACAO_PERMIT", "H01234567"));
  });

  it("tells a passport from a permit of the same digits", () => {
    expect(documentIdentity("PASSPORT", "12345678")).not.toBe(documentIdentity("TAIWAN_PERMIT", "12345678"));
  });
});

describe("ageOn", () => {
  it("counts a birthday on its day, and the 29th of February on the 1st of March", () => {
    expect(ageOn({ year: 2023, month: 5, day: 4 }, { year: 2000, month: 5, day: 5 })).toBe(22);
    expect(ageOn({ year: 2023, month: 5, day: 5 }, { year: 2000, month: 5, day: 5 })).toBe(23);
    expect(ageOn({ year: 2023, month: 2, day: 28 }, { year: 2000, month: 2, day: 29 })).toBe(22);
    expect(ageOn({ year: 2023, month: 3, day: 1 }, { year: 2000, month: 2, day: 29 })).toBe(23);
  });
});

describe("maskDocument", () => {
  it("never shows more than half and keeps the length", () => {
    expect(maskDocument("420112199501010011")).toBe("4201**********0011");
    expect(maskDocument("H12345678")).toBe("H1*****78");
    expect(maskDocument("E1234")).toBe("E***4");
  });
});
