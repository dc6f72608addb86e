"use client";

import { CheckboxField, TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import type { Roles } from "@/lib/domain/account/roles";
import { IdentityCode } from "../../../_components/identity-code";
import { editStaffAction } from "../actions";
import { RolesField } from "../roles-field";

type Props = { id: string; version: number; name: string; roles: Roles; maskedPhone: string };

/** Name, phone and roles of a member of staff. */
export function EditForm({ id, version, name, roles, maskedPhone }: Props) {
  const [state, action] = useServerAction(editStaffAction, idle);
  return (
    <form action={action} noValidate className="card max-w-2xl">
      <h2 className="mb-4">姓名、手机号和角色</h2>
      <FormErrors state={state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <TextField
        name="name"
        label="姓名"
        maxLength={60}
        defaultValue={typed(state, "name") ?? name}
        errors={fieldErrors(state, "name")}
      />
      <TextField
        name="phone"
        label="新手机号"
        hint={`现为 ${maskedPhone}，不更换请留空。`}
        optional
        type="tel"
        inputMode="tel"
        maxLength={30}
        defaultValue={typed(state, "phone")}
        errors={fieldErrors(state, "phone")}
      />
      <RolesField
        state={state}
        roles={roles}
        hint="至少保留一个。取消某个角色后，正在审核的报名让出；取消“审核员”的，审核范围清空。"
      />
      <TextField
        name="reason"
        label="原因"
        hint="更换手机号或角色时必填，记入审计日志。"
        optional
        maxLength={200}
        defaultValue={typed(state, "reason")}
        errors={fieldErrors(state, "reason")}
      />
      <CheckboxField
        name="confirmed"
        label={`确认更换${name}的手机号或角色（只改姓名不用勾选）`}
        defaultChecked={typed(state, "confirmed") === "on"}
      />
      <IdentityCode state={state} />
      <SubmitButton busy="正在保存…">保存</SubmitButton>
    </form>
  );
}
