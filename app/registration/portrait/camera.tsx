"use client";

import { useT } from "@/app/_components/language";
import { useEffect, useRef, useState } from "react";
import { PhoneCamera } from "./phone-camera";
import { toJpeg } from "../_components/upload-request";
import { type CameraProblem, cameraProblems, listCameras, looksAway, openCamera } from "./open-camera";

type Shot = { picture: Blob; address: string };

/**
 * A live picture of the candidate, mirrored as people expect, with a frame as a guide; then the still, to keep or to
 * take again.
 */
export function Camera({
  busy,
  onPicture,
  onPhoto,
  onClose,
}: {
  busy: boolean;
  /** A still that already has the right frame. */
  onPicture: (picture: Blob) => void;
  /** A photo from the phone's own camera that must still be cropped. */
  onPhoto: (photo: File) => void;
  onClose: () => void;
}) {
  const t = useT();

  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<CameraProblem | null>(null);
  const [live, setLive] = useState(false);
  const [shot, setShot] = useState<Shot | null>(null);
  const [cameras, setCameras] = useState<{ id: string; label: string }[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [away, setAway] = useState(false);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    void openCamera(chosen).then((opened) => {
      if ("problem" in opened) return gone || setProblem(opened.problem);
      if (gone) return stop(opened.stream);
      stream = opened.stream;
      if (video.current) video.current.srcObject = stream;
      setAway(looksAway(stream));
      // If the list of cameras fails, the picture is still shown.
      void listCameras().then(setCameras, () => undefined);
    });
    return () => {
      gone = true;
      if (stream) stop(stream);
    };
  }, [chosen, attempt]);
  useEffect(() => () => (shot ? URL.revokeObjectURL(shot.address) : undefined), [shot]);

  const take = async () => {
    const picture = video.current && (await still(video.current));
    if (picture) setShot({ picture, address: URL.createObjectURL(picture) });
  };

  const tryAgain = () => {
    setProblem(null);
    setChosen(null);
    setAttempt((before) => before + 1);
  };

  if (problem) return <NoCamera problem={problem} onAgain={tryAgain} onPhoto={onPhoto} onClose={onClose} />;
  return (
    <div className="mx-auto max-w-sm">
      <div className="relative aspect-3/4 overflow-hidden rounded-lg bg-ink">
        {/* A live picture of the viewer has no sound to caption. */}
        <video
          ref={video}
          autoPlay
          playsInline
          muted
          onLoadedData={() => setLive(true)}
          aria-label={t("摄像头画面")}
          className={`size-full object-cover ${away ? "" : "-scale-x-100"}`}
        />
        {shot ? (
          <img src={shot.address} alt={t("刚拍下的照片")} className="absolute inset-0 size-full object-cover" />
        ) : (
          <GuideFrame />
        )}
        {!live && <p className="absolute inset-x-0 top-1/2 text-center text-white">{t("正在打开摄像头…")}</p>}
      </div>
      <p className="mt-2 text-center text-sm text-muted">
        {shot ? t("请确认面部清晰完整、没有遮挡。") : t("头部放入虚线框，双眼对齐横线，肩膀在画面内。")}
      </p>
      {cameras.length > 1 && !shot && (
        <label className="mt-3 block text-sm">
          {t("摄像头")}
          <select
            className="input mt-1"
            value={chosen ?? cameras[0]?.id}
            onChange={(event) => {
              setLive(false);
              setChosen(event.currentTarget.value);
            }}
          >
            {cameras.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="mt-3 grid grid-cols-2 gap-3">
        {shot ? (
          <>
            <button type="button" className="button" disabled={busy} onClick={() => setShot(null)}>
              {t("重拍")}
            </button>
            <button
              type="button"
              className="button button-primary"
              disabled={busy}
              onClick={() => onPicture(shot.picture)}
            >
              {t("使用这张")}
            </button>
          </>
        ) : (
          <>
            <button type="button" className="button" onClick={onClose}>
              {t("返回")}
            </button>
            <button type="button" className="button button-primary" disabled={!live} onClick={() => void take()}>
              {t("拍照")}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

/** What went wrong, and the alternatives: try again, use the phone's own camera, or choose an existing photo. */
function NoCamera({
  problem,
  onAgain,
  onPhoto,
  onClose,
}: {
  problem: CameraProblem;
  onAgain: () => void;
  onPhoto: (photo: File) => void;
  onClose: () => void;
}) {
  const t = useT();

  const mendable = problem !== "insecure" && problem !== "unsupported";
  return (
    <div role="alert" className="border-l-4 border-warn bg-warn-soft px-4 py-3">
      <p className="font-semibold">{t(cameraProblems[problem])}</p>
      <p className="mt-1">{t("不影响报名：可以改用手机自带的相机拍照，或者上传已有的照片。")}</p>
      <div className="mt-3 flex flex-wrap gap-3">
        {mendable && (
          <button type="button" className="button" onClick={onAgain}>
            {t("重试")}
          </button>
        )}
        <PhoneCamera label={t("用手机相机拍照")} onPhoto={onPhoto} />
        <button type="button" className="button" onClick={onClose}>
          {t("返回，改为上传照片")}
        </button>
      </div>
    </div>
  );
}

/** Guides for head, eyes and shoulders: the eyes at two fifths from the top. */
const GuideFrame = () => (
  <svg
    viewBox="0 0 480 640"
    aria-hidden="true"
    className="absolute inset-0 size-full fill-none stroke-white"
    strokeWidth="4"
  >
    <ellipse cx="240" cy="270" rx="120" ry="160" strokeDasharray="14 10" />
    <path d="M40 640c10-110 90-160 200-160s190 50 200 160" strokeDasharray="14 10" />
    <path d="M130 256h220" strokeWidth="2" strokeDasharray="6 8" />
  </svg>
);

/** The centre of the frame at 3:4, not mirrored: as other people see it. */
async function still(video: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth, videoHeight } = video;
  if (!videoWidth || !videoHeight) return null;
  const scale = Math.min(videoWidth / 3, videoHeight / 4);
  const [width, height] = [Math.floor(scale * 3), Math.floor(scale * 4)];
  const canvas = document.createElement("canvas");
  // The server scales it to the required size. A small camera's picture is not enlarged twice.
  canvas.width = width;
  canvas.height = height;
  canvas
    .getContext("2d")
    ?.drawImage(
      video,
      Math.floor((videoWidth - width) / 2),
      Math.floor((videoHeight - height) / 2),
      width,
      height,
      0,
      0,
      width,
      height,
    );
  return toJpeg(canvas);
}

const stop = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop();
};
