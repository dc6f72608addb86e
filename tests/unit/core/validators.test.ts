import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DocumentKind,
  documentIdentity,
  hasCheckCharacter,
  maskDocument,
  readDocument,
} from "@/lib/core/identity-number";
import { cleanName, isWritten, readName } from "@/lib/core/person-name";
import { cleanPhone, isPhone } from "@/lib/core/phone";
import { CandidateCategory, IdType } from "@/lib/adapter/db/enums";
import { fieldItems } from "@/lib/domain/registration/items";
import { detailsSchema } from "@/lib/domain/registration/schema";

// What every validator owes to any input whatever. `npm run soak` asks a hundred times as often.
const numRuns = Number(process.env["SOAK_RUNS"] ?? 1000);
/** What a property does not hold for; null when nothing was found. */
const counterexample = <T extends [unknown, ...unknown[]]>(property: fc.IPropertyWithHooks<T>) =>
  fc.check(property, { numRuns }).counterexample;

const days = { today: { year: 2023, month: 10, day: 7 }, examDay: { year: 2023, month: 11, day: 5 } };
const kinds: readonly DocumentKind[] = Object.values(IdType);
const kind = fc.constantFrom(...kinds);

/** Anything at all, and what looks like the real thing until one looks closely. */
const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      ...Array.from("0123456789Xx０９Ｘ HMhm-—·•.。？?〓U+2CC56张三𬱖䶮\u0000\u200B\u202E\uE863aZé'"),
    ),
    maxLength: 30,
  }),
  fc.stringMatching(/^\d{17}[\dXx]$/),
  fc.stringMatching(/^[89]\d{16}[\dX]$/),
  fc.stringMatching(/^[HMhm]\d{8}(?:\d{2})?$/),
);

/**
 * ISO 7064 MOD 11-2 by its own definition: read from the left in base 2 with the check character last (X is ten), a
 * good number leaves 1.
 */
function leavesOne(number: string): boolean {
  let remainder = 0;
  for (const character of number) remainder = (remainder * 2 + (character === "X" ? 10 : Number(character))) % 11;
  return remainder === 1;
}

/** Whether a calendar has this day, asked of the platform's own calendar. */
const isDay = (text: string): boolean => {
  const iso = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
};

describe("readDocument, whatever is typed", () => {
  it("throws never, and what it takes has the shape of its kind", () => {
    const shapes: Record<DocumentKind, RegExp> = {
      RESIDENT_ID: /^\d{17}[\dX]$/,
      HK_MACAO_TAIWAN_RESIDENCE: /^8[123]0000\d{11}[\dX]$/,
      HK_MACAO_PERMIT: /^[HM](\d{8}|\d{10})$/,
      TAIWAN_PERMIT: /^(\d{8}|\d{10})$/,
      FOREIGN_RESIDENT_ID: /^(9\d{16}[\dX]|[A-Z]{3}\d{12})$/,
      PASSPORT: /^[A-Z0-9]{5,17}$/,
    };
    expect(
      counterexample(
        fc.property(kind, anything, (of, typed) => {
          const read = readDocument(of, typed, days);
          if (!read.ok) return /^[a-z_]+$/.test(read.error);
          // What was taken is taken again, as the same document.
          return (
            shapes[of].test(read.value.number) && isDeepStrictEqual(readDocument(of, read.value.number, days), read)
          );
        }),
      ),
    ).toBeNull();
  });

  it("agrees with an independent formula on every number of eighteen digits", () => {
    const numbers = fc
      .record({
        area: fc.stringMatching(/^[1-8]\d{5}$/),
        birth: fc.oneof(
          fc.stringMatching(/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/),
          fc.stringMatching(/^\d{8}$/),
        ),
        rest: fc.stringMatching(/^\d{3}[\dX]$/),
      })
      .map(({ area, birth, rest }) => `${area}${birth}${rest}`);
    expect(
      counterexample(
        fc.property(numbers, (number) => {
          expect(hasCheckCharacter(number)).toBe(leavesOne(number));
          const read = readDocument("RESIDENT_ID", number, days);
          const birth = number.slice(6, 14);
          // The platform's calendar begins with the year 0; nobody alive was born in the first century.
          const error =
            !isDay(birth) || birth < "01000101" || birth > "20231007"
              ? "resident_id_birth_date"
              : !leavesOne(number)
                ? "document_check_character"
                : null;
          const old = birth > "20091105" || birth <= "19321105" ? "age_out_of_range" : null;
          const sex = Number(number.slice(14, 17)) % 2 ? "MALE" : "FEMALE";
          expect(read).toMatchObject(
            (error ?? old) ? { ok: false, error: error ?? old } : { ok: true, value: { number, sex } },
          );
        }),
      ),
    ).toBeNull();
  });

  it("reads the same document however it is written", () => {
    const wide = (text: string) =>
      text.replace(/[!-~]/gu, (plain) => String.fromCharCode(plain.charCodeAt(0) + 0xfee0));
    const written = fc.constantFrom(
      wide,
      (text: string) => text.toLowerCase(),
      (text: string) => ` ${Array.from(text).join(" ")}\u3000`,
      (text: string) => Array.from(text).join("-"),
    );
    expect(
      counterexample(
        fc.property(kind, anything, written, (of, typed, write) => {
          const read = readDocument(of, typed, days);
          if (!read.ok) return;
          expect(readDocument(of, write(read.value.number), days)).toEqual(read);
        }),
      ),
    ).toBeNull();
  });

  it("tells two numbers of one kind apart, but for the renewals of a permit", () => {
    expect(
      counterexample(
        fc.property(kind, anything, anything, (of, one, other) => {
          const [first, second] = [readDocument(of, one, days), readDocument(of, other, days)];
          if (!first.ok || !second.ok) return;
          const [a, b] =
            of === "HK_MACAO_PERMIT"
              ? [first.value.number.slice(0, 9), second.value.number.slice(0, 9)]
              : [first.value.number, second.value.number];
          expect(documentIdentity(of, first.value.number) === documentIdentity(of, second.value.number)).toBe(a === b);
        }),
      ),
    ).toBeNull();
  });

  it("never shows more than half of it", () => {
    expect(
      counterexample(
        fc.property(fc.string({ maxLength: 30 }), (number) => {
          const masked = maskDocument(number);
          expect(masked).toHaveLength(number.length);
          expect(Array.from(masked).filter((sign) => sign === "*").length).toBeGreaterThanOrEqual(
            Math.floor(number.length / 2),
          );
        }),
      ),
    ).toBeNull();
  });
});

