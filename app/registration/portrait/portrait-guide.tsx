import type { PortraitRule } from "@/lib/core/portrait-rule";
import { PortraitExample } from "./portrait-example";

/** 注意事项, with examples of good and bad portraits. */
export function PortraitGuide({ rule: { width, height, maxKb } }: { rule: PortraitRule }) {
  return (
    <section aria-labelledby="portrait-guide" className="card mt-6">
      <h2 id="portrait-guide">注意事项</h2>
      <ol className="mt-3 list-decimal space-y-1 pl-6">
        <li>登记照用于身份识别和准考证，请使用本人近期正面免冠的头肩照，背景简洁。</li>
        <li>面部正对镜头，双眼睁开，五官无遮挡；头发、帽子、墨镜、口罩不要遮住面部。</li>
        <li>光线充足均匀，不要背对窗户或灯光；不要使用美颜、滤镜或翻拍的照片。</li>
        <li>现场拍照请使用200万像素以上的摄像头，把面部放在取景框内。</li>
        <li>
          上传任意手机照片即可，系统会自动转正、裁剪，并处理成宽{width}像素、高{height}像素、小于{maxKb}KB的jpg照片。
        </li>
      </ol>
      <ul className="mt-5 grid grid-cols-3 gap-3 sm:grid-cols-6">
        <PortraitExample variant="good" good label="合格" />
        <PortraitExample variant="turned" label="侧脸" />
        <PortraitExample variant="covered" label="遮挡" />
        <PortraitExample variant="dark" label="过暗或逆光" />
        <PortraitExample variant="far" label="人像过小" />
        <PortraitExample variant="cut" label="头部不完整" />
      </ul>
    </section>
  );
}
