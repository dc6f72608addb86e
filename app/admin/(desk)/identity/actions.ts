"use server";

import { redirect } from "next/navigation";
import { everyRole } from "@/lib/domain/account/roles";
import { currentDevice } from "@/lib/auth/device";
import { byField, formIn, type FormState } from "@/lib/auth/form-state";
import { requireStaff } from "@/lib/auth/session";
import { confirmIdentity } from "@/lib/domain/account/commands/confirm-identity";
import { secondFactorSchema } from "@/lib/domain/account/schema";
import { clientAddress } from "@/lib/http/client-address";
import { withNotice } from "@/lib/http/notice";
import { deskPath } from "@/lib/http/own-path";

/** Takes a code of the second factor again, and leads back to the page that needed it. */
export async function confirmIdentityAction(_previous: FormState, given: FormData): Promise<FormState> {
  const { loginSessionId } = await requireStaff(everyRole, "/admin/identity");
  const form = formIn(given);
  const input = secondFactorSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return { status: "invalid", fieldErrors: byField(input.error), values: {} };
  const confirmed = await confirmIdentity({
    loginSessionId,
    code: input.data.code,
    device: await currentDevice(),
    address: await clientAddress(),
    now: new Date(),
  });
  if (!confirmed.ok) return { status: "refused", error: confirmed.error, values: {} };
  redirect(withNotice(deskPath(form.get("next")), "identity_confirmed"));
}
