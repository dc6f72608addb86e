"use client";

import { FileButton, FOR_FINGERS, PICTURES } from "../_components/file-button";

/** The phone's own camera app, for browsers that do not let a page use the camera. */
export function PhoneCamera({
  label,
  onPhoto,
  onClick,
}: {
  label: string;
  onPhoto: (photo: File) => void;
  onClick?: (event: React.MouseEvent) => void;
}) {
  return (
    <FileButton
      plainName=""
      className={`button ${FOR_FINGERS}`}
      accept={PICTURES}
      capture="user"
      aria-label={label}
      {...(onClick ? { onClick } : {})}
      onFiles={([photo]) => photo && onPhoto(photo)}
    >
      {label}
    </FileButton>
  );
}
