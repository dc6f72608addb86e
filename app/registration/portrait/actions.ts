"use server";

import { z } from "zod";
import { candidateAction } from "@/lib/auth/actions";
import { ok, refuse } from "@/lib/core/result";
import { withdrawFaceConsent } from "@/lib/domain/registration/commands/withdraw-face-consent";
import { hasSoundPortrait } from "@/lib/domain/registration/queries/own-files";
import { registrationInExamSession } from "@/lib/domain/registration/queries/standing";

const nothing = z.object({});

const ownedBy = async ({ accountId, examSessionId }: { accountId: string; examSessionId: string }) => {
  const { registration } = await registrationInExamSession({ accountId, examSessionId });
  return registration ? { accountId, registrationId: registration.id } : null;
};

/** 下一步: checks the stored picture itself before the candidate continues. */
export const confirmPortraitAction = candidateAction(
  nothing,
  async (own) => {
    const owner = await ownedBy(own);
    if (!owner) return refuse("step_comes_later");
    const sound = await hasSoundPortrait(owner);
    if (sound === null) return refuse("portrait_missing");
    return sound ? ok(null) : refuse("portrait_not_sound");
  },
  "/registration/confirm",
);

export const withdrawFaceConsentAction = candidateAction(
  nothing,
  async (own, _input, now) => {
    const owner = await ownedBy(own);
    return owner ? withdrawFaceConsent({ ...owner, now }) : refuse("step_comes_later");
  },
  { path: "/registration/portrait", notice: "face_consent_withdrawn" },
);
