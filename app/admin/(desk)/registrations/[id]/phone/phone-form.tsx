"use client";

import { TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { Notice } from "@/app/_components/notice";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, summaryErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { Danger } from "../../../../_components/danger";
import { changePhoneAction } from "./actions";

const names = { phone: "新手机号", smsCode: "验证码", evidence: "凭据", reason: "原因" };

/** One form, two presses: the first sends a code to the new phone, the second changes it. */
export function PhoneForm({ id, name, document }: { id: string; name: string; document: string }) {
  const [state, action] = useServerAction(changePhoneAction, idle);
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
      <input type="hidden" name="id" value={id} />
      {/* Of two values the later one counts: that of the button below, when it is pressed. */}
      <input type="hidden" name="go" value="change" />
      {field("phone", "考生现在使用的手机号。", { inputMode: "tel", maxLength: 40 })}
      <p className="mb-5">
        <SubmitButton name="go" value="code" className="button" busy="正在发送…">
          向新手机号发送验证码
        </SubmitButton>
      </p>
      {field("smsCode", "请考生报出新手机号收到的6位数字。", { inputMode: "numeric", maxLength: 40 })}
      {field("evidence", "同事和审计可以看到，例如：当面核对身份证原件，复印件存考务办公室。", { maxLength: 200 })}
      {field("reason", "考生会看到这些文字，例如：原手机号已停用，当面办理。", { maxLength: 200 })}
      <Danger
        state={state}
        act="更换手机号"
        busy="正在更换…"
        confirm={{ tick: `已当面核对证件原件，到场的就是${name}（${document}）本人` }}
      >
        <p>
          更换后只能用新手机号登录；原密码和所有登录失效，考生须用“找回密码”重设密码。报名、审核、缴费、座位不变。原号码和新号码都会收到短信。
        </p>
      </Danger>
    </form>
  );
}
