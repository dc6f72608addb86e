import { Notice } from "@/app/_components/notice";
import { deskExamSession } from "@/lib/auth/desk-exam-session";

/**
 * Above a page whose address names another exam session than the desk shows, because that was changed in another tab:
 * which one this page belongs to, and the ways to one of them. `path`: the page of the session that the desk shows.
 */
export async function OtherSession({
  examSession,
  path,
}: {
  examSession: { id: string; title: string };
  path: string;
}) {
  const shown = await deskExamSession();
  if (!shown || shown.id === examSession.id) return null;
  return (
    <Notice tone="warn" title={`本页属于：${examSession.title}`}>
      <p>页首选择的是另一个考试批次（{shown.title}），可能是在另一个窗口切换的。在本页的操作只对本页的批次生效。</p>
      <div className="mt-2 flex flex-wrap gap-3">
        <form action="/api/desk/exam-session" method="post">
          <button type="submit" name="examSession" value={examSession.id} className="button button-small">
            切换到本页的批次
          </button>
        </form>
        <a href={path} className="button button-small">
          查看页首选择的批次
        </a>
      </div>
    </Notice>
  );
}
