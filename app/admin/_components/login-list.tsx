import type { ReactNode } from "react";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import type { FormState } from "@/lib/auth/form-state";
import { DeskTable } from "./desk-table";
import { IdentityCode } from "./identity-code";

/** A login session as the list shows it, with formatted times. */
export type Login = {
  id: string;
  since: string;
  lastSeen: string;
  network: string;
  device: string;
  /** The way of signing in. */
  way: string;
  /** The second factor is outstanding. */
  half: boolean;
  isThis: boolean;
};

/**
 * The login sessions of a member of staff, each with a button that ends it, and one button for all. `hidden`: further
 * fields for the action.
 */
export function LoginList({
  logins,
  state,
  post,
  all,
  hidden,
}: {
  logins: readonly Login[];
  state: FormState<string>;
  post: (form: FormData) => void;
  /** The label of the button that ends all of them. */
  all: string;
  hidden?: ReactNode;
}) {
  const others = logins.filter(({ isThis }) => !isThis);
  return (
    <form action={post} noValidate>
      <FormErrors state={state} />
      {hidden}
      <IdentityCode state={state} />
      <DeskTable
        caption="登录"
        rows={logins}
        id={({ id }) => id}
        columns={[
          { key: "since", label: "登录时间", text: ({ since }) => since },
          { key: "device", label: "设备", text: ({ device }) => device },
          { key: "way", label: "登录方式", text: ({ way }) => way },
          { key: "network", label: "网段", text: ({ network }) => network },
          {
            key: "seen",
            label: "最近使用",
            text: ({ half, lastSeen }) => (half ? "未输入验证码" : lastSeen),
          },
          {
            key: "end",
            label: "操作",
            acts: true,
            cell: ({ id, since, isThis }) =>
              isThis ? (
                <span className="text-muted">本次登录</span>
              ) : (
                <SubmitButton name="login" value={id} className="button button-small" busy="正在结束…">
                  结束<span className="sr-only">{since}的登录</span>
                </SubmitButton>
              ),
          },
        ]}
      />
      {others.length > 0 && (
        <p className="mt-3">
          <SubmitButton className="button" busy="正在结束…">
            {all}
          </SubmitButton>
        </p>
      )}
    </form>
  );
}