describe("readName, whatever is typed", () => {
  it("throws never, and what it takes is a name", () => {
    expect(
      counterexample(
        fc.property(anything, (typed) => {
          const read = readName(typed);
          if (!read.ok) return read.error.startsWith("name_");
          return (
            !/[\p{Nd}\p{Extended_Pictographic}\p{Cc}\p{Cf}\p{Co}]/u.test(read.value) &&
            !/^[·\s]|[·\s]$|··|\s\s/u.test(read.value) &&
            isWritten(read.value) === !read.value.includes("〓") &&
            isDeepStrictEqual(readName(read.value), read)
          );
        }),
      ),
    ).toBeNull();
  });

  it("is settled after one cleaning", () => {
    expect(
      counterexample(
        fc.property(anything, (typed) => {
          expect(cleanName(cleanName(typed))).toBe(cleanName(typed));
        }),
      ),
    ).toBeNull();
  });

  it("takes every Han character by its code, as when it is typed", () => {
    const character = fc.oneof(
      fc.integer({ min: 0x3400, max: 0x4dbf }),
      fc.integer({ min: 0x4e00, max: 0x9fff }),
      fc.integer({ min: 0x20000, max: 0x2a6df }),
      fc.integer({ min: 0x2a700, max: 0x2b739 }),
      fc.integer({ min: 0x2b740, max: 0x2b81d }),
      fc.integer({ min: 0x2b820, max: 0x2cea1 }),
      fc.integer({ min: 0x2ceb0, max: 0x2ebe0 }),
      fc.integer({ min: 0x30000, max: 0x3134a }),
      fc.integer({ min: 0x31350, max: 0x323af }),
    );
    expect(
      counterexample(
        fc.property(character, (code) => {
          expect(readName(`王U+${code.toString(16)}`)).toEqual({ ok: true, value: `王${String.fromCodePoint(code)}` });
          expect(readName(String.fromCodePoint(code))).toEqual({ ok: true, value: String.fromCodePoint(code) });
        }),
      ),
    ).toBeNull();
  });
});

describe("the other fields, whatever is typed", () => {
  it("a phone is eleven digits or none", () => {
    expect(
      counterexample(
        fc.property(anything, (typed) => {
          const phone = cleanPhone(typed);
          return isPhone(phone) === /^1[3-9]\d{9}$/.test(phone) && cleanPhone(phone) === phone;
        }),
      ),
    ).toBeNull();
  });

  it("the form as a whole says what is wrong, and never throws", () => {
    const id = "0199f2a0-0000-7000-8000-000000000001";
    const examSession = {
      categories: Object.values(CandidateCategory),
      idTypes: kinds,
      levels: ["专升本"],
      languages: [{ id }],
      schools: [{ id, teachingPoints: [{ id }] }],
      examStartsAt: new Date("2023-11-05T01:00:00Z"),
    };
    const schema = detailsSchema(examSession, new Date("2023-10-07T04:00:00Z"));
    const value = fc.oneof(
      anything,
      fc.constantFrom("MALE", "FEMALE", "专升本", id, ...kinds, ...examSession.categories, "2023-06", "２０２３年６月"),
    );
    const form = fc.record(Object.fromEntries(fieldItems.map((field) => [field, value])), { requiredKeys: [] });
    expect(
      counterexample(
        fc.property(form, (typed) => {
          const read = schema.safeParse(typed);
          for (const { path, message } of read.error?.issues ?? []) {
            expect(fieldItems).toContain(path[0]);
            expect(message).toMatch(/^[a-z_]+$/);
          }
        }),
      ),
    ).toBeNull();
  });
});
