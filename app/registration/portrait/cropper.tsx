"use client";

import { useT } from "@/app/_components/language";
import { useEffect, useRef, useState } from "react";
import EasyCrop, { type Area, type Point } from "react-easy-crop";
import "react-easy-crop/react-easy-crop.css";
import "./cropper.css";
import { usePageExamSession } from "@/app/_components/page-exam-session";
import { type Cut, cutOut, turnedPreview } from "./cut-out";
import { findFace } from "./find-face";

const MAX_ZOOM = 6;
/** How far one press of a button moves the picture, in screen pixels, and how much it enlarges it. */
const STEP = 12;
const ZOOM_STEP = 1.1;

const turns = [0, 90, 180, 270] as const;

/**
 * Rotates and crops a photo to 3:4, by touch, mouse, arrow keys or buttons. It starts on the face that the server
 * finds, otherwise in the middle. Loaded only after a photo was chosen.
 */
export default function Cropper({
  photo,
  busy,
  ticked,
  onCut,
  onCancel,
}: {
  photo: Blob;
  busy: boolean;
  /** The consent to face data was ticked on this page. */
  ticked: boolean;
  /** The cropped picture; or the photo with its crop data, when this browser could not crop it. */
  onCut: (picture: Blob, crop: Cut | null) => void;
  onCancel: () => void;
}) {
  const t = useT();

  const [crop, setCrop] = useState<Point>({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [turn, setTurn] = useState<Cut["turn"]>(0);
  const preview = usePreview(photo, turn, ticked);
  const [area, setArea] = useState<Area | null>(null);
  const [cutting, setCutting] = useState(false);
  const frame = useRef<HTMLDivElement>(null);

  /**
   * Limited so that the picture always fills the frame, as with touch. Otherwise the visible part would differ from the
   * crop.
   */
  const move = (x: number, y: number) => {
    if (!frame.current || !area) return;
    const [across, down] = [room(frame.current.clientWidth, area.width), room(frame.current.clientHeight, area.height)];
    setCrop((before) => ({ x: within(before.x + x, across), y: within(before.y + y, down) }));
  };
  const resize = (factor: number) => setZoom((before) => Math.min(MAX_ZOOM, Math.max(1, before * factor)));
  const rotate = (by: 1 | 3) => {
    setTurn((before) => turns[(turns.indexOf(before) + by) % 4] ?? 0);
    setCrop({ x: 0, y: 0 });
    setZoom(1);
    // It belongs to the former position of the picture.
    setArea(null);
  };
  const use = async () => {
    if (!area || !preview) return;
    setCutting(true);
    const cut = {
      x: area.x / 100,
      y: area.y / 100,
      width: area.width / 100,
      height: area.height / 100,
      turn: preview.turn,
    };
    const picture = await cutOut(photo, cut);
    setCutting(false);
    onCut(picture ?? photo, picture ? null : cut);
  };

  return (
    <div className="mx-auto max-w-md">
      <div ref={frame} className="relative mx-auto aspect-3/4 w-full max-w-72 overflow-hidden rounded-lg bg-ink">
        {preview && (
          <EasyCrop
            key={preview.address}
            image={preview.address}
            {...(preview.start ? { initialCroppedAreaPercentages: preview.start } : {})}
            crop={crop}
            zoom={zoom}
            maxZoom={MAX_ZOOM}
            aspect={3 / 4}
            objectFit="cover"
            showGrid={false}
            zoomWithScroll
            keyboardStep={STEP}
            disableAutomaticStylesInjection
            mediaProps={{ alt: "正在裁剪的照片" }}
            cropperProps={{ role: "group", "aria-label": "裁剪区域，可用方向键移动照片" }}
            onCropChange={setCrop}
            onZoomChange={setZoom}
            onCropAreaChange={setArea}
          />
        )}
        {preview ? (
          <Guide />
        ) : (
          <p className="absolute inset-x-0 top-1/2 text-center text-white">{t("正在查找面部…")}</p>
        )}
      </div>
      <p className="mt-2 text-center text-sm text-muted">
        {t("拖动或缩放照片：头部放入虚线框，双眼对齐横线，肩膀在画面内。")}
      </p>
      <fieldset className="mt-3 grid grid-cols-4 gap-2">
        <legend className="sr-only">{t("调整照片")}</legend>
        <Adjust label={t("上移")} onPress={() => move(0, -STEP)} />
        <Adjust label={t("下移")} onPress={() => move(0, STEP)} />
        <Adjust label={t("左移")} onPress={() => move(-STEP, 0)} />
        <Adjust label={t("右移")} onPress={() => move(STEP, 0)} />
        <Adjust label={t("放大")} onPress={() => resize(ZOOM_STEP)} />
        <Adjust label={t("缩小")} onPress={() => resize(1 / ZOOM_STEP)} />
        <Adjust label={t("左转")} disabled={preview?.drawn === false} onPress={() => rotate(3)} />
        <Adjust label={t("右转")} disabled={preview?.drawn === false} onPress={() => rotate(1)} />
      </fieldset>
      <div className="mt-4 grid grid-cols-2 gap-3">
        <button type="button" className="button" disabled={busy} onClick={onCancel}>
          {t("重新选择")}
        </button>
        <button
          type="button"
          className="button button-primary"
          disabled={busy || cutting || !area}
          onClick={() => void use()}
        >
          {cutting ? t("正在裁剪…") : t("使用这张")}
        </button>
      </div>
    </div>
  );
}

/**
 * How far a picture can be moved in each direction, in screen pixels, when `percent` of it fill a frame of `size`
 * pixels.
 */
const room = (size: number, percent: number) => (size * (100 / percent - 1)) / 2;

const within = (value: number, limit: number) => Math.min(limit, Math.max(-limit, value));

const Adjust = ({ label, disabled = false, onPress }: { label: string; disabled?: boolean; onPress: () => void }) => (
  <button type="button" className="button button-small min-h-11 px-1" disabled={disabled} onClick={onPress}>
    {label}
  </button>
);

/** Guides for head and eyes, over the part that is kept. */
const Guide = () => (
  <svg
    viewBox="0 0 480 640"
    aria-hidden="true"
    className="pointer-events-none absolute inset-0 size-full fill-none stroke-white"
    strokeWidth="4"
  >
    <ellipse cx="240" cy="270" rx="120" ry="160" strokeDasharray="14 10" />
    <path d="M130 256h220" strokeWidth="2" strokeDasharray="6 8" />
  </svg>
);

/**
 * What the cropper shows: the photo scaled down and rotated, or the original when this browser cannot draw it. `turn`:
 * its rotation there. `start`: the part around the face, in percent; null starts in the middle.
 */
type Preview = { address: string; turn: Cut["turn"]; drawn: boolean; start: Area | null };

/** The rotated photo; null until it is drawn. */
function usePreview(photo: Blob, turn: Cut["turn"], ticked: boolean): Preview | null {
  const [made, setMade] = useState<{ asked: Cut["turn"]; preview: Preview } | null>(null);
  const examSession = usePageExamSession();
  useEffect(() => {
    const closed = new AbortController();
    let address: string | null = null;
    void turnedPreview(photo, turn).then(async (picture) => {
      const start =
        picture && !closed.signal.aborted ? await findFace(picture, ticked, examSession, closed.signal) : null;
      if (closed.signal.aborted) return;
      address = URL.createObjectURL(picture ?? photo);
      setMade({ asked: turn, preview: { address, turn: picture ? turn : 0, drawn: picture !== null, start } });
    });
    return () => {
      closed.abort();
      if (address) URL.revokeObjectURL(address);
    };
  }, [photo, turn, ticked, examSession]);
  return made?.asked === turn ? made.preview : null;
}
