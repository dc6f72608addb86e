"use server";

import { after } from "next/server";
import { graveStaffAction } from "@/lib/auth/actions";
import { currentDevice, ensureDevice } from "@/lib/auth/device";
import { ok, refuse, type Result } from "@/lib/core/result";
import { sendSmsCode } from "@/lib/domain/account/commands/send-sms-code";
import { changePhoneInPerson, type ChangePhoneRefusal } from "@/lib/domain/appeal/commands/change-phone-in-person";
import { changePhoneSchema } from "@/lib/domain/appeal/schema";
import { clientAddress } from "@/lib/http/client-address";
import { showsSmsCodes } from "@/lib/http/installation";

type Refusal =
  | ChangePhoneRefusal
  | "phone_code_sent"
  | Extract<Awaited<ReturnType<typeof sendSmsCode>>, { ok: false }>["error"];

/** Sends the code, or changes the phone with it. What was sent is told like a refusal: the form stays, and asks on. */
export const changePhoneAction = graveStaffAction(
  ["EXAM_OFFICER"],
  changePhoneSchema,
  async (staff, input, now): Promise<Result<{ id: string }, Refusal>> => {
    const { id, phone } = input;
    if (input.go === "code") {
      const sent = await sendSmsCode({
        purpose: "APPEAL",
        phone,
        address: await clientAddress(),
        device: await ensureDevice(),
        effort: { proof: null, capable: false },
        atDesk: true,
        now,
        later: after,
      });
      if (!sent.ok) return sent;
      const code = showsSmsCodes() ? sent.value.code : null;
      return refuse(
        "phone_code_sent",
        code ? { problems: [{ field: "smsCode", code: "demo_code", values: { code } }] } : undefined,
      );
    }
    const { smsCode, evidence, reason } = input;
    const changed = await changePhoneInPerson({
      registrationId: id,
      phone,
      smsCode,
      device: await currentDevice(),
      evidence,
      reason,
      staffId: staff.id,
      now,
    });
    return changed.ok ? ok({ id }) : changed;
  },
  ({ id }) => ({ path: `/admin/registrations/${id}`, notice: "phone_changed_in_person" }),
);
