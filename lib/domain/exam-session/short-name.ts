import type { Season } from "@/lib/adapter/db/enums";

export const seasonWords: Record<Season, string> = { SPRING: "春季", AUTUMN: "秋季" };

/** 2026年秋季: short enough to be typed as a confirmation. */
export const shortName = ({ year, season }: { year: number; season: Season }): string =>
  `${year}年${seasonWords[season]}`;
