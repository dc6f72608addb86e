"use client";

import { useT } from "@/app/_components/language";
import { FileButton, PICTURES } from "../_components/file-button";
import { PhoneCamera } from "./phone-camera";

/** 上传照片, 拍照 in the page, and the phone's own camera. Without JavaScript: a file input and a button. */
export function Ways({
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
  const t = useT();

  // Asks before the candidate looks for a photo, not after.
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
        aria-label={t("选择登记照")}
        onClick={askFirst}
        onFiles={([photo]) => photo && onChoose(photo)}
      >
        {t("上传照片")}
      </FileButton>
      {hydrated ? (
        <>
          <button type="button" className="button" onClick={onCamera}>
            {t("拍照")}
          </button>
          <PhoneCamera label={t("打开手机自带相机")} onPhoto={onChoose} onClick={askFirst} />
        </>
      ) : (
        <button type="submit" className="button">
          {again ? t("重新上传") : t("上传照片")}
        </button>
      )}
    </div>
  );
}
