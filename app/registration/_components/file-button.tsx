"use client";

import { type ComponentProps, type ReactNode, useEffect, useRef } from "react";
import { useHydrated } from "@/app/_components/use-hydrated";

type Props = Pick<
  ComponentProps<"input">,
  "id" | "accept" | "capture" | "multiple" | "aria-describedby" | "aria-label" | "onClick"
> & {
  /** The name under which a page of plain HTML posts the file. Afterwards the file travels by itself. */
  plainName: string;
  className: string;
  children: ReactNode;
  onFiles: (files: File[]) => void;
};

/**
 * A button that lets the device choose a file or take a photo; in a page of plain HTML the browser's own file input.
 * The input beneath it is what the keyboard and a screen reader meet.
 */
export function FileButton({ plainName, className, children, onFiles, ...given }: Props) {
  const hydrated = useHydrated();
  const input = useRef<HTMLInputElement>(null);
  const take = () => {
    const files = [...(input.current?.files ?? [])];
    // Emptied at once: the form around it must not send the files a second time, and the same file may be chosen again.
    if (input.current) input.current.value = "";
    if (files.length) onFiles(files);
  };
  // A file that was chosen while the page was still plain HTML is not lost when its script begins to run.
  useEffect(() => {
    if (hydrated) take();
    // oxlint-disable-next-line react/exhaustive-deps -- once, at that moment
  }, [hydrated]);
  return (
    <label
      className={
        hydrated
          ? `${className} focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-[#f0a500]`
          : "block w-full"
      }
    >
      <input
        {...given}
        ref={input}
        type="file"
        {...(hydrated ? {} : { name: plainName })}
        className={hydrated ? "sr-only" : "block w-full min-w-0 py-2 text-sm"}
        onChange={() => {
          if (hydrated) take();
        }}
      />
      {hydrated && children}
    </label>
  );
}

/**
 * Any picture: Android's WeChat opens album and camera for "image/*" alone, and may not tell the page of a choice from
 * a longer list. The server decides by content.
 */
export const PICTURES = "image/*";

/**
 * A camera of the device's own is offered on small and on touch screens: a desktop with a mouse alone has none of that
 * kind.
 */
export const FOR_FINGERS = "lg:not-any-pointer-coarse:hidden";

/** Android's WeChat offers no camera, and on some phones no album, where several files may be chosen at once. */
export const choosesOneByOne = (): boolean =>
  /MicroMessenger\//i.test(navigator.userAgent) && /Android/i.test(navigator.userAgent);
