import type { OpenAppealRefusal } from "@/lib/domain/appeal/commands/document-appeal";
import type { FileRequestRefusal } from "@/lib/domain/correction/commands/file-request";
import type { AskRefusal } from "@/lib/domain/registration/accommodation";
import type { DetailsError } from "@/lib/domain/registration/schema";
import type { StepRefusal } from "@/lib/domain/registration/steps";
import type { MissingDocument } from "@/lib/domain/registration/uploads";
import type { CommonRefusal } from "./common";

export type RegistrationRefusal =
  | Exclude<StepRefusal, CommonRefusal>
  | OpenAppealRefusal
  | FileRequestRefusal
  | "request_item_missing"
  | AskRefusal
  | DetailsError
  | MissingDocument
  | "texts_changed"
  | "notice_not_confirmed"
  | "graduated_earlier"
  | "details_invalid"
  | "draft_outdated"
  | "lists_changed"
  | "nothing_to_take_over"
  | "document_already_registered"
  | "document_of_other_account"
  | "returned_items_unchanged"
  | "registration_changed_meanwhile"
  | "withdrawal_closed"
  | "withdrawal_under_review"
  | "portrait_missing"
  | "portrait_not_sound"
  | "confirm_name"
  | "confirm_document"
  | "confirm_school"
  | "confirm_truth";

