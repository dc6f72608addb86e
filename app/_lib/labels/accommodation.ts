import type { AccommodationState } from "@/lib/adapter/db/enums";
import type { AccommodationKind, AccommodationOutcome } from "@/lib/domain/registration/accommodation";

export const kindLabels: Record<AccommodationKind, string> = {
  EXTRA_TIME: "延长考试时间",
  LARGE_PRINT: "大字试卷",
  SEPARATE_ROOM: "单独考场",
  WHEELCHAIR: "轮椅可达座位",
  OWN_AIDS: "允许携带辅助器具",
  OTHER: "其他（请在说明中写明）",
};

/** For a list in the exam room: what the invigilator has to do. */
export const shortKindLabels: Record<AccommodationKind, string> = {
  EXTRA_TIME: "延时",
  LARGE_PRINT: "大字卷",
  SEPARATE_ROOM: "单独考场",
  WHEELCHAIR: "轮椅",
  OWN_AIDS: "辅助器具",
  OTHER: "其他便利",
};

/** As staff read them. */
export const accommodationStates: Record<AccommodationState, string> = {
  ASKED: "待审批",
  MORE_PROOF: "待补充证明",
  GRANTED: "已同意",
  REFUSED: "不同意",
  WITHDRAWN: "考生已撤回",
};

/** As the candidate reads them. */
export const ownAccommodationStates: Record<AccommodationState, string> = {
  ASKED: "正在审批",
  MORE_PROOF: "请补充证明材料",
  GRANTED: "已同意",
  REFUSED: "未同意",
  WITHDRAWN: "已撤回",
};

export const outcomeLabels: Record<AccommodationOutcome, string> = {
  GRANTED: "同意",
  REFUSED: "不同意",
  MORE_PROOF: "要求补充证明",
};
