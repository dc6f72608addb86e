"use client";

import { FileButton, FOR_FINGERS, PICTURES } from "../_components/file-button";

/** The phone's own camera, which takes a photo where a page may not see one. */
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
