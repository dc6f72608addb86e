import type { Tx } from "@/lib/adapter/db/client";
import type { Renames } from "@/lib/domain/exam-session/lists";

/**
 * A registration stores its 报考层次 as text, so a rename must update it in the same transaction. One statement does all
 * renames, so that two levels can swap their names.
 */
export async function renameLevelsOfRegistrations(
  tx: Tx,
  { examSessionId, renames }: { examSessionId: string; renames: Renames },
): Promise<void> {
  const [from, to] = [renames.levels.map((level) => level.from), renames.levels.map((level) => level.to)];
  await tx.$executeRaw`
    UPDATE registration r SET level = renamed.to
    FROM unnest(${from}::text[], ${to}::text[]) AS renamed ("from", "to")
    WHERE r.exam_session_id = ${examSessionId}::uuid AND r.level = renamed.from`;
}
