"use server";

import { after } from "next/server";
import { graveStaffAction } from "@/lib/auth/actions";
import { currentDevice, ensureDevice } from "@/lib/auth/device";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import { refuse, type Result } from "@/lib/core/result";
import { sendSmsCode } from "@/lib/domain/account/commands/send-sms-code";
import { openFilling } from "@/lib/domain/registration/commands/desk-filling";
import { openFillingSchema } from "@/lib/domain/registration/filling";
import { clientAddress } from "@/lib/http/client-address";
import { showsSmsCodes } from "@/lib/http/installation";

type Answer = Awaited<ReturnType<typeof openFilling | typeof sendSmsCode>>;
type Refusal = Extract<Answer, { ok: false }>["error"] | "phone_code_sent" | "no_session";

/** Sends the code, or opens the form with it. What was sent is told like a refusal: the form stays, and asks on. */
export const openFillingAction = graveStaffAction(
  ["EXAM_OFFICER"],
  openFillingSchema,
  async (staff, input, now): Promise<Result<{ id: string }, Refusal>> => {
    const { phone } = input;
    const examSession = await namedExamSession(input.examSession);
    if (!examSession) return refuse("no_session");
    if (input.go === "open")
      return openFilling({
        phone,
        smsCode: input.smsCode,
        device: await currentDevice(),
        consent: input.consent,
        examSession,
        staffId: staff.id,
        now,
      });
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
  },
  ({ id }) => `/admin/registrations/${id}/fill`,
);
