"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { usePageExamSession } from "@/app/_components/page-exam-session";
import type { UploadKind } from "@/lib/domain/registration/items";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";
import { uploadLimit } from "@/lib/domain/registration/uploads";
import { postUpload, prepareFile } from "./upload-request";

export type UploadState =
  | { status: "idle" }
  | { status: "preparing" }
  | { status: "sending"; percent: number }
  /** The connection broke. The upload is retried automatically. */
  | { status: "waiting"; seconds: number }
  | { status: "failed"; message: string; again: boolean };

/** The delay before each retry after a broken connection. After the last one the person must press 重试. */
const PAUSES_SECONDS = [2, 5, 10];

const under = (state: UploadState) =>
  state.status === "preparing" || state.status === "sending" || state.status === "waiting";

/**
 * Sends files of one kind one after the other. After a broken connection a file is sent again after a delay, at once
 * when the browser is online again, and finally when the person presses 重试. The remaining files wait until then. A
 * refused file does not stop the others.
 */
export function useUpload(kind: UploadKind, onKept: (file: OwnUpload) => void, address?: string) {
  const [state, setState] = useState<UploadState>({ status: "idle" });
  const left = useRef<{ files: Blob[]; extra: Record<string, string> }>({ files: [], extra: {} });
  const running = useRef<AbortController | null>(null);
  const examSession = usePageExamSession();

  const run = useCallback(async () => {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const { extra } = left.current;
    const several = left.current.files.length > 1;
    const refused: string[] = [];
    try {
      for (let file = left.current.files[0]; file; file = left.current.files[0]) {
        setState({ status: "preparing" });
        const content = file instanceof File ? await prepareFile(file) : file;
        const answer = content.size > uploadLimit(kind) ? tooLarge(kind) : await sendPatiently(content, extra);
        if (!answer) {
          left.current.files = [];
          break;
        }
        if (!answer.ok && answer.lost)
          return setState({ status: "failed", message: [...refused, answer.message].join("\n"), again: true });
        left.current.files.shift();
        if (!answer.ok)
          refused.push(several && file instanceof File ? `${file.name}：${answer.message}` : answer.message);
        else if (answer.file) onKept(answer.file);
      }
      setState(refused.length ? { status: "failed", message: refused.join("\n"), again: false } : { status: "idle" });
    } finally {
      running.current = null;
    }

    async function sendPatiently(content: Blob, more: Record<string, string>) {
      for (let attempt = 0; ; attempt++) {
        setState({ status: "sending", percent: 0 });
        const body = new FormData();
        for (const [name, value] of Object.entries(more)) body.append(name, value);
        // The file name is the owner's private matter. Only the content counts.
        body.append(kind, content, "upload");
        const onPercent = (percent: number) => setState({ status: "sending", percent });
        const answer = await postUpload(body, examSession, onPercent, signal, address);
        const seconds = PAUSES_SECONDS[attempt];
        if (!answer || answer.ok || !answer.lost || seconds === undefined) return answer;
        setState({ status: "waiting", seconds });
        await pause(seconds, signal);
        if (signal.aborted) return null;
      }
    }
  }, [kind, onKept, examSession, address]);

  useEffect(() => {
    const resume = () => {
      if (left.current.files.length) void run();
    };
    window.addEventListener("online", resume);
    return () => {
      window.removeEventListener("online", resume);
      running.current?.abort();
    };
  }, [run]);

  const send = (files: readonly Blob[], extra: Record<string, string> = {}) => {
    left.current = { files: [...files], extra };
    void run();
  };
  return {
    state,
    busy: under(state),
    send,
    retry: () => void run(),
    cancel: () => running.current?.abort(),
    fail: (message: string) => setState({ status: "failed", message, again: false }),
    clear: () => setState({ status: "idle" }),
  };
}

/** Checked before the file is sent: on a phone every megabyte costs money. */
const tooLarge = (kind: UploadKind) =>
  ({
    ok: false,
    message: `文件过大，不能超过${uploadLimit(kind) / 1_000_000}MB。请压缩或重新拍摄后上传。`,
    lost: false,
  }) as const;

/** Ends after the delay, when the browser is online again, or when it is aborted. */
const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      window.removeEventListener("online", over);
      resolve();
    };
    const timer = setTimeout(over, seconds * 1000);
    window.addEventListener("online", over);
    signal.addEventListener("abort", over, { once: true });
  });
