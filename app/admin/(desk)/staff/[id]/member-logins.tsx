"use client";

import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { type Login, LoginList } from "../../../_components/login-list";
import { endLoginsAction } from "../actions";

/** The login sessions of a member of staff. An administrator can end them. */
export function MemberLogins({ id, name, logins }: { id: string; name: string; logins: readonly Login[] }) {
  const [state, post] = useServerAction(endLoginsAction, idle);
  return (
    <LoginList
      logins={logins}
      state={state}
      post={post}
      all={`结束${name}的全部登录`}
      hidden={<input type="hidden" name="id" value={id} />}
    />
  );
}
