import { formatInstant } from "@/app/_lib/format";
import { categoryLabels, idTypeLabels } from "@/app/_lib/labels/registration";
import { fenToYuan } from "@/lib/core/money";
import type { CandidateCategory, IdType } from "@/lib/adapter/db/enums";
import type { Json } from "@/lib/domain/exam-session/changes";
import { formatLanguages, formatLevels, formatSchools } from "@/lib/domain/exam-session/list-text";

/** A stored value of an exam session, as the audit keeps it, in the words of its field. */
export function valueText(field: string, value: Json): string {
  if (value === null || value === "") return "（空）";
  if (typeof value === "boolean") return value ? "已勾选" : "未勾选";
  if (typeof value === "number") return field === "fee" || field === "refundLimit" ? fenToYuan(value) : String(value);
  if (typeof value === "string") return stringText(field, value);
  if (!Array.isArray(value)) return JSON.stringify(value);
  return value.length === 0 ? "（空）" : listText(field, value);
}

function listText(field: string, list: readonly unknown[]): string {
  if (field === "schools") return formatSchools(list as Parameters<typeof formatSchools>[0]);
  if (field === "languages") return formatLanguages((list as StoredLanguage[]).map(asLanguage));
  if (field === "levels") return formatLevels(list as Parameters<typeof formatLevels>[0]);
  if (field === "categories" || field === "closedCategories")
    return (list as CandidateCategory[]).map((one) => categoryLabels[one]).join("、");
  if (field === "idTypes" || field === "closedIdTypes")
    return (list as IdType[]).map((one) => idTypeLabels[one]).join("、");
  return list.join("\n");
}

type Language = Parameters<typeof formatLanguages>[0][number];
type StoredLanguage = Omit<Language, "examStartsAt" | "examEndsAt"> & {
  examStartsAt?: string | null;
  examEndsAt?: string | null;
};

/** JSON has instants as text; what was audited before languages had a time of their own has none. */
const asLanguage = ({ examStartsAt, examEndsAt, ...language }: StoredLanguage): Language => ({
  ...language,
  examStartsAt: examStartsAt ? new Date(examStartsAt) : null,
  examEndsAt: examEndsAt ? new Date(examEndsAt) : null,
});

function stringText(field: string, value: string): string {
  if (field === "season") return value === "SPRING" ? "春季（上半年）" : "秋季（下半年）";
  return field.endsWith("At") ? formatInstant(new Date(value)) : value;
}
