"use client";

import { type PointerEvent, type WheelEvent, useRef } from "react";
import type { DeskPicture } from "./desk-pictures";
import { pictureSource } from "./held-pictures";

/** The view of a picture: `scale` 1 fits the pane, `turn` counts clockwise quarter turns, x and y are pixels. */
export type Look = { scale: number; turn: number; x: number; y: number };

export const fitted: Look = { scale: 1, turn: 0, x: 0, y: 0 };

const SMALLEST = 1;
const LARGEST = 8;

export function zoomed(look: Look, factor: number): Look {
  const scale = Math.min(LARGEST, Math.max(SMALLEST, look.scale * factor));
  return scale === 1 ? { ...look, scale, x: 0, y: 0 } : { ...look, scale };
}

/** One picture to zoom, rotate and drag, under a faint pattern of the viewer's name. */
export function PicturePane({
  picture,
  look,
  onLook,
  active,
  onActivate,
  overlay,
}: {
  picture: DeskPicture;
  look: Look;
  onLook: (look: Look) => void;
  active: boolean;
  onActivate: () => void;
  overlay: string;
}) {
  const from = useRef<{ x: number; y: number } | null>(null);
  const sideways = look.turn % 2 === 1;

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    onActivate();
    if (look.scale === 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX - look.x, y: event.clientY - look.y };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (from.current) onLook({ ...look, x: event.clientX - from.current.x, y: event.clientY - from.current.y });
  };
  const onWheel = (event: WheelEvent<HTMLDivElement>) => {
    // Only with Ctrl, as a touchpad's pinch sends it. A plain wheel scrolls the page.
    if (event.ctrlKey) onLook(zoomed(look, event.deltaY < 0 ? 1.15 : 1 / 1.15));
  };

  return (
    <figure
      // A document lies, a portrait stands: beside each other the document needs the wider pane.
      className={`relative min-w-0 ${picture.kind === "PORTRAIT" ? "flex-2" : "flex-3"}`}
    >
      <div
        className={`case-picture relative touch-pan-y overflow-hidden rounded border bg-soft select-none [container-type:size] ${active ? "border-brand" : "border-line"} ${look.scale > 1 ? "cursor-grab" : "cursor-zoom-in"}`}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (from.current = null)}
        onPointerCancel={() => (from.current = null)}
        onDoubleClick={() => onLook(look.scale > 1 ? { ...fitted, turn: look.turn } : zoomed(look, 2.5))}
        onWheel={onWheel}
      >
        <img
          src={pictureSource(picture.address)}
          alt={picture.label}
          draggable={false}
          className="absolute top-1/2 left-1/2 max-w-none object-contain"
          style={{
            width: sideways ? "100cqh" : "100%",
            height: sideways ? "100cqw" : "100%",
            transform: `translate(-50%, -50%) translate(${look.x}px, ${look.y}px) rotate(${look.turn * 90}deg) scale(${look.scale})`,
          }}
        />
        <div aria-hidden="true" className="pointer-events-none absolute inset-0" style={{ backgroundImage: overlay }} />
      </div>
      <figcaption className="pointer-events-none absolute inset-x-px bottom-px flex items-center justify-between text-sm">
        <span className="rounded-tr bg-white px-2 font-semibold">{picture.label}</span>
        <a
          href={picture.address}
          target="_blank"
          rel="noreferrer"
          className="pointer-events-auto inline-flex min-h-11 items-center rounded-tl bg-white px-3 whitespace-nowrap md:min-h-7"
          title="新窗口中的图片带有您的姓名水印"
        >
          原图
        </a>
      </figcaption>
    </figure>
  );
}
