"use client";

import { CheckboxField, TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { type FormState, idle } from "@/lib/auth/form-state";
import { Danger } from "../../../_components/danger";
import { IdentityCode } from "../../../_components/identity-code";
import {
  disableStaffAction,
  enableStaffAction,
  inviteStaffAction,
  resetSecondFactorAction,
  unbindMemberSsoAction,
  withdrawInvitationAction,
} from "../actions";

type About = { id: string; version: number; name: string };

/** Disables a member of staff. */
export function DisableForm({ id, version, name }: About) {
  const [state, post] = useServerAction(disableStaffAction, idle);
  return (
    <form action={post} noValidate className="card mt-6 max-w-2xl">
      <h2 className="mb-4">停用账号</h2>
      <FormErrors state={state} ids={disableIds} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <TextField
        name="reason"
        id={disableIds.reason}
        label="原因"
        maxLength={200}
        defaultValue={typed(state, "reason")}
        errors={fieldErrors(state, "reason")}
      />
      <Danger
        state={state}
        act={`停用${name}的账号`}
        busy="正在停用…"
        confirm={{ word: name, what: "姓名" }}
        prefix="disable-"
      >
        <p>立即生效：结束全部登录，让出正在审核的报名，停止批量审核。以往的操作记录保留，以后可以重新启用。</p>
      </Danger>
    </form>
  );
}

const disableIds = {
  reason: "disable-reason",
  confirmation: "disable-confirmation",
  identityCode: "disable-identityCode",
};

/** Resets the second factor of a member who lost his phone and his recovery codes. */
export function ResetSecondFactorForm({ id, version, name }: About) {
  const [state, post] = useServerAction(resetSecondFactorAction, idle);
  return (
    <form action={post} noValidate className="card mt-6 max-w-2xl">
      <h2 className="mb-2">重置两步验证（手机和恢复码都丢失时）</h2>
      <p className="mb-4 text-sm text-muted">请先当面或打电话核实是本人提出。手机还在或有恢复码的，不需要重置。</p>
      <FormErrors state={state} ids={resetIds} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <TextField
        name="reason"
        id={resetIds.reason}
        label="原因"
        maxLength={200}
        defaultValue={typed(state, "reason")}
        errors={fieldErrors(state, "reason")}
      />
      <Danger
        state={state}
        act={`重置${name}的两步验证`}
        busy="正在重置…"
        confirm={{ word: name, what: "姓名" }}
        prefix="reset-"
      >
        <p>立即生效：原验证器和恢复码作废，全部登录结束，统一身份认证解除绑定。本人用密码登录后重新设置。</p>
      </Danger>
    </form>
  );
}

const resetIds = {
  reason: "reset-reason",
  confirmation: "reset-confirmation",
  identityCode: "reset-identityCode",
};

/** Enables a member of staff again. */
export function EnableForm({ name, ...about }: About) {
  const [state, post] = useServerAction(enableStaffAction, idle);
  return (
    <GraveForm
      {...about}
      {...{ state, post }}
      act="enable"
      title="启用账号"
      lead="启用后可以用原来的密码登录；没有密码的，启用后请重新邀请。"
      confirm={`确认启用${name}的账号`}
      button="启用"
    />
  );
}

/** Invites a member again: whoever has no password yet, or lost his, which is invalidated. */
export function InviteForm({ name, hasPassword, ...about }: About & { hasPassword: boolean }) {
  const [state, post] = useServerAction(inviteStaffAction, idle);
  if (!hasPassword)
    return (
      <GraveForm
        {...about}
        {...{ state, post }}
        act="invite"
        title="重新发送邀请"
        lead="向本人的手机发送新的链接，72小时内有效，只能使用一次。以前的链接立即失效。"
        confirm={`确认向${name}重新发送邀请`}
        button="发送邀请"
      />
    );
  return (
    <GraveForm
      {...about}
      {...{ state, post }}
      act="invite"
      title="重新邀请（忘记密码时）"
      lead="原密码立即作废，全部登录结束，统一身份认证解除绑定。本人须在72小时内用短信中的链接设置新密码。请先核实是本人提出。"
      confirm={`确认作废${name}的密码并重新邀请`}
      button="作废密码并邀请"
    />
  );
}

/** Takes an unused invitation back. */
export function WithdrawForm({ name, ...about }: About) {
  const [state, post] = useServerAction(withdrawInvitationAction, idle);
  return (
    <GraveForm
      {...about}
      {...{ state, post }}
      act="withdraw"
      title="撤回邀请"
      lead="链接立即失效，也不能再用验证码设置密码。以后可以重新发送。"
      confirm={`确认撤回对${name}的邀请`}
      button="撤回邀请"
    />
  );
}

/** Takes a member's binding to the university's single sign-on back. */
export function UnbindSsoForm({ name, ...about }: About) {
  const [state, post] = useServerAction(unbindMemberSsoAction, idle);
  return (
    <GraveForm
      {...about}
      {...{ state, post }}
      act="unbind"
      title="解除统一身份认证的绑定"
      lead="用统一身份认证登录的设备立即退出。密码登录不受影响，本人可以重新绑定。"
      confirm={`确认解除${name}的绑定`}
      button="解除绑定"
    />
  );
}

type GraveFormProps = Omit<About, "name"> & {
  state: FormState<string>;
  post: (form: FormData) => void;
  act: string;
  title: string;
  lead: string;
  confirm: string;
  button: string;
};

/** Requires a reason and a checked box beside the member's name. */
function GraveForm({ state, post, act, id, version, title, lead, confirm, button }: GraveFormProps) {
  const ids = { reason: `${act}-reason`, confirmed: `${act}-confirmed`, identityCode: `${act}-identityCode` };
  return (
    <form action={post} noValidate className="card mt-6 max-w-2xl">
      <h2 className="mb-2">{title}</h2>
      <p className="mb-4 text-sm text-muted">{lead}</p>
      <FormErrors state={state} ids={ids} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <TextField
        name="reason"
        id={ids.reason}
        label="原因"
        maxLength={200}
        defaultValue={typed(state, "reason")}
        errors={fieldErrors(state, "reason")}
      />
      <CheckboxField
        name="confirmed"
        id={ids.confirmed}
        label={confirm}
        defaultChecked={typed(state, "confirmed") === "on"}
        errors={fieldErrors(state, "confirmed")}
      />
      <IdentityCode state={state} prefix={`${act}-`} />
      <SubmitButton className="button w-full sm:w-auto" busy="请稍候…">
        {button}
      </SubmitButton>
    </form>
  );
}
