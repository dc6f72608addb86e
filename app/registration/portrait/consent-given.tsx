"use client";

import { useT } from "@/app/_components/language";
import { ExamSessionField } from "@/app/_components/page-exam-session";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { withdrawFaceConsentAction } from "./actions";

/** The consent that the server has recorded, and the button to withdraw it. */
export function ConsentGiven({ hasPortrait }: { hasPortrait: boolean }) {
  const t = useT();

  const [, withdraw] = useServerAction(withdrawFaceConsentAction, idle);
  return (
    <form
      action={withdraw}
      className="mb-4 flex flex-wrap items-center justify-between gap-2 text-sm text-muted"
      onSubmit={(event) => {
        if (hasPortrait && !window.confirm(t("撤回同意后，已上传的登记照会一并移除。确定撤回吗？")))
          event.preventDefault();
      }}
    >
      <ExamSessionField />
      <p>{t("您已单独同意处理人脸信息。")}</p>
      <SubmitButton className="button button-small">{t("撤回同意")}</SubmitButton>
    </form>
  );
}
