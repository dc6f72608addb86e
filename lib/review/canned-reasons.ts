import type { Item } from "@/lib/registration/items";

/** The reasons most often given, offered where one is typed. */
export const cannedReasons: Partial<Record<Item, readonly string[]>> & { other: readonly string[]; refusal: readonly string[] } = {
  name: ["姓名与身份证不一致，请按身份证填写。"],
  documentNumber: ["证件号码与身份证照片不一致，请核对后重新填写。"],
  sex: ["性别与身份证不一致。"],
  studentNumber: ["考籍号/学号与学籍信息不一致，请核对后重新填写。"],
  category: ["考生类别与学籍信息不一致，请重新选择。"],
  graduationMonth: ["毕业申请年月与学籍信息不一致。"],
  accommodation: ["请补充说明所需的便利条件。"],
  ID_FRONT: ["照片不清晰，请在光线充足处重新拍摄。", "照片缺边或有遮挡，请完整拍摄身份证正面。", "上传的不是本人身份证正面（人像面）。"],
  ID_BACK: ["照片不清晰，请在光线充足处重新拍摄。", "照片缺边或有遮挡，请完整拍摄身份证反面。", "身份证已过有效期，请上传有效证件。"],
  PROOF: ["成绩证明不清晰，请重新上传。", "上传的材料不能证明本科阶段英语考试合格，请补充成绩证明。", "成绩证明上的姓名与报名信息不一致。"],
  PORTRAIT: [
    "登记照不是近期免冠正面照，请重新采集。",
    "登记照光线过暗或逆光，请重新采集。",
    "登记照与身份证照片不是同一人，请由本人采集。",
  ],
  other: ["与证明材料不一致，请核对后重新填写。"],
  refusal: ["不符合本次考试的报名对象及条件。", "毕业时间早于规定年月，不得报考。", "提交的材料不真实。"],
};
