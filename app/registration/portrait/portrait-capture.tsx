"use client";

import dynamic from "next/dynamic";
import { useCallback, useEffect, useRef, useState } from "react";
import { FormErrors } from "@/app/_components/form-errors";
import { Notice } from "@/app/_components/notice";
import { SubmitButton } from "@/app/_components/submit-button";
import { portraitFindingLabels } from "@/app/_lib/labels";
import { idle } from "@/lib/auth/form-state";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";
import { UploadProgress } from "../_components/upload-progress";
import { useHydrated } from "@/app/_components/use-hydrated";
import { useServerAction } from "@/app/_components/use-server-action";
import { useUpload } from "../_components/use-upload";
import { confirmPortraitAction, withdrawFaceConsentAction } from "./actions";
import { Camera } from "./camera";
import { FileButton, PICTURES } from "../_components/file-button";
import { PhoneCamera } from "./phone-camera";
import { openPicture, postUpload } from "../_components/upload-request";
import type { Cut } from "./cut-out";
import { FaceConsent } from "./face-consent";

/** The cropper is a third of this page's script, and needed only by those who have chosen a photo. */
const Cropper = dynamic(() => import("./cropper"), {
  ssr: false,
  loading: () => <p className="py-6 text-center text-muted">正在打开照片…</p>,
});

