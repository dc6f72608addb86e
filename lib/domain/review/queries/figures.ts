import { z } from "zod";
import { db } from "@/lib/adapter/db/client";
import { readRows } from "@/lib/adapter/db/read-rows";
import type { Scope } from "../scope";
import { scopeSql } from "./scope";

const columns = {
  part: z.enum(["day", "school", "language"]),
  /** A day in Shanghai (2026-11-29) or the id of a school or language; null where the form does not name one yet. */
  key: z.string().nullable(),
  count: z.number(),
};

/** A name and how many registrations it has; null: the form does not name one yet. */
export type Figure = { name: string | null; count: number };

/** Registrations of an exam session within a scope: each part counts every one of them once. */
export type RegistrationFigures = {
  /** By the day in Shanghai on which they were begun, earliest first; days without one are left out. */
  days: { day: string; count: number }[];
  schools: Figure[];
  languages: Figure[];
};

/** Counts the registrations of an exam session by day, school and language, in one pass over them. */
export async function registrationFigures(examSessionId: string, scope: Scope): Promise<RegistrationFigures> {
  const [rows, schools, languages] = await Promise.all([
    db().$queryRaw`
    SELECT CASE WHEN grouping(day) = 0 THEN 'day' WHEN grouping(school_id) = 0 THEN 'school' ELSE 'language' END AS part,
      coalesce(to_char(day, 'YYYY-MM-DD'), school_id::text, language_id::text) AS key, count(*)::int AS count
    FROM (
      SELECT (r.created_at AT TIME ZONE 'Asia/Shanghai')::date AS day, r.school_id, r.language_id FROM registration r
      WHERE r.exam_session_id = ${examSessionId}::uuid ${scopeSql(scope)}
    ) registrations
    GROUP BY GROUPING SETS ((day), (school_id), (language_id))`,
    db().school.findMany({
      where: { examSessionId },
      select: { id: true, name: true },
      orderBy: { position: "asc" },
    }),
    db().language.findMany({
      where: { examSessionId },
      select: { id: true, name: true },
      orderBy: { position: "asc" },
    }),
  ]);
  const counted = readRows(columns, rows);
  const of = (part: "school" | "language", named: readonly { id: string; name: string }[]): Figure[] => {
    const count = (key: string | null) => counted.find((row) => row.part === part && row.key === key)?.count ?? 0;
    const unnamed = count(null);
    return [
      ...named.map(({ id, name }) => ({ name, count: count(id) })),
      ...(unnamed > 0 ? [{ name: null, count: unnamed }] : []),
    ];
  };
  return {
    days: counted
      .flatMap(({ part, key, count }) => (part === "day" && key !== null ? [{ day: key, count }] : []))
      .toSorted((a, b) => a.day.localeCompare(b.day)),
    schools: of("school", schools),
    languages: of("language", languages),
  };
}
