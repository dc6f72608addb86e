import type { NoticeGroup } from "@/lib/adapter/db/enums";
import type { NoticeState } from "@/lib/domain/notice/showing";

/** The candidates of a notice, in the words of the office. */
export const noticeGroupLabels: Record<NoticeGroup, string> = {
  NOT_BEGUN: "已注册、未报名",
  DRAFT: "填写中",
  IN_REVIEW: "审核中",
  RETURNED: "退回待修改",
  REFUSED: "审核不通过",
  TO_PAY: "待缴费",
  LAPSED: "逾期未缴费",
  PAID: "已缴费",
  CANCELLED: "已取消",
};

export const noticeStateLabels: Record<NoticeState, string> = {
  coming: "未到时间",
  shown: "显示中",
  over: "已结束",
  withdrawn: "已撤回",
};