/** The portrait as it is kept, the consent it needs, and the two ways to make one. */
export function PortraitCapture({
  initial,
  earlierId,
  consented,
  changeable,
  contact,
}: {
  initial: OwnUpload | null;
  /** The portrait of the candidate's last registration. */
  earlierId: string | null;
  consented: boolean;
  changeable: boolean;
  contact: string;
}) {
  const [portrait, setPortrait] = useState(initial);
  const [agreed, setAgreed] = useState(consented);
  const [given, setGiven] = useState(consented);
  const [asked, setAsked] = useState(false);
  const [camera, setCamera] = useState(false);
  /** The photo that is being cut. */
  const [photo, setPhoto] = useState<File | null>(null);
  /** The photo that was cut last, to be cut again. */
  const [cutPhoto, setCutPhoto] = useState<File | null>(null);
  /** The picture the kept portrait was made of, as long as this page is open. */
  const [before, setBefore] = useState<string | null>(null);
  const sent = useRef<Blob | null>(null);
  useEffect(() => () => (before ? URL.revokeObjectURL(before) : undefined), [before]);
  const [confirmState, confirm] = useServerAction(confirmPortraitAction, idle);
  const result = useRef<HTMLElement>(null);
  const consent = useRef<HTMLInputElement>(null);
  const stage = useStage(photo ?? camera);
  const hydrated = useHydrated();

  const onKept = useCallback((file: OwnUpload) => {
    setPortrait(file);
    setGiven(true);
    setCamera(false);
    setPhoto(null);
    setBefore(sent.current && URL.createObjectURL(sent.current));
  }, []);
  // The person should see the new picture, and a screen reader hear of it.
  useEffect(() => {
    if (portrait !== initial) result.current?.focus();
  }, [portrait, initial]);
  const { state, busy, send, retry, cancel, fail, clear } = useUpload("PORTRAIT", onKept);

  const askConsent = () => {
    setAsked(true);
    consent.current?.focus();
  };
  /** Without consent no picture is taken and none is sent. */
  const withConsent = (go: () => void) => {
    if (agreed) go();
    else askConsent();
  };
  const sendPicture = (picture: Blob, made: Blob, crop: Cut | null = null) => {
    sent.current = made;
    send([picture], { page: "portrait", faceConsent: "on", ...(crop ? { crop: JSON.stringify(crop) } : {}) });
  };
  /**
   * A photo that this browser shows is cut here; one that it cannot read goes as it is, and the server says what it
   * makes of it.
   */
  const openPhoto = async (file: File) => {
    clear();
    const readable = await openPicture(file).then(
      () => true,
      () => false,
    );
    setCamera(false);
    setCutPhoto(readable ? file : null);
    if (readable) setPhoto(file);
    else sendPicture(file, file);
  };
  const openCamera = () =>
    withConsent(() => {
      clear();
      setPhoto(null);
      setCamera(true);
    });
  const choose = (file: File) => {
    if (file.size === 0) return fail("所选文件是空的，请重新选择。");
    withConsent(() => void openPhoto(file));
  };

  const reuse = async (fileId: string) => {
    const body = new FormData();
    body.append("page", "portrait");
    body.append("faceConsent", "on");
    body.append("reuse", fileId);
    clear();
    const answer = await postUpload(body, () => undefined);
    if (answer && !answer.ok) return fail(answer.message);
    sent.current = null;
    if (answer?.file) onKept(answer.file);
  };

  return (
    <>
      <FormErrors state={confirmState} />
      {portrait && (
        <section ref={result} tabIndex={-1} aria-labelledby="portrait-result" className="card mb-6 outline-none">
          <h2 id="portrait-result">{changeable ? "已保存的登记照" : "登记照（无需修改）"}</h2>
          <div className="mt-3 flex flex-col items-center gap-5 sm:flex-row sm:items-start">
            <div className="flex shrink-0 gap-3">
              {before && (
                <figure className="w-36 sm:w-48">
                  <img
                    src={before}
                    alt="原照片"
                    className="aspect-3/4 w-full rounded border border-line bg-soft object-contain"
                  />
                  <figcaption className="mt-1 text-center text-sm text-muted">原照片</figcaption>
                </figure>
              )}
              <figure className="w-36 sm:w-48">
                <img
                  src={`/api/files/${portrait.id}`}
                  alt="处理后的登记照"
                  width={240}
                  height={320}
                  className="aspect-3/4 w-full rounded border border-line bg-soft"
                />
                <figcaption className="mt-1 text-center text-sm text-muted">
                  处理后
                  <span className="block">
                    {portrait.width}×{portrait.height}，{Math.ceil(portrait.size / 1000)}KB
                  </span>
                </figcaption>
              </figure>
            </div>
            <div className="w-full">
              <Findings codes={toldOf(portrait)} />
              <p className="mb-4">请确认照片为本人、面部清晰完整。照片将印在准考证上，考试当天用于核对身份。</p>
              <form action={confirm}>
                <SubmitButton>{isDoubtful(portrait) ? "仍要使用，下一步" : "下一步"}</SubmitButton>
              </form>
              {changeable && hydrated && !photo && !camera && (
                <div className="mt-3 flex flex-wrap gap-3">
                  {cutPhoto && (
                    <button
                      type="button"
                      className="button flex-1 sm:flex-none"
                      disabled={busy}
                      onClick={() => setPhoto(cutPhoto)}
                    >
                      重新裁剪
                    </button>
                  )}
                  {isDoubtful(portrait) && (
                    <button type="button" className="button flex-1 sm:flex-none" disabled={busy} onClick={openCamera}>
                      重新拍摄
                    </button>
                  )}
                </div>
              )}
            </div>
          </div>
        </section>
      )}
      {changeable && (
        <section aria-labelledby="portrait-capture" className="card">
          <h2 id="portrait-capture">{portrait ? "重新上传" : "提交登记照"}</h2>
          <div className="mt-3">
            {given && <ConsentGiven hasPortrait={portrait !== null} />}
            <form
              action="/api/uploads"
              method="post"
              encType="multipart/form-data"
              onSubmit={(event) => {
                if (hydrated) event.preventDefault();
              }}
            >
              <input type="hidden" name="page" value="portrait" />
              {!given && (
                <FaceConsent
                  agreed={agreed}
                  missing={asked && !agreed}
                  onChange={setAgreed}
                  input={consent}
                  contact={contact}
                />
              )}
              {earlierId && !portrait && !photo && !camera && (
                <Earlier id={earlierId} hydrated={hydrated} onUse={() => withConsent(() => void reuse(earlierId))} />
              )}
              <div ref={stage} tabIndex={-1} className="scroll-mt-4 outline-none">
                {photo ? (
                  <Cropper
                    photo={photo}
                    busy={busy}
                    onCut={(picture, crop) => sendPicture(picture, photo, crop)}
                    onCancel={() => setPhoto(null)}
                  />
                ) : camera ? (
                  <Camera
                    busy={busy}
                    onPicture={(picture) => {
                      setCutPhoto(null);
                      sendPicture(picture, picture);
                    }}
                    onPhoto={(taken) => void openPhoto(taken)}
                    onClose={() => setCamera(false)}
                  />
                ) : (
                  !busy && (
                    <Ways
                      hydrated={hydrated}
                      again={portrait !== null}
                      agreed={agreed}
                      onChoose={choose}
                      onAsk={askConsent}
                      onCamera={openCamera}
                    />
                  )
                )}
              </div>
            </form>
            <UploadProgress state={state} onCancel={cancel} onRetry={retry} />
          </div>
        </section>
      )}
    </>
  );
}

