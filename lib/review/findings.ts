import { shanghaiTime } from "@/lib/core/clock";
import { readDocument } from "@/lib/core/identity-number";
import type { IdType, Sex } from "@/lib/db/enums";

/** What the machine saw, for the reviewer's eye; it decides nothing. */
export type Finding = {
  code: "number_valid" | "number_invalid" | "sex_matches" | "sex_differs" | "birth_matches" | "birth_differs";
  good: boolean;
};

/** The number against its own rules, and sex and birth date against the number where it tells them. Age is that of the exam day. */
export function documentFindings({
  idType,
  number,
  sex,
  birthDate,
  examStartsAt,
}: {
  idType: IdType;
  number: string;
  sex: Sex | null;
  birthDate: Date | null;
  examStartsAt: Date;
}): Finding[] {
  const examDay = shanghaiTime(examStartsAt);
  const read = readDocument(idType, number, { today: examDay, examDay });
  if (!read.ok) return [{ code: "number_invalid", good: false }];
  const findings: Finding[] = [{ code: "number_valid", good: true }];
  if (read.value.sex) {
    const same = read.value.sex === sex;
    findings.push({ code: same ? "sex_matches" : "sex_differs", good: same });
  }
  const told = read.value.birthDate;
  if (told) {
    const same = birthDate?.getTime() === Date.UTC(told.year, told.month - 1, told.day);
    findings.push({ code: same ? "birth_matches" : "birth_differs", good: same });
  }
  return findings;
}
