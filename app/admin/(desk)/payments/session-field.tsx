import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { publishedExamSessions } from "@/lib/domain/exam-session/queries";
import { type SessionFilter, sessionFilter } from "@/lib/domain/payment/desk-filter";

/** Whose payments a list shows: the exam session that its address names, or all, else the one that the desk shows. */
export const listedSession = async (asked: unknown): Promise<SessionFilter> =>
  sessionFilter.parse(asked) ?? (await deskExamSession())?.id;

/** The choice of the exam session in a list's filter. Money of all of them may be looked at together. */
export async function SessionField({ session }: { session: SessionFilter }) {
  const choices = await publishedExamSessions(session === "all" ? undefined : session);
  return (
    <select name="session" aria-label="考试批次" defaultValue={session ?? "all"} className="input max-w-64">
      {choices.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
      <option value="all">全部考试批次</option>
    </select>
  );
}

/** The filter of a list that has no other one. */
export const SessionForm = ({ path, session }: { path: string; session: SessionFilter }) => (
  <form method="get" action={path} aria-label="筛选" className="desk-tools no-print mb-1.5">
    <SessionField session={session} />
    <button type="submit" className="button">
      筛选
    </button>
  </form>
);
