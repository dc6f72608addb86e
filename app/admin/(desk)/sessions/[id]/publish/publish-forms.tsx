"use client";

import { CheckboxField, TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { problemSentence } from "@/app/_lib/messages/exam-session-problems";
import { idle } from "@/lib/auth/form-state";
import type { Problem } from "@/lib/core/result";
import { Danger } from "../../../../_components/danger";
import {
  deleteSessionAction,
  publishSessionAction,
  setArchivedAction,
  setNewcomersAction,
  unpublishSessionAction,
} from "../../actions";

type Looked = { id: string; seen: number };

const Looked = ({ id, seen }: Looked) => (
  <>
    <input type="hidden" name="id" value={id} />
    <input type="hidden" name="seen" value={seen} />
  </>
);

/** `confirmed`: the text of the shown warnings. Checking the box posts it. */
export function PublishForm({
  warnings,
  confirmed,
  ...looked
}: Looked & { warnings: readonly Problem[]; confirmed: string }) {
  const [state, action] = useServerAction(publishSessionAction, idle);
  const detail = state.status === "refused" ? state.detail : undefined;
  const shown = detail?.problems ?? warnings;
  return (
    <form action={action} className="mt-3">
      <FormErrors state={state} />
      <Looked {...looked} />
      {shown.length > 0 && (
        <>
          <h3 className="font-bold">请核对以下提示</h3>
          <ul className="mt-2 mb-3 list-disc space-y-1 pl-5">
            {shown.map((problem) => (
              <li key={`${problem.field} ${problemSentence(problem)}`}>
                <Told problem={problem} id={looked.id} />
              </li>
            ))}
          </ul>
          {/* Created again with another list, so that a check never applies to warnings that staff did not see. */}
          <CheckboxField
            key={detail?.confirm ?? confirmed}
            name="confirmed"
            value={detail?.confirm ?? confirmed}
            label="我已核对以上提示，仍要发布"
          />
        </>
      )}
      <SubmitButton busy="正在发布…">发布</SubmitButton>
    </form>
  );
}

/** A problem with the way to where it is put right. SMS templates are set outside of the application. */
function Told({ problem, id }: { problem: Problem; id: string }) {
  const sentence = problemSentence(problem);
  if (problem.field === "sms") return sentence;
  const href = problem.field === "rooms" ? "/admin/seating" : `/admin/sessions/${id}#${problem.field}`;
  return <a href={href}>{sentence}</a>;
}

type Named = Looked & { word: string };

const whole = (word: string) => ({ word, what: "批次" });

export function UnpublishForm({ word, ...looked }: Named) {
  const [state, action] = useServerAction(unpublishSessionAction, idle);
  const errors = fieldErrors(state, "reason");
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <Looked {...looked} />
      <TextField
        name="reason"
        label="取消发布的原因"
        hint="记入审计日志。"
        maxLength={200}
        defaultValue={typed(state, "reason")}
        {...(errors ? { errors } : {})}
      />
      <Danger state={state} act={`取消发布 ${word}批次`} busy="正在取消…" confirm={whole(word)}>
        <p>取消发布后，考生不再看到这个批次；修改后可以重新发布。</p>
      </Danger>
    </form>
  );
}

/** 归档. The obstacles stand above it; without one it asks for a reason, a tick, and the name of the exam session. */
export function ArchiveForm({ word, ...looked }: Named) {
  const [state, action] = useServerAction(setArchivedAction, idle);
  const errors = fieldErrors(state, "reason");
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <Looked {...looked} />
      <input type="hidden" name="act" value="archive" />
      <TextField
        name="reason"
        id="archive-reason"
        label="归档的原因"
        hint="记入审计日志，例如：本次考试全部办结。"
        maxLength={200}
        defaultValue={typed(state, "reason")}
        {...(errors ? { errors } : {})}
      />
      <CheckboxField
        name="resultsDone"
        label="成绩已经公布，或不在本系统公布"
        defaultChecked={typed(state, "resultsDone") === "on"}
      />
      <Danger state={state} act={`归档 ${word}批次`} busy="正在归档…" confirm={whole(word)} prefix="archive-">
        <p>
          归档后，首页、批次选择和各处列表中不再出现这个批次；报过名的考生仍可查看自己的报名，不能再提交任何内容。什么都不删除，随时可以取消归档。
        </p>
      </Danger>
    </form>
  );
}

export function RestoreForm(looked: Looked) {
  const [state, action] = useServerAction(setArchivedAction, idle);
  const errors = fieldErrors(state, "reason");
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <Looked {...looked} />
      <input type="hidden" name="act" value="restore" />
      <p className="mb-3">取消归档后，各处列表重新列出这个批次，报过名的考生又能提交申诉等内容。</p>
      <TextField
        name="reason"
        id="restore-reason"
        label="取消归档的原因"
        hint="记入审计日志。"
        maxLength={200}
        defaultValue={typed(state, "reason")}
        {...(errors ? { errors } : {})}
      />
      <SubmitButton busy="正在保存…">取消归档</SubmitButton>
    </form>
  );
}

/** Stops newcomers, or lets them in again. `registrations`: how many have begun. */
export function NewcomersForm({
  closed,
  registrations,
  ...looked
}: Looked & { closed: boolean; registrations: number }) {
  const [state, action] = useServerAction(setNewcomersAction, idle);
  const errors = fieldErrors(state, "reason");
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <Looked {...looked} />
      <input type="hidden" name="act" value={closed ? "open" : "close"} />
      <p className="mb-3">
        {closed
          ? "恢复后，网上报名截止之前，新考生又可以开始报名。"
          : `停止后，新考生不能再开始报名；已开始报名的 ${registrations} 位考生可以照常提交、缴费和考试。随时可以恢复。`}
      </p>
      <TextField
        name="reason"
        id="newcomers-reason"
        label={closed ? "恢复的原因" : "停止的原因"}
        hint={closed ? "记入审计日志，例如：增加了考位。" : "记入审计日志，例如：考位已满。"}
        maxLength={200}
        defaultValue={typed(state, "reason")}
        {...(errors ? { errors } : {})}
      />
      <SubmitButton busy="正在保存…">{closed ? "恢复接受新考生" : "停止接受新考生"}</SubmitButton>
    </form>
  );
}

/** `rooms`, `people`: what is deleted with it. */
export function DeleteForm({ word, rooms, people, ...looked }: Named & { rooms: number; people: number }) {
  const [state, action] = useServerAction(deleteSessionAction, idle);
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <Looked {...looked} />
      <details open={state.status === "refused" || undefined}>
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2">
          删除这个草稿…
        </summary>
        <Danger state={state} act={`删除 ${word}草稿`} busy="正在删除…" confirm={whole(word)}>
          <p>
            将删除这个草稿，连同 {rooms.toLocaleString("en-US")} 个考场和学籍名单中的 {people.toLocaleString("en-US")}{" "}
            人，不能恢复。
          </p>
        </Danger>
      </details>
    </form>
  );
}
