import type { DrawRefusal } from "@/lib/domain/seating/commands/draw-seats";
import type { RoomRefusal } from "@/lib/domain/seating/commands/save-room";
import type { TakeBackRefusal } from "@/lib/domain/seating/commands/take-back-seats";
import type { SeatingFieldError } from "@/lib/domain/seating/schema";

type SeatingRefusal = Exclude<RoomRefusal | SeatingFieldError | DrawRefusal | TakeBackRefusal, "session_not_found">;

/** The sentences about rooms and seats: why something is refused, and what to do. */
export const seatingRefusals: Record<SeatingRefusal, string> = {
  room_number_invalid: "考场编号应为1至999的整数。",
  capacity_invalid: "座位数应为1至99的整数。",
  room_not_found: "没有找到这个考场，可能已被他人删除，请刷新页面。",
  room_number_taken: "这个考场编号已经存在，请换一个编号。",
  room_number_given: "这个考场的编号已写入考生的准考证号，不能修改；地点和座位数可以修改。",
  room_has_numbers:
    "这个考场已有座位编号，不能删除。准考证发布之前可以撤回编排，撤回后即可删除；发布之后，空着的考场可以保留不用。",
  capacity_below_seats: "座位数不能少于这个考场已编到的最大座位号。请查看该考场的座次表，填写不小于该号的数。",
  room_change_not_confirmed: "这个考场的准考证已经发布，修改地点会更新这些考生的准考证。请先勾选确认，再保存。",
  seats_already_frozen: "座位已经编排，没有重复编排。需要重排的，可以在发布准考证之前撤回编排。",
  seats_not_frozen: "座位尚未编排，请先编排座位。",
  nobody_to_seat: "没有已缴费且尚无座位的考生。",
  languages_would_mix: "考场不够，没有编排：一个考场只能有一个语种。请返回考场编排页，按其中列出的语种和数量增加考场。",
  plan_outdated: "没有编排：打开本页之后，缴费考生或考场有了变化。请核对下面的最新安排，再次确认。",
  seats_already_published: "准考证已经发布，考生可能已看到准考证号，编排不能再撤回。考场地点仍可以修改。",
  seats_changed_meanwhile: "没有撤回：打开本页之后，已编排的人数有了变化。请核对下面的最新人数，再次确认。",
  take_back_reason_missing: "请填写撤回编排的原因，将记入审计日志。",
  take_back_reason_too_long: "原因最多200个字符，请缩短后再提交。",
  number_does_not_fit:
    "有考场编号、座位号或语种代码超出准考证号编号规则的位数，没有编排。请先修改考试批次中的编号规则。",
};

/** What went well, or is under way. */
export const seatingNews = {
  room_saved: "考场已保存。",
  room_deleted: "考场已删除。",
  seats_assigned: "座位已编排，准考证号已生成。核对无误后请发布准考证。",
  latecomers_seated: "新缴费的考生已补排座位。",
  seats_taken_back: "编排已撤回，座位和准考证号已作废。修改考场后可以重新编排。",
} as const;
