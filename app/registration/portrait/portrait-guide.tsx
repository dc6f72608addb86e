import { texts } from "@/app/_lib/texts";
import type { PortraitRule } from "@/lib/core/portrait-rule";

/** 注意事项 in words. */
export async function PortraitGuide({ rule: { width, height, maxKb } }: { rule: PortraitRule }) {
  const { t } = await texts();

  return (
    <section aria-labelledby="portrait-guide" className="card mt-6">
      <h2 id="portrait-guide">{t("注意事项")}</h2>
      <ol className="mt-3 list-decimal space-y-1 pl-6">
        <li>{t("登记照用于身份识别和准考证，请使用本人近期正面免冠的头肩照，背景简洁。")}</li>
        <li>{t("面部正对镜头，双眼睁开，五官无遮挡；头发、帽子、墨镜、口罩不要遮住面部。")}</li>
        <li>{t("光线充足均匀，不要背对窗户或灯光；不要使用美颜、滤镜或翻拍的照片。")}</li>
        <li>{t("现场拍照请使用200万像素以上的摄像头，把面部放在取景框内。")}</li>
        <li>
          {t("上传任意手机照片即可，系统会自动转正、裁剪，并处理成宽")}
          {width}
          {t("像素、高")}
          {height}
          {t("像素、小于")}
          {maxKb}
          {t("KB的jpg照片。")}
        </li>
      </ol>
    </section>
  );
}
