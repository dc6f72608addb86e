"use server";

import { redirect } from "next/navigation";
import type { AccountRefusal } from "@/lib/domain/account/refusals";
import { signInStaff } from "@/lib/domain/account/commands/sign-in-staff";
import { signInSchema } from "@/lib/domain/account/schema";
import { clientAddress } from "@/lib/http/client-address";
import { challengeAfter } from "@/lib/http/challenge";
import { currentDevice, rememberDevice } from "@/lib/auth/device";
import { byField, type FormState, typedValues, formIn } from "@/lib/auth/form-state";
import { ownPath } from "@/lib/http/own-path";
import { setSessionCookie } from "@/lib/auth/session";

export type StaffLoginState = { form: FormState<AccountRefusal>; challenge: string | null };

export async function signInStaffAction(_previous: StaffLoginState, given: FormData): Promise<StaffLoginState> {
  const form = formIn(given);
  const values = typedValues(form);
  const input = signInSchema.safeParse(Object.fromEntries(form));
  if (!input.success)
    return { form: { status: "invalid", fieldErrors: byField(input.error), values }, challenge: null };

  const { phone, password } = input.data;
  const proof = form.get("altcha");
  const effort = {
    proof: typeof proof === "string" && proof !== "" ? proof : null,
    capable: form.get("capable") === "1",
  };
  const visitor = { address: await clientAddress(), device: await currentDevice(), effort };
  const result = await signInStaff({ phone, password, ...visitor, now: new Date() });
  if (!result.ok) {
    return { form: { status: "refused", error: result.error, values }, challenge: await challengeAfter(result) };
  }
  await rememberDevice(result.value.staffId);
  await setSessionCookie("staff", result.value.session);
  const next = ownPath(form.get("next"), "/admin");
  redirect(/^\/admin(?:[/?]|$)/.test(next) ? next : "/admin");
}
