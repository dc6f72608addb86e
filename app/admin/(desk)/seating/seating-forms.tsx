"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { CheckboxField, TextField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { MAX_REASON_CHARACTERS } from "@/lib/domain/seating/reason-limit";
import { Danger } from "../../_components/danger";
import {
  assignLatecomersAction,
  assignSeatsAction,
  deleteRoomAction,
  publishCardsAction,
  saveRoomAction,
  takeBackSeatsAction,
} from "./actions";
import { seatingAddress } from "./seating-address";

/**
 * `numbered`: up to which seat numbers were given; `published`: so many people of the room have a published card;
 * `tells`: by SMS.
 */
type RoomValues = {
  id?: string;
  number: number;
  place?: string;
  capacity?: number;
  numbered?: number;
  published?: number;
  tells?: boolean;
};

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
        <TextField
          {...field("number", room.number)}
          label="考场编号"
          inputMode="numeric"
          readOnly={Boolean(room.numbered)}
        />
        <TextField {...field("place", room.place ?? "")} label="地点（楼栋与房间）" maxLength={100} />
        <TextField {...field("capacity", room.capacity ?? 30)} label="座位数" inputMode="numeric" />
      </div>
      {room.numbered ? (
        <p className="mb-3 text-sm text-muted">
          已编到第 {room.numbered} 号座位：座位数不能少于 {room.numbered}；考场编号已写入准考证号，不能修改。
        </p>
      ) : null}
      {room.published ? (
        <CheckboxField
          name="confirmed"
          label={`准考证已发布。我已知悉：修改地点后，本考场 ${room.published} 名考生的准考证更新为新版，须重新打印${room.tells ? "，系统会逐一发送短信通知" : ""}。`}
          defaultChecked={typed(state, "confirmed") === "on"}
        />
      ) : null}
      <SubmitButton busy="正在保存…" className="button w-full sm:w-auto">
        {room.id ? "保存" : "增加考场"}
      </SubmitButton>
    </form>
  );
}

type DeletedRoom = { examSessionId: string; id: string; number: number; place: string; capacity: number };

export function DeleteRoomForm({ examSessionId, id, number, place, capacity }: DeletedRoom) {
  const [state, action] = useServerAction(deleteRoomAction, idle);
  return (
    <form action={action} noValidate>
      <FormErrors state={state} names={{ confirmation: "考场编号" }} ids={{ confirmation: "delete-confirmation" }} />
      <input type="hidden" name="examSessionId" value={examSessionId} />
      <input type="hidden" name="id" value={id} />
      <Danger
        state={state}
        act={`删除第 ${number} 考场`}
        busy="正在删除…"
        prefix="delete-"
        confirm={{ word: String(number), what: "考场编号" }}
      >
        <p>
          将删除第 {number} 考场（{place}）和它的 {capacity} 个座位，不能恢复。还没有考生编入这个考场。
        </p>
      </Danger>
    </form>
  );
}

const Back = ({ examSessionId, children }: { examSessionId: string; children: string }) => (
  <a href={seatingAddress("", examSessionId)} className="button">
    {children}
  </a>
);

type Arrangement = { examSessionId: string; seen: string; people: number; late: boolean };

/** Both acts are tied to the form, which shows the one that is due. */
export function ArrangeForm({ examSessionId, seen, people, late }: Arrangement) {
  const first = useServerAction(assignSeatsAction, idle);
  const latecomers = useServerAction(assignLatecomersAction, idle);
  const [state, action] = late ? latecomers : first;
  return (
    <form action={action}>
      <FormErrors state={state} />
      <input type="hidden" name="examSessionId" value={examSessionId} />
      <input type="hidden" name="seen" value={seen} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton busy="正在编排…">
          {late ? "确认补排" : "确认编排"} {people} 人
        </SubmitButton>
        <Back examSessionId={examSessionId}>{late ? "返回，不补排" : "返回，不编排"}</Back>
      </div>
    </form>
  );
}

export function PublishForm({
  examSessionId,
  seen,
  undrawable,
}: {
  examSessionId: string;
  seen: number;
  undrawable: number;
}) {
  const [state, action] = useServerAction(publishCardsAction, idle);
  return (
    <form action={action}>
      <FormErrors state={state} />
      <input type="hidden" name="examSessionId" value={examSessionId} />
      <input type="hidden" name="seen" value={seen} />
      {undrawable > 0 && (
        <CheckboxField
          name="despiteNames"
          label={`我已知悉上列 ${undrawable} 名考生暂不能生成 PDF 准考证，仍要发布。`}
          defaultChecked={typed(state, "despiteNames") === "on"}
        />
      )}
      <Danger
        state={state}
        act={`确认发布 ${seen} 张准考证`}
        busy="正在发布…"
        confirm={{ word: String(seen), what: "准考证张数" }}
        back={<Back examSessionId={examSessionId}>返回，不发布</Back>}
      >
        <p>发布之后不能撤回编排，准考证号不再改变。</p>
      </Danger>
    </form>
  );
}

export function TakeBackForm({ examSessionId, seen }: { examSessionId: string; seen: number }) {
  const [state, action] = useServerAction(takeBackSeatsAction, idle);
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <input type="hidden" name="examSessionId" value={examSessionId} />
      <input type="hidden" name="seen" value={seen} />
      <TextAreaField
        name="reason"
        label="撤回原因"
        hint={`将记入审计日志，最多${MAX_REASON_CHARACTERS}字。`}
        rows={2}
        maxLength={MAX_REASON_CHARACTERS}
        errors={fieldErrors(state, "reason")}
        defaultValue={typed(state, "reason") ?? ""}
      />
      <Danger
        state={state}
        act={`确认撤回 ${seen} 人的编排`}
        busy="正在撤回…"
        confirm={{ word: String(seen), what: "人数" }}
        back={<Back examSessionId={examSessionId}>返回，不撤回</Back>}
      >
        <p>{seen} 人的座位和准考证号立即作废，不能恢复。</p>
      </Danger>
    </form>
  );
}
