"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useCallback, useState } from "react";
import { useT } from "@/app/_components/language";
import type { UploadItem } from "@/lib/domain/registration/items";
import { Chooser } from "../_components/chooser";
import { UploadProgress } from "../_components/upload-progress";
import { openPicture } from "../_components/upload-request";
import { useUpload } from "../_components/use-upload";
import type { Cut } from "../portrait/cut-out";

const Cropper = dynamic(() => import("../portrait/cropper"), { ssr: false });

/** The new file of an exchange; a portrait is cut first, as in 人像采集. After each file the page is read anew. */
export function ExchangeUpload({
  id,
  item,
  label,
  consented,
  again,
}: {
  id: string;
  item: UploadItem;
  label: string;
  consented: boolean;
  /** Something was handed in already. */
  again: boolean;
}) {
  const t = useT();
  const router = useRouter();
  const [photo, setPhoto] = useState<File | null>(null);
  const [agreed, setAgreed] = useState(false);
  const address = `/api/evidence?of=exchange&id=${id}`;
  const onKept = useCallback(() => {
    setPhoto(null);
    router.refresh();
  }, [router]);
  const { state, busy, send, retry, cancel, fail, clear } = useUpload(item, onKept, address);
  const extra = agreed ? { faceConsent: "on" } : undefined;
  const sendPicture = (picture: Blob, crop: Cut | null) =>
    send([picture], { ...extra, ...(crop ? { crop: JSON.stringify(crop) } : {}) });
  const choose = async ([file, ...more]: File[]) => {
    clear();
    if (!file || file.size === 0) return fail(t("所选文件是空的，请重新选择。"));
    if (item !== "PORTRAIT") return send([file, ...more]);
    if (!consented && !agreed) return fail(t("请先阅读并勾选同意书，再提交登记照。"));
    const readable = await openPicture(file).then(
      () => true,
      () => false,
    );
    if (readable) setPhoto(file);
    else sendPicture(file, null);
  };
  return (
    <form action={address} method="post" encType="multipart/form-data" className="mt-3">
      {item === "PORTRAIT" && !consented && (
        <label className="flex min-h-11 cursor-pointer items-center gap-3">
          <input
            type="checkbox"
            name="faceConsent"
            checked={agreed}
            onChange={(event) => setAgreed(event.currentTarget.checked)}
            className="size-5 shrink-0"
          />
          {t("我单独同意处理我的登记照和其中的人脸信息，仅用于本次考试的审核、准考证和考场核对。")}
        </label>
      )}
      <p id={`${id}-hint`} className="text-sm text-muted">
        {item === "PORTRAIT"
          ? t("近期正面免冠照片，可以上传任意手机照片，系统会裁剪。")
          : t("清晰完整的原件照片，每个不超过10MB。")}
      </p>
      {photo ? (
        <Cropper
          photo={photo}
          busy={busy}
          ticked={agreed}
          onCut={sendPicture}
          onCancel={() => {
            setPhoto(null);
          }}
        />
      ) : (
        !busy && (
          <Chooser
            kind={item}
            id={id}
            name={label}
            label={again ? t("重新上传") : t("选择图片")}
            described={`${id}-hint`}
            onChoose={(files) => void choose(files)}
            address={address}
          />
        )
      )}
      <UploadProgress state={state} onCancel={cancel} onRetry={retry} />
    </form>
  );
}
