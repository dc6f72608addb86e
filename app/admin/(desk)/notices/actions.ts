"use server";

import { staffAction } from "@/lib/auth/actions";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import { byField, formIn, typedValues } from "@/lib/auth/form-state";
import { requireStaff } from "@/lib/auth/session";
import { refuse, type Result } from "@/lib/core/result";
import {
  type NoticeRefusal,
  restoreNotice,
  saveNotice,
  withdrawNotice,
} from "@/lib/domain/notice/commands/save-notice";
import { noticeVersionSchema, saveNoticeSchema } from "@/lib/domain/notice/schema";
import type { NoticeFormState } from "./notice-state";

const roles = ["EXAM_OFFICER"] as const;
const page = "/admin/notices";

const publish = staffAction(
  roles,
  saveNoticeSchema,
  async (
    staff,
    { session, ...notice },
    now,
  ): Promise<Result<{ id: string }, NoticeRefusal | "exam_session_not_shown">> => {
    const examSession = notice.audience === "CANDIDATES" ? await namedExamSession(session) : null;
    if (notice.audience === "CANDIDATES" && !examSession) return refuse("exam_session_not_shown");
    return saveNotice({ ...notice, examSessionId: examSession?.id ?? null, staffId: staff.id, now });
  },
  { path: page, notice: "notice_saved" },
);

/** Saves a notice; the button 预览 shows it as its readers would see it and saves nothing. */
export async function saveNoticeAction(_previous: NoticeFormState, given: FormData): Promise<NoticeFormState> {
  const form = formIn(given);
  if (form.get("intent") !== "preview") return publish({ status: "idle" }, form);
  await requireStaff(roles, page);
  const values = typedValues(form);
  const input = saveNoticeSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return { status: "invalid", fieldErrors: byField(input.error), values };
  const { title, text, pinned, startsAt } = input.data;
  return { status: "preview", values, notice: { title, text, pinned, startsAt } };
}

export const withdrawNoticeAction = staffAction(
  roles,
  noticeVersionSchema,
  (staff, input, now) => withdrawNotice({ ...input, staffId: staff.id, now }),
  { path: page, notice: "notice_withdrawn" },
);

export const restoreNoticeAction = staffAction(
  roles,
  noticeVersionSchema,
  (staff, input, now) => restoreNotice({ ...input, staffId: staff.id, now }),
  { path: page, notice: "notice_restored" },
);
