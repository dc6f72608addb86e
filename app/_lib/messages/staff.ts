import type { ConfirmationRefusal } from "@/lib/core/confirmation";
import type { LiftRefusal } from "@/lib/domain/account/commands/lift-sign-in-limits";
import type { LimitRefusal } from "@/lib/domain/account/commands/limit-reviewer";
import type { LiftProblem, StaffFieldProblem } from "@/lib/domain/account/schema";
import type { SecondFactorRefusal } from "@/lib/domain/account/second-factor";
import type { OidcRefusal } from "@/lib/adapter/oidc/client";
import type { SsoRefusal } from "@/lib/domain/account/sso";
import type { StaffChangeRefusal } from "@/lib/domain/account/staff-refusals";

type ViewRefusal = "too_many_views" | "view_name_required" | "view_name_too_long";

type StaffRefusal =
  | ConfirmationRefusal
  | StaffChangeRefusal
  | OidcRefusal
  | SsoRefusal
  | StaffFieldProblem
  | LimitRefusal
  | SecondFactorRefusal
  | LiftRefusal
  | LiftProblem
  | ViewRefusal;

/** The sentences about the accounts of staff: why something is refused, and what to do. */
export const staffRefusals: Record<StaffRefusal, string> = {
  confirmation_mismatch: "输入的内容与要求的不一致，操作没有执行。请按提示重新输入。",
  too_many_views: "一个列表最多保存20个视图，请先删除不用的。",
  view_name_required: "请填写视图的名称。",
  view_name_too_long: "视图的名称最多20个字。",
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
  invitation_limit: "一小时内向这名同事发送的邀请过多，请稍后再发；本人也可以用手机号和验证码设置密码。",
  invitation_not_open: "邀请已被接受或已撤回，请刷新页面查看。",
  logins_are_over: "所选登录已经结束，请刷新页面查看。",
  second_factor_is_own: "不能在这里重置自己的两步验证。请到“我的账号”凭验证码更换，或请另一名管理员重置。",
  member_has_no_second_factor: "该账号目前没有设置两步验证，不需要重置。",
  second_factor_missing: "请输入验证码。",
  second_factor_malformed: "请输入验证器显示的6位数字，或10位恢复码。",
  second_factor_not_digits: "请输入验证器此刻显示的6位数字。",
  second_factor_wrong: "验证码不正确。请输入验证器此刻显示的6位数字；一直不对的，请把手机时间设为自动校准。",
  second_factor_used: "这个验证码已经用过，每个只能用一次。请等验证器显示下一个（最多30秒）再输入。",
  second_factor_limit: "验证码输错次数过多，一小时内不能再试。请稍后再试，或请系统管理员解除登录限制。",
  second_factor_is_set: "两步验证已经设置完成，请刷新页面，输入验证器显示的验证码。",
  second_factor_not_set: "该账号还没有设置两步验证，请刷新页面。",
  identity_code_due: "为确认是您本人操作，请输入验证器此刻显示的验证码，再提交一次。",
  second_factor_replace_over: "为安全起见，请回到“我的账号”，再点一次“更换验证器或恢复码”。原验证器仍然有效。",
  second_factor_over: "本次登录已结束，请重新登录。",
  recovery_codes_not_kept: "请先打印或抄下恢复码，再勾选。",
  role_missing: "请至少选择一个角色。",
  sso_unreachable: "学校的统一身份认证现在没有响应，请稍后再试，或用手机号和密码登录。",
  sso_cancelled: "统一身份认证已取消，没有登录。可以再试一次，或用手机号和密码登录。",
  sso_failed:
    "统一身份认证没有完成：可能等待过久、在另一个窗口打开，或返回的内容不对。请再试一次，或用手机号和密码登录。",
  sso_not_bound:
    "这个统一身份认证账号还没有绑定工作人员账号。请先用手机号和密码登录，在“我的账号”中绑定；还没有账号的，请联系系统管理员。",
  sso_staff_disabled: "该账号已停用。如需继续使用，请联系本单位的系统管理员启用。",
  sso_is_bound: "您的账号已经绑定了统一身份认证。要换绑的，请先解除。",
  sso_taken: "这个统一身份认证账号已绑定另一名工作人员。请核对是不是您本人的，或联系系统管理员。",
  sso_not_bound_now: "目前没有绑定，请刷新页面查看。",
  sso_binding_over: "等待过久，或已在别处操作。请再点一次“绑定统一身份认证”。",
};

/** What went well, or is under way. */
export const staffNews = {
  limits_lifted: "登录限制已解除，可以立即重新登录或获取验证码；之前发出的验证码已作废。",
  staff_added: "账号已添加，邀请见下方。",
  staff_edited: "修改已保存，立即生效。",
  staff_was_disabled: "账号已停用：已结束全部登录，正在审核的报名已让出。",
  staff_was_enabled: "账号已启用，立即生效。",
  staff_invited: "已重新邀请，以前的密码和链接已作废，登录已结束。",
  invitation_withdrawn: "邀请已撤回，链接已失效。",
  sso_limit: "您所在的网络使用统一身份认证过于频繁，请过一会儿再试，或用手机号和密码登录。",
  sso_bound: "统一身份认证已绑定，下次可以用它登录。",
  sso_unbound: "已解除绑定。今后请用手机号和密码登录。",
  sso_was_unbound: "已解除该同事的绑定，用统一身份认证的登录已结束。",
  logins_ended: "所选登录已结束。",
  second_factor_set: "两步验证已设置。以后登录时，密码之后还要输入验证码。",
  second_factor_was_reset: "该同事的两步验证已重置，全部登录已结束。请通知本人重新登录并设置。",
  second_factor_replacing: "请设置新的验证器。完成之前，原验证器和恢复码仍然有效。",
  identity_confirmed: "已确认是您本人，请继续刚才的操作。",
  recovery_code_used: "已使用一个恢复码登录。恢复码快用完或手机已丢失的，请在“我的账号”中更换验证器。",
  own_password_changed: "密码已修改，其他设备上的登录已结束。",
  reviewer_limited: "审核范围已保存，立即生效。",
} as const;
