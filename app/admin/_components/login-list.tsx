import type { ReactNode } from "react";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import type { FormState } from "@/lib/auth/form-state";
import { DeskTable } from "./desk-table";

/** A login session as the list shows it, with formatted times. */
export type Login = { id: string; since: string; lastSeen: string; isThis: boolean };

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
      <DeskTable head={["登录时间", "最近使用", "[操作]"]}>
        {logins.map(({ id, since, lastSeen, isThis }) => (
          <tr key={id}>
            <td className="whitespace-nowrap">{since}</td>
            <td className="whitespace-nowrap">{lastSeen}</td>
            <td>
              {isThis ? (
                <span className="whitespace-nowrap text-muted">本次登录</span>
              ) : (
                <SubmitButton
                  name="login"
                  value={id}
                  className="button button-small whitespace-nowrap"
                  busy="正在结束…"
                >
                  结束<span className="sr-only">{since}的登录</span>
                </SubmitButton>
              )}
            </td>
          </tr>
        ))}
      </DeskTable>
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
