"use client";

import { type ComponentProps, type ReactNode, useEffect, useRef } from "react";
import { useHydrated } from "@/app/_components/use-hydrated";

type Props = Pick<
  ComponentProps<"input">,
  "id" | "accept" | "capture" | "multiple" | "aria-describedby" | "aria-label" | "onClick"
> & {
  /** The field name for a post without JavaScript. With JavaScript the file is sent separately. */
  plainName: string;
  className: string;
  children: ReactNode;
  onFiles: (files: File[]) => void;
};

/**
 * A button that lets the device choose a file or take a photo. Without JavaScript it is the browser's own file input.
 * Keyboard and screen reader use the input below it.
 */
export function FileButton({ plainName, className, children, onFiles, ...given }: Props) {
  const hydrated = useHydrated();
  const input = useRef<HTMLInputElement>(null);
  const take = () => {
    const files = [...(input.current?.files ?? [])];
    // Emptied at once: the surrounding form must not send the files again, and the person may choose the same file
    // again.
    if (input.current) input.current.value = "";
    if (files.length) onFiles(files);
  };
  // A file that was chosen before the page's script started is sent now.
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
 * Any picture. WeChat on Android offers album and camera only for "image/*", and may not report a choice from a longer
 * list. The server checks the content.
 */
export const PICTURES = "image/*";

/**
 * The device's camera is offered on small screens and on touch screens. A desktop with a mouse only has no such camera.
 */
export const FOR_FINGERS = "lg:not-any-pointer-coarse:hidden";

/** With a multiple choice of files, WeChat on Android offers no camera, and on some phones no album. */
export const choosesOneByOne = (): boolean =>
  /MicroMessenger\//i.test(navigator.userAgent) && /Android/i.test(navigator.userAgent);
