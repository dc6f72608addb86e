"use client";

import { Say, useT } from "@/app/_components/language";
import dynamic from "next/dynamic";
import { type ReactNode, useCallback, useEffect, useReducer, useRef } from "react";
import { FormErrors } from "../_components/form-errors";
import { ExamSessionField, usePageExamSession } from "@/app/_components/page-exam-session";
import { useHydrated } from "@/app/_components/use-hydrated";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";
import { UploadProgress } from "../_components/upload-progress";
import { openPicture, postUpload } from "../_components/upload-request";
import { useUpload } from "../_components/use-upload";
import { confirmPortraitAction } from "./actions";
import { Camera } from "./camera";
import { capture, initialCapture } from "./capture-state";
import { ConsentGiven } from "./consent-given";
import type { Cut } from "./cut-out";
import { EarlierPortrait } from "./earlier-portrait";
import { FaceConsent } from "./face-consent";
import { PortraitResult } from "./portrait-result";
import { useStage } from "./use-stage";
import { Ways } from "./ways";

/** The cropper is a third of this page's script, and needed only by those who have chosen a photo. */
const Cropper = dynamic(() => import("./cropper"), {
  ssr: false,
  loading: () => (
    <p className="py-6 text-center text-muted">
      <Say text="正在打开照片…" />
    </p>
  ),
});

/** The portrait as it is kept, the consent it needs, and the two ways to make one. */
export function PortraitCapture({
  initial,
  earlierId,
  consented,
  changeable,
  contact,
  examples,
}: {
  initial: OwnUpload | null;
  /** The portrait of the candidate's last registration. */
  earlierId: string | null;
  consented: boolean;
  changeable: boolean;
  contact: string;
  /** Drawings of good and bad portraits, drawn by the server. */
  examples: ReactNode;
}) {
  const t = useT();

  const [state, dispatch] = useReducer(capture, { portrait: initial, consented }, initialCapture);
  const { portrait, consent, stage, cutPhoto } = state;
  const [confirmState, confirm] = useServerAction(confirmPortraitAction, idle);
  const result = useRef<HTMLElement>(null);
  const consentInput = useRef<HTMLInputElement>(null);
  const place = useStage(stage);
  const hydrated = useHydrated();

  const onKept = useCallback((file: OwnUpload) => dispatch({ kind: "kept", portrait: file }), []);
  // The person should see the new picture, and a screen reader hear of it.
  useEffect(() => {
    if (portrait !== initial) result.current?.focus();
  }, [portrait, initial]);
  const upload = useUpload("PORTRAIT", onKept);
  const examSession = usePageExamSession();
  const { busy } = upload;

  // What the server knows already is not told again: it may have been taken back on another device meanwhile.
  const ticked = consent.agreed && !consent.given;
  const askConsent = () => {
    dispatch({ kind: "consent_asked" });
    consentInput.current?.focus();
  };
  /** Without consent no picture is taken and none is sent. */
  const withConsent = (go: () => void) => {
    if (consent.agreed) go();
    else askConsent();
  };
  const sendPicture = (picture: Blob, original: Blob, crop: Cut | null = null) => {
    dispatch({ kind: "sent", original });
    upload.send([picture], {
      page: "portrait",
      ...(ticked ? { faceConsent: "on" } : {}),
      ...(crop ? { crop: JSON.stringify(crop) } : {}),
    });
  };
  /**
   * A photo that this browser shows is cut here; one that it cannot read goes as it is, and the server says what it
   * makes of it.
   */
  const openPhoto = async (photo: File) => {
    upload.clear();
    const readable = await openPicture(photo).then(
      () => true,
      () => false,
    );
    dispatch({ kind: "photo_opened", photo, readable });
    if (!readable) sendPicture(photo, photo);
  };
  const openCamera = () =>
    withConsent(() => {
      upload.clear();
      dispatch({ kind: "camera_opened" });
    });
  const choose = (photo: File) => {
    if (photo.size === 0) return upload.fail(t("所选文件是空的，请重新选择。"));
    withConsent(() => void openPhoto(photo));
  };
  const reuse = async (fileId: string) => {
    const body = new FormData();
    body.append("page", "portrait");
    if (ticked) body.append("faceConsent", "on");
    body.append("reuse", fileId);
    upload.clear();
    const answer = await postUpload(body, examSession, () => undefined);
    if (answer && !answer.ok) return upload.fail(answer.message);
    dispatch({ kind: "sent", original: null });
    if (answer?.file) onKept(answer.file);
  };
  const close = () => dispatch({ kind: "closed" });
  const isClosed = stage.kind === "closed";

  return (
    <>
      <FormErrors state={confirmState} />
      {portrait && (
        <PortraitResult
          portrait={portrait}
          original={state.original}
          changeable={changeable}
          section={result}
          onConfirm={confirm}
          choosing={!isClosed}
          retake={
            changeable
              ? {
                  act: hydrated
                    ? {
                        busy,
                        onCrop: cutPhoto && (() => dispatch({ kind: "crop_reopened" })),
                        onCamera: openCamera,
                      }
                    : null,
                }
              : null
          }
        />
      )}
      {changeable && (
        <section aria-labelledby="portrait-capture" className="card">
          <h2 id="portrait-capture">{portrait ? t("重新上传") : t("提交登记照")}</h2>
          <div className="mt-3">
            {consent.given && <ConsentGiven hasPortrait={portrait !== null} />}
            <form
              action="/api/uploads"
              method="post"
              encType="multipart/form-data"
              onSubmit={(event) => {
                if (hydrated) event.preventDefault();
              }}
            >
              <ExamSessionField />
              <input type="hidden" name="page" value="portrait" />
              {!consent.given && (
                <FaceConsent
                  agreed={consent.agreed}
                  missing={consent.asked && !consent.agreed}
                  onChange={(agreed) => dispatch({ kind: "agreed", agreed })}
                  input={consentInput}
                  contact={contact}
                />
              )}
              {earlierId && !portrait && isClosed && (
                <EarlierPortrait
                  id={earlierId}
                  hydrated={hydrated}
                  onUse={() => withConsent(() => void reuse(earlierId))}
                />
              )}
              <div ref={place} tabIndex={-1} className="scroll-mt-4 outline-none">
                {stage.kind === "crop" && (
                  <Cropper
                    photo={stage.photo}
                    busy={busy}
                    ticked={ticked}
                    onCut={(picture, crop) => sendPicture(picture, stage.photo, crop)}
                    onCancel={close}
                  />
                )}
                {stage.kind === "camera" && (
                  <Camera
                    busy={busy}
                    onPicture={(picture) => {
                      dispatch({ kind: "picture_taken" });
                      sendPicture(picture, picture);
                    }}
                    onPhoto={(taken) => void openPhoto(taken)}
                    onClose={close}
                  />
                )}
                {isClosed && !portrait && examples}
                {isClosed && !busy && (
                  <Ways
                    hydrated={hydrated}
                    again={portrait !== null}
                    agreed={consent.agreed}
                    onChoose={choose}
                    onAsk={askConsent}
                    onCamera={openCamera}
                  />
                )}
              </div>
            </form>
            <UploadProgress state={upload.state} onCancel={upload.cancel} onRetry={upload.retry} />
          </div>
        </section>
      )}
    </>
  );
}
