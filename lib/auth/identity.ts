import { clientAddress } from "@/lib/http/client-address";
import { confirmIdentity } from "@/lib/domain/account/commands/confirm-identity";
import type { SignedInStaff } from "@/lib/domain/account/queries";
import { readCode, type SecondFactorRefusal } from "@/lib/domain/account/second-factor";
import { currentDevice } from "./device";

/** The field of a form in which a code is given again (app/admin/_components/identity-code.tsx). */
const FIELD = "identityCode";

/**
 * Why a member of staff may not do something grave yet: his code is due, or the one in the form is not right. null when
 * he gave one lately, or has just given it.
 */
export async function identityRefusal(
  { loginSessionId }: SignedInStaff,
  form: FormData,
  now: Date,
): Promise<SecondFactorRefusal | null> {
  const given = form.get(FIELD);
  const typed = typeof given === "string" ? given.trim() : "";
  const confirmed = await confirmIdentity({
    loginSessionId,
    code: readCode(typed),
    device: await currentDevice(),
    address: await clientAddress(),
    now,
  });
  if (confirmed.ok) return null;
  return confirmed.error === "identity_code_due" && typed !== "" ? "second_factor_malformed" : confirmed.error;
}

/** The page that asks for the code where no form can, and leads back to `page`. */
export const identityAddress = (page: string): string => `/admin/identity?next=${encodeURIComponent(page)}`;
