"use client";

import { useEffect, useState } from "react";
import type { DeskPicture } from "./desk-pictures";
import { fitted, type Look, PicturePane, zoomed } from "./picture-pane";

const STEP = 1.5;
const PAN = 60;

/** The pictures of a registration: first the portrait beside the photo of the document, or any one alone. */
export function PictureStage({ pictures, viewer }: { pictures: readonly DeskPicture[]; viewer: string }) {
  const pair = (["PORTRAIT", "ID_FRONT"] as const).flatMap(
    (kind) => pictures.find((picture) => picture.kind === kind) ?? [],
  );
  const [alone, setAlone] = useState<DeskPicture | null>(pair.length < 2 ? (pictures[0] ?? null) : null);
  const [activeAddress, setActive] = useState(pair[1]?.address ?? pictures[0]?.address ?? "");
  const [looks, setLooks] = useState<Record<string, Look>>({});

  const shown = alone ? [alone] : pair;
  const active = shown.find(({ address }) => address === activeAddress) ?? shown[0];
  const look = (active && looks[active.address]) ?? fitted;
  const setLook = (address: string, next: Look) => setLooks((all) => ({ ...all, [address]: next }));
  const change = (next: Look) => active && setLook(active.address, next);
  const show = (picture: DeskPicture | undefined) => {
    if (!picture) return;
    setAlone(picture);
    setActive(picture.address);
  };
  const place = active ? pictures.indexOf(active) : 0;
  const step = (by: number) => show(pictures[(place + by + pictures.length) % pictures.length]);
  usePan(look, change);

  if (pictures.length === 0) return <p className="text-muted">没有上传图片。</p>;
  const overlay = nameOverlay(viewer);
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-1" role="toolbar" aria-label="查看图片">
        {pair.length === 2 && (
          <Tool hotkey="c" pressed={alone === null} onClick={() => setAlone(null)}>
            对比
          </Tool>
        )}
        {pictures.map((picture, index) => (
          <Tool
            key={picture.address}
            hotkey={index < 9 ? String(index + 1) : undefined}
            pressed={alone?.address === picture.address}
            onClick={() => show(picture)}
          >
            {index + 1} {shortLabel(picture.label)}
          </Tool>
        ))}
        <span className="ml-auto flex gap-1">
          <Tool hotkey="ArrowLeft" label="上一张" onClick={() => step(-1)}>
            ←
          </Tool>
          <Tool hotkey="ArrowRight" label="下一张" onClick={() => step(1)}>
            →
          </Tool>
          <Tool hotkey="-" label="缩小" onClick={() => change(zoomed(look, 1 / STEP))}>
            −
          </Tool>
          <Tool hotkey="+" label="放大" onClick={() => change(zoomed(look, STEP))}>
            +
          </Tool>
          <Tool hotkey="0" label="适合窗口" onClick={() => change({ ...fitted, turn: look.turn })}>
            适合
          </Tool>
          <Tool
            hotkey="r"
            label="顺时针旋转"
            onClick={() => change({ ...look, turn: (look.turn + 1) % 4, x: 0, y: 0 })}
          >
            旋转
          </Tool>
        </span>
      </div>
      <div className="case-pictures flex gap-3">
        {shown.map((picture) => (
          <PicturePane
            key={picture.address}
            picture={picture}
            look={looks[picture.address] ?? fitted}
            onLook={(next) => setLook(picture.address, next)}
            active={shown.length > 1 && picture === active}
            onActivate={() => setActive(picture.address)}
            overlay={overlay}
          />
        ))}
      </div>
      <noscript>
        <ul>
          {pictures.map((picture) => (
            <li key={picture.address}>
              <a href={picture.address}>{picture.label}</a>
            </li>
          ))}
        </ul>
      </noscript>
    </>
  );
}

/** Arrow keys move a picture that is larger than its pane. Otherwise they go to the next picture. */
function usePan(look: Look, change: (look: Look) => void) {
  useEffect(() => {
    if (look.scale === 1) return;
    const onKey = (event: KeyboardEvent) => {
      const way = ways[event.key];
      if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target instanceof Element && event.target.matches("input, textarea, select")) return;
      event.preventDefault();
      event.stopPropagation();
      change({ ...look, x: look.x + way[0] * PAN, y: look.y + way[1] * PAN });
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  });
}

const ways: Record<string, readonly [number, number]> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function Tool({
  hotkey,
  label,
  pressed,
  onClick,
  children,
}: {
  hotkey: string | undefined;
  label?: string;
  pressed?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      data-hotkey={hotkey}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={onClick}
      className="inline-flex min-h-11 min-w-11 cursor-pointer items-center justify-center rounded border border-line bg-white px-2 text-sm md:min-h-9 md:min-w-9 hover:bg-brand-soft aria-pressed:border-brand aria-pressed:bg-brand-soft aria-pressed:font-semibold"
    >
      {children}
    </button>
  );
}

/** Short labels, because the long names of the proofs do not fit the toolbar. */
const shortLabel = (label: string) => label.replace("通过本科阶段英语考试的", "").replace("照片", "");

/** The viewer's name as a faint repeated pattern for the background. */
function nameOverlay(name: string): string {
  const text = name.replace(/[<>&"']/g, "");
  const tile = `<svg xmlns="http://www.w3.org/2000/svg" width="190" height="120"><text x="8" y="86" transform="rotate(-24 95 60)" font-family="sans-serif" font-size="15" fill="#000" fill-opacity=".13">${text}</text><text x="9" y="87" transform="rotate(-24 95 60)" font-family="sans-serif" font-size="15" fill="#fff" fill-opacity=".2">${text}</text></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(tile)}")`;
}
