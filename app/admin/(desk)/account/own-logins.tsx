"use client";

import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { type Login, LoginList } from "../../_components/login-list";
import { endOwnLoginsAction } from "./actions";

/** One's own logins; the one that asks stays. */
export function OwnLogins({ logins }: { logins: readonly Login[] }) {
  const [state, post] = useServerAction(endOwnLoginsAction, idle);
  return <LoginList logins={logins} state={state} post={post} all="结束其他全部登录" />;
}
