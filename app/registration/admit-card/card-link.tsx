"use client";

import { useT } from "@/app/_components/language";
import { CopyButton } from "@/app/_components/copy-button";
import { ExamSessionField } from "@/app/_components/page-exam-session";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { cardLinkAction } from "./actions";
import type { LinkState } from "./link-state";

const idle: LinkState = { status: "idle" };

/**
 * A link for a browser that can download and print, for candidates whose own cannot, as inside WeChat. It unfolds where
 * it is needed, and stays open with its answer.
 */
export function CardLink({ isWeChat }: { isWeChat: boolean }) {
  const t = useT();

  const [state, action] = useServerAction<LinkState>(cardLinkAction, idle);
  return (
    <details className="card mb-6 py-2 sm:py-3" open={isWeChat || state.status !== "idle"}>
      <summary className="min-h-11 cursor-pointer py-2 font-bold">{t("换一个浏览器或电脑打印")}</summary>
      <p className="mt-1 mb-3">
        {isWeChat
          ? t("微信内不能直接打印或下载 PDF。生成链接后复制到手机浏览器或电脑上打开，不用再次登录。")
          : t("生成链接后复制到另一个浏览器或电脑上打开，不用再次登录。")}
      </p>
      <form action={action}>
        <ExamSessionField />
        <div aria-live="polite">
          {state.status === "refused" && <p className="mb-2 font-semibold text-bad">{state.sentence}</p>}
          {state.status === "made" && (
            <div className="mb-3 rounded-md bg-brand-soft p-3">
              <p className="mb-1">
                {t("复制链接，到手机浏览器或电脑上打开，不用登录。十分钟内有效，只能打开一次，请勿转发。")}
              </p>
              <p className="flex flex-wrap items-center gap-2">
                <span className="min-w-0 flex-1 basis-60 font-mono text-sm break-all select-all">{state.address}</span>
                <CopyButton text={state.address} what={t("链接")} />
              </p>
            </div>
          )}
        </div>
        <SubmitButton className="button w-full sm:w-auto" busy={t("正在生成…")}>
          {state.status === "made" ? t("重新生成链接") : t("生成一次性链接")}
        </SubmitButton>
      </form>
    </details>
  );
}
