"use server";

import { redirect } from "next/navigation";
import type { AccountRefusal } from "@/lib/domain/account/refusals";
import { signInStaff } from "@/lib/domain/account/commands/sign-in-staff";
import { signInSchema } from "@/lib/domain/account/schema";
import { clientAddress } from "@/lib/http/client-address";
import { challengeAfter } from "@/lib/http/challenge";
import { currentDevice, rememberDevice } from "@/lib/auth/device";
import { byField, type FormState, typedValues, formIn } from "@/lib/auth/form-state";
import { secondFactorAddress, setSessionCookie } from "@/lib/auth/session";
import { signedInStaff } from "@/lib/domain/account/queries";
import { loginOrigin } from "@/lib/http/login-origin";
import { deskPath } from "@/lib/http/own-path";

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
  const visitor = {
    address: await clientAddress(),
    device: await currentDevice(),
    effort,
    origin: await loginOrigin(),
  };
  const result = await signInStaff({ phone, password, ...visitor, now: new Date() });
  if (!result.ok) {
    return { form: { status: "refused", error: result.error, values }, challenge: await challengeAfter(result) };
  }
  const { staffId, session } = result.value;
  await setSessionCookie("staff", session);
  const next = deskPath(form.get("next"));
  // The password alone makes no browser a known one: whoever guessed it would have tries of his own for the code.
  if (!(await signedInStaff(session.id, new Date()))) redirect(secondFactorAddress(next));
  await rememberDevice(staffId);
  redirect(next);
}