/** Last session's portrait, to be looked at and taken again; it needs the consent of this session. */
function Earlier({ id, hydrated, onUse }: { id: string; hydrated: boolean; onUse: () => void }) {
  return (
    <div className="mb-5 flex gap-4 rounded-md border border-line p-3">
      <img
        src={`/api/files/${id}`}
        alt="上次报名的登记照"
        width={96}
        height={128}
        className="h-32 w-24 rounded border border-line bg-soft"
      />
      <div>
        <h3 className="font-semibold">使用上次的登记照</h3>
        <p className="mt-1 text-sm text-muted">如果您的样貌没有明显变化，可以继续使用这张照片，使用前请确认是本人。</p>
        <button
          type={hydrated ? "button" : "submit"}
          name="reuse"
          value={id}
          className="button button-small mt-2"
          onClick={onUse}
        >
          使用这张照片
        </button>
      </div>
    </div>
  );
}

/**
 * Brings what was opened, a photo or the camera, before the person's eyes and the keyboard to it, and the keyboard back
 * when it closes.
 */
function useStage(open: File | boolean) {
  const stage = useRef<HTMLDivElement>(null);
  const shown = useRef(open);
  useEffect(() => {
    if (shown.current === open) return;
    shown.current = open;
    stage.current?.focus({ preventScroll: true });
    if (open) stage.current?.scrollIntoView({ block: "start" });
  }, [open]);
  return stage;
}

/** That nobody looked is for the reviewer to know. */
const toldOf = ({ findings }: OwnUpload) => findings.filter((code) => code !== "portrait_unchecked");

const isDoubtful = (portrait: OwnUpload) => toldOf(portrait).length > 0;

function Findings({ codes }: { codes: readonly string[] }) {
  const known = codes.flatMap((code) =>
    Object.entries(portraitFindingLabels).flatMap(([name, label]) => (name === code ? [label] : [])),
  );
  if (!known.length) return null;
  return (
    <Notice tone="warn" title="建议重新拍摄">
      <ul className="my-1 list-disc pl-5">
        {known.map((label) => (
          <li key={label}>{label}</li>
        ))}
      </ul>
      <p>您也可以继续使用这张照片，由审核人员判断。</p>
    </Notice>
  );
}

function ConsentGiven({ hasPortrait }: { hasPortrait: boolean }) {
  const [, withdraw] = useServerAction(withdrawFaceConsentAction, idle);
  return (
    <form
      action={withdraw}
      className="mb-4 flex flex-wrap items-center justify-between gap-2 text-sm text-muted"
      onSubmit={(event) => {
        if (hasPortrait && !window.confirm("撤回同意后，已上传的登记照会一并移除。确定撤回吗？"))
          event.preventDefault();
      }}
    >
      <p>您已单独同意处理人脸信息。</p>
      <SubmitButton className="button button-small">撤回同意</SubmitButton>
    </form>
  );
}

/** 上传照片, 拍照 in the page, and the phone's own camera. As plain HTML: a file input and a button. */
function Ways({
  hydrated,
  again,
  agreed,
  onChoose,
  onAsk,
  onCamera,
}: {
  hydrated: boolean;
  again: boolean;
  onChoose: (photo: File) => void;
  agreed: boolean;
  /** Asks for the consent. */
  onAsk: () => void;
  onCamera: () => void;
}) {
  // Asked before the person has looked for a photo, not after.
  const askFirst = (event: React.MouseEvent) => {
    if (!hydrated || agreed) return;
    event.preventDefault();
    onAsk();
  };
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <FileButton
        plainName="PORTRAIT"
        id="PORTRAIT"
        className={again ? "button" : "button button-primary"}
        accept={PICTURES}
        aria-label="选择登记照"
        onClick={askFirst}
        onFiles={([photo]) => photo && onChoose(photo)}
      >
        上传照片
      </FileButton>
      {hydrated ? (
        <>
          <button type="button" className="button" onClick={onCamera}>
            拍照
          </button>
          <PhoneCamera label="打开手机自带相机" onPhoto={onChoose} onClick={askFirst} />
        </>
      ) : (
        <button type="submit" className="button">
          {again ? "重新上传" : "上传照片"}
        </button>
      )}
    </div>
  );
}
