import { useT } from "@/app/_components/language";
import { useHydrated } from "@/app/_components/use-hydrated";
import type { UploadKind } from "@/lib/domain/registration/items";
import { isProof } from "@/lib/domain/registration/uploads";
import { choosesOneByOne, FileButton, FOR_FINGERS, PICTURES } from "./file-button";

/**
 * The ways to add a file. Each input accepts one type only: with pictures and PDFs in one list, WeChat on Android shows
 * a file list without album and camera. Without JavaScript one input accepts all.
 */
export function Chooser({
  kind,
  name,
  label,
  described,
  onChoose,
  address = "/api/uploads",
  id = kind,
}: {
  kind: UploadKind;
  /** What is asked for. */
  name: string;
  label: string;
  described: string;
  onChoose: (files: File[]) => void;
  /** Where a browser without JavaScript posts the form. */
  address?: string;
  /** The input's id, where several choosers of a kind stand on a page. */
  id?: string;
}) {
  const t = useT();

  const hydrated = useHydrated();
  const pdf = isProof(kind);
  const several = pdf && !(hydrated && choosesOneByOne());
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <FileButton
        plainName={kind}
        id={id}
        className="button flex-1 px-3 whitespace-nowrap"
        accept={pdf && !hydrated ? `${PICTURES},application/pdf` : PICTURES}
        multiple={several}
        aria-describedby={described}
        aria-label={`${label}：${name}`}
        onFiles={onChoose}
      >
        {label}
      </FileButton>
      {hydrated && (
        <FileButton
          plainName=""
          className={`button px-3 whitespace-nowrap ${FOR_FINGERS}`}
          accept={PICTURES}
          capture="environment"
          aria-label={t("拍照：{name}", { name })}
          onFiles={onChoose}
        >
          {t("拍照")}
        </FileButton>
      )}
      {hydrated && pdf && (
        <FileButton
          plainName=""
          className="button px-3 whitespace-nowrap"
          accept="application/pdf"
          multiple={several}
          aria-label={t("选择PDF：{name}", { name })}
          onFiles={onChoose}
        >
          {t("选择PDF")}
        </FileButton>
      )}
      {!hydrated && (
        <button
          type="submit"
          formAction={address}
          formEncType="multipart/form-data"
          formMethod="post"
          formNoValidate
          className="button button-small"
        >
          {t("上传")}
        </button>
      )}
    </div>
  );
}
