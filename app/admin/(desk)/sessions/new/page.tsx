import type { Metadata } from "next";
import { isAdministrator } from "@/lib/domain/account/roles";
import { notFound } from "next/navigation";
import { z } from "zod";
import { CheckboxField, SelectField } from "@/app/_components/field";
import { requireStaff } from "@/lib/auth/session";
import { COPY_HALF_YEARS, copiedSession, newSession, usualHalfYears } from "@/lib/domain/exam-session/new-session";
import { editableExamSession, newExamSessionId } from "@/lib/domain/exam-session/queries";
import { countRooms } from "@/lib/domain/seating/queries";
import { PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { asTyped } from "../_form/as-typed";
import { SessionTimeline } from "../_form/session-timeline";
import { NewSessionForm } from "../_form/session-form";

export const metadata: Metadata = { title: "新建考试批次" };

export default async function NewSessionPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["EXAM_OFFICER"], "/admin/sessions");
  const { from, halfYears } = await searchParams;
  const now = new Date();
  const source = z.uuid().safeParse(from).success ? await editableExamSession(String(from)) : null;
  if (from !== undefined && !source) notFound();

  const chosen = COPY_HALF_YEARS.find((count) => String(count) === halfYears);
  const shift = source ? (chosen ?? usualHalfYears(source, now)) : 0;
  const rooms = source ? await countRooms(source.id) : 0;
  const content = source ? copiedSession(source, shift) : newSession(now);
  return (
    <>
      <p className="mb-2">
        <a href="/admin/sessions">返回考试批次</a>
      </p>
      <PageHead
        title={source ? "复制考试批次" : "新建考试批次"}
        lead="保存后仍是草稿，考生看不到；检查并发布之后才开放报名。"
      />
      {source && <CopyOptions from={source.id} title={source.title} shift={shift} />}
      <NewSessionForm
        key={`${source?.id ?? ""} ${shift}`}
        id={newExamSessionId(now)}
        copyOf={source?.id ?? ""}
        initial={asTyped(content)}
        timeline={<SessionTimeline examSession={content} now={now} />}
        mayMoveLimit={isAdministrator(staff.roles)}
      >
        {rooms > 0 && (
          <CheckboxField name="copyRooms" label={`同时复制 ${rooms} 个考场（不含座位安排）`} defaultChecked />
        )}
      </NewSessionForm>
    </>
  );
}

const shiftLabels: Record<(typeof COPY_HALF_YEARS)[number], string> = {
  1: "半年（26周）",
  2: "一年（52周）",
  3: "一年半（78周）",
  4: "两年（104周）",
};

/** How much later the copy is. The button reloads the form. */
const CopyOptions = ({ from, title, shift }: { from: string; title: string; shift: number }) => (
  <form action="/admin/sessions/new" className="card mb-5">
    <h2>复制自“{title}”</h2>
    <p className="mt-1 mb-3 text-sm text-muted">
      各时间整周推后，星期和钟点不变；年份、季次、毕业申请年月和文字中的年月随之改变。请在下面逐项核对。
    </p>
    <input type="hidden" name="from" value={from} />
    <div className="flex flex-wrap items-end gap-x-4">
      <SelectField
        name="halfYears"
        label="推后"
        defaultValue={String(shift)}
        choices={COPY_HALF_YEARS.map((count) => ({ value: String(count), label: shiftLabels[count] }))}
      />
      <button type="submit" className="button mb-5">
        重新计算时间
      </button>
    </div>
  </form>
);
