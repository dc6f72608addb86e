"use server";

import { redirect } from "next/navigation";
import { endLoginSession } from "@/lib/account/commands/end-login-session";
import { clearSessionCookie, currentCandidate, currentStaff } from "@/lib/auth/session";

export async function signOutAction(): Promise<void> {
  const candidate = await currentCandidate();
  if (candidate) await endLoginSession({ loginSessionId: candidate.loginSessionId, now: new Date() });
  await clearSessionCookie("candidate");
  redirect("/login?notice=signed_off");
}

export async function signOutStaffAction(): Promise<void> {
  const staff = await currentStaff();
  if (staff) await endLoginSession({ loginSessionId: staff.loginSessionId, now: new Date() });
  await clearSessionCookie("staff");
  redirect("/admin/login?notice=signed_off");
}
