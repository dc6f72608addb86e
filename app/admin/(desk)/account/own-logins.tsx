"use client";

import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { type Login, LoginList } from "../../_components/login-list";
import { endOwnLoginsAction } from "./actions";

/** The member's own login sessions. The present one cannot be ended here. */
export function OwnLogins({ logins }: { logins: readonly Login[] }) {
  const [state, post] = useServerAction(endOwnLoginsAction, idle);
  return <LoginList logins={logins} state={state} post={post} all="结束其他全部登录" />;
}
