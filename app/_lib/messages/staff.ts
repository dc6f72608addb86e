import type { LiftRefusal } from "@/lib/domain/account/commands/lift-sign-in-limits";
import type { LimitRefusal } from "@/lib/domain/account/commands/limit-reviewer";
import type { LiftProblem, StaffFieldProblem } from "@/lib/domain/account/schema";
import type { StaffChangeRefusal } from "@/lib/domain/account/staff-refusals";

type StaffRefusal = StaffChangeRefusal | StaffFieldProblem | LimitRefusal | LiftRefusal | LiftProblem;

/** The sentences about the accounts of staff: why something is refused, and what to do. */
export const staffRefusals: Record<StaffRefusal, string> = {
  staff_not_found: "没有找到这名审核员，请刷新页面。",
  phone_of_nobody: "没有使用这个手机号的考生或工作人员账号，请核对。",
  lift_reason_missing: "请填写解除限制的原因，将记入审计日志。",
  lift_reason_too_long: "原因最多200个字符。",
  member_not_found: "没有找到这名工作人员，请返回列表重新选择。",
  member_changed_meanwhile: "该账号刚刚被他人修改，本次操作没有生效。请刷新页面，核对最新内容后再操作。",
  member_is_disabled: "该账号已停用。如需操作，请先启用。",
  member_is_enabled: "该账号没有停用，请刷新页面查看。",
  last_administrator:
    "这是最后一名可以登录的管理员，不能停用、更换角色或手机号，也不能作废密码。请先添加另一名管理员，等对方设置密码后再操作。",
  no_longer_administrator: "您的管理员权限刚刚被收回，本次操作没有生效。",
  staff_phone_taken: "已有工作人员使用这个手机号，请核对。",
  nothing_changed: "没有需要保存的修改。",
  change_unconfirmed: "请核对所涉人员，勾选确认后再提交。",
  change_reason_missing: "请填写原因，将记入审计日志。",
  logins_are_over: "所选登录已经结束，请刷新页面查看。",
  role_missing: "请选择角色。",
  password_unchanged: "新密码不能与原密码相同。",
};

/** What went well, or is under way. */
export const staffNews = {
  limits_lifted: "登录限制已解除，可以立即重新登录或获取验证码；之前发出的验证码已作废。",
  staff_added: "账号已添加。请按下方说明通知本人设置密码。",
  staff_edited: "修改已保存，立即生效。",
  staff_was_disabled: "账号已停用：已结束全部登录，正在审核的报名已让出。",
  staff_was_enabled: "账号已启用，立即生效。",
  staff_invited: "原密码已作废，登录已结束。请按下方说明通知本人设置新密码。",
  logins_ended: "所选登录已结束。",
  own_password_changed: "密码已修改，其他设备上的登录已结束。",
  reviewer_limited: "审核范围已保存，立即生效。",
} as const;