/** The sentences about the steps of a registration: why something is refused, and what to do. */
export const registrationRefusals: Record<RegistrationRefusal, string> = {
  step_comes_later: "请先完成前面的步骤，再进入下一步。",
  registration_not_started: "网上报名尚未开始，请在报名时间内办理。",
  registration_closed: "网上报名已截止。报名时间过后不补报名。",
  registration_not_editable: "您的报名已经提交，无需再次提交，也不能再修改。报名号和最新进度请看“我的报名”。",
  payment_needs_approval: "资格审核通过后才能缴费，请等待审核结果。",
  admit_card_not_published: "准考证尚未发布，发布后即可在此打印。",
  printing_not_started: "准考证打印尚未开始，请在打印时间内办理。",
  printing_closed: "准考证打印时间已结束，如有疑问请联系考务办公室。",
  texts_changed: "报名须知或温馨提示刚刚更新，请重新阅读后再确认。",
  notice_not_confirmed: "请阅读报名须知和报名温馨提示，并勾选“我已阅读并同意遵守”。",
  graduated_earlier: "您填写的毕业申请年月早于本次考试的规定，不符合报名条件。",
  details_invalid: "信息填写有误，请按提示逐项更正。",
  draft_outdated: "报名信息已在别处保存，本页刚才填写的内容没有保存。请刷新页面，核对最新内容后再修改。",
  lists_changed: "可选的语种、学校或教学点刚刚有变化，请刷新页面后重新选择。",
  document_not_taken: "该证件号码目前没有被其他报名占用，请回到报名页面直接提交。",
  request_item_missing: "请选择哪一项信息有误。",
  request_not_possible: "按目前的状态不用申请更正：填写中和退回修改的，请直接修改；其他情况请联系考务办公室。",
  request_already_open: "这一项的更正申请正在处理，请等待答复，不用重复提交。",
  requests_used_up: "您提交的更正申请过多，请电话联系考务办公室。",
  appeal_already_open: "您的申诉正在处理，请等待答复，不用重复提交。",
  nothing_to_take_over: "没有找到可以带入的报名信息，请直接填写。",
  document_of_other_account:
    "该证件号码已与另一个手机号绑定。请先逐位核对号码；号码无误的，请用原来的手机号登录报名，原手机号已停用的，请申请找回账号。",
  document_lookups_used_up: "今天核对证件号码的次数过多，请明天再试，或联系考务办公室。",
  returned_items_unchanged: "有退回的项目没有修改。请修改后再提交；确实无需修改的，请勾选“仍按原内容重新提交”。",
  document_already_registered:
    "该证件号码已有人用于本次报名。如果您没有用其他手机号报名，请提出申诉，由考务办公室核实处理。",
  registration_changed_meanwhile:
    "您核对之后，报名信息又有变化（可能在另一个页面或设备上修改过）。请重新核对后再提交。",
  withdrawal_under_review: "审核员正在审核您的报名，现在不能撤回。请过十分钟再试，或等待审核结果。",
  withdrawal_closed: "报名时间已截止，不能再撤回。如信息有误，请联系考务办公室。",
  portrait_missing: "请先上传登记照，再进入下一步。",
  portrait_not_sound: "登记照未能通过规格检查，请重新上传。",
  confirm_name: "请核对姓名，并勾选确认。",
  confirm_document: "请核对证件号码，并勾选确认。",
  confirm_school: "请核对就读/学位授予学校，并勾选确认。",
  confirm_truth: "请阅读并勾选信息真实性承诺。",
  category_required: "请选择考生类别。",
  name_required: "请填写姓名，须与身份证件一致。",
  name_too_long: "姓名不能超过60个字，请检查是否填入了其他内容。",
  name_private_character:
    "姓名中有无法识别的生僻字。请换用较新的输入法重新输入该字；仍无法输入时，用“〓”代替这个字，由工作人员录入。",
  name_separator: "姓名中的间隔号“·”不能在开头或结尾，也不能连续出现。",
  name_characters: "姓名只能填写汉字和间隔号“·”，或者外文字母和空格，请与身份证件保持一致。打不出来的字可用“〓”代替。",
  sex_required: "请选择性别。",
  sex_contradicts_document: "所选性别与证件号码不符，请核对性别和证件号码。",
  id_type_required: "请选择证件类型。",
  document_number_required: "请填写证件号码。",
  resident_id_fifteen_digits: "15位的旧身份证号码已停用，请填写现用身份证上的18位号码。",
  resident_id_format: "身份证号应为18位：前17位是数字，最后一位是数字或字母X，请核对。",
  resident_id_birth_date: "身份证号中的出生日期不存在，请逐位核对第7至14位。",
  document_check_character: "证件号码有误（校验位不符），请逐位核对。",
  age_out_of_range: "按证件号码计算，考试当日年龄不在14至90周岁之间。请核对号码；如号码无误，请联系考务办公室。",
  residence_permit_area: "港澳台居民居住证号码应以810000、820000或830000开头，请核对号码或证件类型。",
  hk_macao_permit_format: "通行证号码应为字母H或M加8位数字（旧证为10位数字），请核对。",
  taiwan_permit_format: "通行证号码应为8位数字（旧证为10位数字），请核对。",
  foreign_resident_id_format: "永久居留身份证号码应为18位且以9开头，旧证为3位字母加12位数字，请核对。",
  passport_format: "护照号码应为5至17位字母和数字，请核对。",
  level_required: "请选择报考层次。",
  language_required: "请选择应试语种。",
  school_required: "请选择就读学校。",
  teaching_point_of_other_school: "所选教学点不属于所选学校，请重新选择。",
  student_number_required: "请填写考籍号（自考考生）或学号（成考考生）。",
  student_number_format: "考籍号/学号应为4至30位数字或字母，请核对。",
  graduation_month_required: "请填写申请办理毕业证书的年月，例如 2023-06。",
  graduation_month_format: "毕业申请年月的格式不正确，请填写年份和月份，例如 2023-06。",
  graduation_month_future: "毕业申请年月不能晚于本月，请核对。",
  accommodation_too_long: "合理便利申请的说明不能超过500字，请精简。",
  accommodation_words_required: "选择了“其他”的，请在说明中写明需要的便利。",
  accommodation_consent_required: "申请合理便利，请勾选同意学校为此处理您的健康信息；不同意的，请不要填写这一项。",
  accommodation_not_open: "目前没有可以办理的合理便利申请：报名尚未提交、已经结束，或者申请已经撤回。",
  accommodation_seats_drawn: "座位已经编排，不能再在网上提交合理便利申请。确有需要的，请尽快联系考务办公室。",
  accommodation_required: "请至少选择一种需要的便利。不再需要的，可以撤回申请。",
  id_front_required: "请上传身份证正面照片。",
  id_back_required: "请上传身份证反面照片。",
  document_front_required: "请上传证件正面（有姓名和照片的一面）的照片。",
  document_back_required: "请上传证件反面（另一面）的照片。",
  passport_page_required: "请上传护照资料页照片。",
  proof_required: "请上传通过本科阶段英语考试的成绩证明。",
  text_too_long: "填写的内容过长，请检查后重新填写。",
};

/** What went well, or is under way. */
export const registrationNews = {
  request_filed: "更正申请已提交，请记下受理编号，办理结果会显示在本页。",
  appeal_opened: "申诉已提交，工作人员核实后会在本页答复。",
  details_taken_over: "已带入上次报名的信息。请逐项核对：有变化的请修改，空着的请补充，确认无误后点击“下一步”。",
  withdrawn: "已撤回提交。修改后请务必在报名截止前重新提交。",
} as const;
