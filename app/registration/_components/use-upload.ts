"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { UploadItem } from "@/lib/registration/items";
import type { OwnUpload } from "@/lib/registration/queries/own-files";
import { uploadLimit } from "@/lib/registration/uploads";
import { postUpload, prepareFile } from "./upload-request";

export type UploadState =
  | { status: "idle" }
  | { status: "sending"; percent: number }
  | { status: "failed"; message: string; again: boolean };

/** Sends files of one kind one after the other; keeps what is left for 重试 when the connection was lost, and tries again by itself once it is back. */
export function useUpload(kind: UploadItem, onKept: (file: OwnUpload) => void) {
  const [state, setState] = useState<UploadState>({ status: "idle" });
  const left = useRef<{ files: Blob[]; extra: Record<string, string> }>({ files: [], extra: {} });
  const running = useRef<AbortController | null>(null);

  const run = useCallback(async () => {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    const { extra } = left.current;
    try {
      for (let file = left.current.files[0]; file; file = left.current.files[0]) {
        setState({ status: "sending", percent: 0 });
        const content = file instanceof File ? await prepareFile(file, uploadLimit(kind)) : file;
        const body = new FormData();
        for (const [name, value] of Object.entries(extra)) body.append(name, value);
        // The name of a file is its owner's business; only the content counts.
        body.append(kind, content, "upload");
        const answer = await postUpload(body, (percent) => setState({ status: "sending", percent }), controller.signal);
        if (!answer) {
          left.current.files = [];
          break;
        }
        if (!answer.ok) {
          if (!answer.lost) left.current.files = [];
          return setState({ status: "failed", message: answer.message, again: answer.lost });
        }
        left.current.files.shift();
        if (answer.file) onKept(answer.file);
      }
      setState({ status: "idle" });
    } finally {
      running.current = null;
    }
  }, [kind, onKept]);

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
    send,
    retry: () => void run(),
    cancel: () => running.current?.abort(),
    fail: (message: string) => setState({ status: "failed", message, again: false }),
    clear: () => setState({ status: "idle" }),
  };
}
