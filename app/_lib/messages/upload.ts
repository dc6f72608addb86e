import type { StoreUploadRefusal } from "@/lib/domain/registration/commands/store-upload";
import type { RemoveUploadRefusal } from "@/lib/domain/registration/commands/remove-upload";
import type { RequestEvidenceRefusal } from "@/lib/domain/correction/commands/request-evidence";
import type { StoreEvidenceRefusal } from "@/lib/domain/evidence/commands/store-evidence";
import type { RemoveEvidenceRefusal } from "@/lib/domain/evidence/commands/remove-evidence";
import type { ScanRefusal } from "@/lib/domain/correction/commands/add-scan";
import type { AskRefusal } from "@/lib/domain/registration/accommodation";
import type { StepRefusal } from "@/lib/domain/registration/steps";

type UploadRefusal =
  | Exclude<StoreUploadRefusal | RemoveUploadRefusal, AskRefusal | StepRefusal>
  | StoreEvidenceRefusal
  | RequestEvidenceRefusal
  | RemoveEvidenceRefusal
  | ScanRefusal
  | "phone_not_proven"
  | "cross_origin"
  | "file_missing"
  | "file_too_large"
  | "upload_malformed";

/** The sentences about a file that was sent: why something is refused, and what to do. */
export const uploadRefusals: Record<UploadRefusal, string> = {
  cross_origin: "请求的来源无法确认，请回到报名页面重新操作。",
  file_missing: "尚未选择文件，请先选择要上传的文件。",
  file_empty: "所选文件是空的，请重新选择。",
  file_too_large: "文件过大：证件与证明材料不超过10MB，登记照不超过15MB。请压缩或重新拍摄后上传。",
  file_type_not_supported: "不支持这种文件。照片请使用JPG、PNG或WebP格式，成绩证明还可以使用PDF格式。",
  file_type_heic: "HEIC格式的照片无法直接使用。请在手机相机设置中选择“兼容性最佳”，或将照片另存为JPG格式后上传。",
  file_type_avif: "AVIF格式的图片无法直接使用，请另存为JPG格式后上传。",
  file_type_gif: "GIF动图不能使用，请上传JPG或PNG格式的静态照片。",
  file_type_bmp: "BMP格式的图片无法直接使用，请用“画图”等软件另存为JPG格式后上传。",
  file_type_tiff: "TIFF或相机原始格式（RAW）的图片无法直接使用，请导出为JPG格式后上传。",
  file_type_svg: "这是SVG或XML文件，不是照片。请拍照或截图，上传JPG或PNG格式的图片。",
  file_type_psd: "这是Photoshop源文件（PSD），请导出为JPG格式后上传。",
  file_type_jpeg2000: "JPEG 2000或JPEG XL格式的图片无法直接使用，请另存为JPG格式后上传。",
  file_type_ico: "这是图标文件，不是照片。请上传JPG或PNG格式的照片。",
  file_type_video: "这是视频文件。请拍摄照片，或截取清晰的画面保存为图片后上传。",
  file_type_audio: "这是音频文件，不是照片。请重新选择要上传的照片。",
  file_type_archive: "这是压缩包。请先解压，再逐个上传其中的图片。",
  file_type_office: "这是办公文档（Word、Excel、WPS、OFD等）。请导出为PDF后作为成绩证明上传，或将需要的页面截图上传。",
  file_type_html: "这是网页文件。请将网页内容截图，上传图片。",
  file_type_text: "这是文本文件，不是照片。请拍照或截图后上传图片。",
  file_type_program: "这是程序文件，不能上传。请重新选择要上传的照片。",
  file_type_pdf: "此处只能上传图片，不能上传PDF。请拍照，或将PDF页面截图后上传。",
  file_carries_other: "文件中夹带了图片以外的内容，不能接收。请重新拍照，或将图片截图后上传。",
  image_animated: "动态图片不能使用，请上传静态照片。",
  file_damaged: "文件已损坏或不完整，请重新拍摄，或换一个文件上传。",
  image_too_many_pixels: "照片像素过高（超过5000万像素），请调低相机分辨率后重新拍摄。",
  pdf_encrypted: "该PDF文件设有密码或权限限制，请解除后再上传，或改为上传图片。",
  pdf_active_content: "该PDF文件含有脚本、附件或多媒体内容，不能接收。请将需要的页面拍照或截图，改为上传图片。",
  pdf_too_many_pages: "PDF文件超过10页，请只保留与成绩证明有关的页面。",
  pdf_unreadable: "无法确认该PDF文件的内容，请将需要的页面拍照或截图，改为上传图片。",
  upload_malformed: "文件未能完整收到，请检查网络后重新上传。",
  too_many_proofs: "成绩证明最多上传5份，请先删除不需要的文件。",
  too_many_files: "上传次数过多，请联系考务办公室处理。",
  too_much_evidence: "凭据最多上传5份，请先删除不需要的文件。",
  evidence_used_up: "这项申请上传的次数过多，不能再上传。还有材料的，请联系考务办公室。",
  evidence_uploads_used_up: "今天上传的文件过多，请明天再上传，或联系考务办公室。",
  evidence_closed: "这项申请已经办结，不能再补充材料。请刷新页面查看结果。",
  evidence_seen: "工作人员已经查看这份凭据，不能再删除。传错了的，请补充正确的文件，或联系考务办公室说明。",
  scans_closed: "现在不能再添加凭据：这项更正已由第二人处理；由一人办理的，只能由办理人在24小时内添加。",
  scans_full: "这项更正的凭据扫描件已满，不能再添加。其余材料请写明存放处。",
  phone_not_proven: "手机验证已过期，操作没有完成。请重新验证手机号后再试。",
  item_not_reopened: "本次退回修改不包括这一项，无需重新上传。",
  file_not_found: "该文件不存在或已被删除，请刷新页面查看。",
  face_consent_missing: "上传登记照前，请先阅读并勾选人脸信息处理同意书。看不到勾选框的，请刷新本页。",
};

/** What went well, or is under way. */
export const uploadNews = {
  face_consent_withdrawn: "您已撤回人脸信息处理同意，登记照已从报名材料中移除。",
  file_kept: "文件已上传。",
  file_rotated: "文件已旋转。",
  file_removed: "文件已删除。",
  exchange_handed_in: "已提交核对，结果用短信通知。",
} as const;
