"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { CheckboxField, TextField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, summaryErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { assignLatecomersAction, assignSeatsAction, deleteRoomAction, publishCardsAction, saveRoomAction } from "./actions";

type RoomValues = { id?: string; number: number; place?: string; capacity?: number };

export function RoomForm({ examSessionId, ...room }: { examSessionId: string } & RoomValues) {
  const [state, action] = useServerAction(saveRoomAction, idle);
  const field = (name: "number" | "place" | "capacity", initial: string | number) => ({
    name,
    errors: fieldErrors(state, name),
    defaultValue: typed(state, name) ?? initial,
  });
  return (
    <form action={action} noValidate className="mt-2">
      <FormErrors state={state} />
      <input type="hidden" name="examSessionId" value={examSessionId} />
      {room.id && <input type="hidden" name="id" value={room.id} />}
      <div className="grid gap-x-4 sm:grid-cols-[8rem_minmax(0,1fr)_8rem]">
        <TextField {...field("number", room.number)} label="考场编号" inputMode="numeric" />
        <TextField {...field("place", room.place ?? "")} label="地点（楼栋与房间）" maxLength={100} />
        <TextField {...field("capacity", room.capacity ?? 30)} label="座位数" inputMode="numeric" />
      </div>
      <SubmitButton busy="正在保存…" className="button w-full sm:w-auto">
        {room.id ? "保存" : "增加考场"}
      </SubmitButton>
    </form>
  );
}

export function DeleteRoomForm({ examSessionId, id, number }: { examSessionId: string; id: string; number: number }) {
  const [state, action] = useServerAction(deleteRoomAction, idle);
  return (
    <form action={action}>
      <input type="hidden" name="examSessionId" value={examSessionId} />
      <input type="hidden" name="id" value={id} />
      <SubmitButton busy="正在删除…" className="button button-small button-danger whitespace-nowrap">
        删除<span className="sr-only">第{number}考场</span>
      </SubmitButton>
      {summaryErrors(state).map(({ message }) => (
        <p key={message} role="alert" className="text-sm text-bad">
          {message}
        </p>
      ))}
    </form>
  );
}

export function AssignForm({ examSessionId, possible }: { examSessionId: string; possible: boolean }) {
  const [state, action] = useServerAction(assignSeatsAction, idle);
  return (
    <form action={action}>
      <FormErrors state={state} />
      <input type="hidden" name="examSessionId" value={examSessionId} />
      <SubmitButton busy="正在编排…">编排座位</SubmitButton>
      {!possible && <p className="mt-1 text-sm text-muted">有已缴费的考生且座位足够时才能编排。</p>}
    </form>
  );
}

export function LatecomersForm({ examSessionId, count, possible }: { examSessionId: string; count: number; possible: boolean }) {
  const [state, action] = useServerAction(assignLatecomersAction, idle);
  return (
    <form action={action} className="rounded-md bg-warn-soft p-4">
      <FormErrors state={state} />
      <input type="hidden" name="examSessionId" value={examSessionId} />
      <p className="mb-3">{count} 名考生在编排之后缴费，尚无座位。补排只使用从未编号的座位，已编排的考生不受影响。</p>
      <SubmitButton busy="正在补排…">为新缴费考生补排</SubmitButton>
      {!possible && <p className="mt-1 text-sm">座位不足，请先增加考场。</p>}
    </form>
  );
}

export function PublishForm({ examSessionId, undrawable }: { examSessionId: string; undrawable: number }) {
  const [state, action] = useServerAction(publishCardsAction, idle);
  return (
    <form action={action}>
      <FormErrors state={state} />
      <input type="hidden" name="examSessionId" value={examSessionId} />
      {undrawable > 0 && (
        <CheckboxField
          name="despiteNames"
          label={`有 ${undrawable} 名考生的姓名含有字库中没有的字，暂不能生成 PDF 准考证。我已知悉，仍要发布。`}
        />
      )}
      <SubmitButton busy="正在发布…">发布准考证</SubmitButton>
      <p className="mt-1 text-sm text-muted">发布后，已编排座位的考生可以在打印时间内查看和打印准考证。</p>
    </form>
  );
}
