"use client";

import { TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { IdentityCode } from "../../../_components/identity-code";
import { addStaffAction } from "../actions";
import { RolesField } from "../roles-field";

export function AddForm() {
  const [state, action] = useServerAction(addStaffAction, idle);
  return (
    <form action={action} noValidate className="card max-w-xl">
      <FormErrors state={state} />
      <TextField
        name="name"
        label="姓名"
        maxLength={60}
        defaultValue={typed(state, "name")}
        errors={fieldErrors(state, "name")}
      />
      <TextField
        name="phone"
        label="手机号码"
        hint="本人的手机号：用于登录，并接收设置密码的验证码。"
        type="tel"
        inputMode="tel"
        maxLength={30}
        defaultValue={typed(state, "phone")}
        errors={fieldErrors(state, "phone")}
      />
      <RolesField state={state} roles={[]} hint="可以选择几个。审核员添加后还须指定所负责的学校和教学点。" />
      <IdentityCode state={state} />
      <SubmitButton busy="正在添加…">添加并邀请</SubmitButton>
    </form>
  );
}
