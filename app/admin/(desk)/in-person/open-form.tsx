"use client";

import { TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { Notice } from "@/app/_components/notice";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, summaryErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { Danger } from "../../_components/danger";
import { openFillingAction } from "./actions";

const names = { phone: "考生手机号", smsCode: "验证码", consent: "同意书" };

/** One form, two presses: the first sends a code to the person's phone, the second opens his draft. */
export function OpenForm({ examSession }: { examSession: string }) {
  const [state, action] = useServerAction(openFillingAction, idle);
  const sent = state.status === "refused" && state.error === "phone_code_sent";
  const demoCode = sent ? state.detail?.problems[0]?.values?.["code"] : undefined;
  const field = (of: keyof typeof names, hint: string, more: object = {}) => (
    <TextField
      name={of}
      label={names[of]}
      hint={hint}
      autoComplete="off"
      errors={fieldErrors(state, of)}
      defaultValue={typed(state, of) ?? ""}
      {...more}
    />
  );
  return (
    <form action={action} noValidate className="card max-w-2xl">
      {sent ? (
        <Notice title={summaryErrors(state)[0]?.message ?? ""}>
          {demoCode !== undefined && <p>演示模式，验证码：{demoCode}</p>}
        </Notice>
      ) : (
        <FormErrors state={state} names={names} />
      )}
      <input type="hidden" name="examSession" value={examSession} />
      {/* Of two values the later one counts: that of the button below, when it is pressed. */}
      <input type="hidden" name="go" value="open" />
      {field("phone", "考生本人的手机号，以后用它登录、接收通知。", { inputMode: "tel", maxLength: 40 })}
      <p className="mb-5">
        <SubmitButton name="go" value="code" className="button" busy="正在发送…">
          向考生手机发送验证码
        </SubmitButton>
      </p>
      {field("smsCode", "请考生报出手机收到的6位数字。", { inputMode: "numeric", maxLength: 40 })}
      {field("consent", "同事和审计可以看到，例如：当面代填同意书已签字，存考务办公室第3册。", { maxLength: 200 })}
      <Danger
        state={state}
        act="开始当面代填"
        busy="正在打开…"
        confirm={{ tick: "考生本人在场；报名须知、隐私告知已读给他听，他同意由我代填" }}
      >
        <p>系统记录由您代填。考生没有账号的，会为他建立账号；密码由考生自己用“找回密码”设置，工作人员不知道密码。</p>
      </Danger>
    </form>
  );
}
