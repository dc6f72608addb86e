import type { AccountRefusal } from "@/lib/domain/account/refusals";

/** The sentences about a candidate's account: why something is refused, and what to do. */
export const accountRefusals: Record<AccountRefusal, string> = {
  phone_missing: "请输入手机号。",
  phone_not_mobile: "手机号应为11位数字，以1开头，请核对后重新输入。",
  sms_code_missing: "请输入短信验证码。",
  sms_code_malformed: "短信验证码是6位数字，请核对后重新输入。",
  sms_code_several: "这里不止一个验证码，请只留下最新一条短信中的6位数字。",
  sms_code_wrong: "短信验证码不正确或已过期，请核对后重新输入，或重新获取。验证码只能在获取它的浏览器中使用。",
  sms_code_worn_out: "该验证码输错次数过多，已失效，请重新获取。",
  sms_too_soon: "两次获取验证码须间隔60秒，请稍后再试；之前收到的验证码仍可使用。",
  sms_hourly_limit: "您在一小时内已为该手机号获取5次验证码，请一小时后再试，或换用手机流量。",
  sms_daily_limit: "您在24小时内已为该手机号获取10次验证码，请明天再试，或换用手机流量。",
  sms_phone_ceiling:
    "该手机号今天收到的验证码过多，已暂停发送。请在曾经登录过的手机或电脑上操作，或联系考务办公室恢复。",
  sms_network_limit: "当前网络获取验证码过于频繁，请换用手机流量，或一小时后再试。",
  sms_not_sent: "短信未能发出，请60秒后重新获取；如多次失败，请联系考务办公室。",
  password_missing: "请输入密码。",
  password_too_short: "密码至少8个字符，请重新设置。",
  password_too_long: "密码最多256个字符，请重新设置。",
  confirm_password_missing: "请再次输入密码。",
  passwords_differ: "两次输入的密码不一致，请重新输入。",
  consent_missing: "请阅读个人信息保护说明，并勾选同意。",
  phone_already_registered:
    "该手机号已注册，请直接登录；如忘记密码，可通过“找回密码”重设；如果该号码以前由他人使用，请勾选下方的“这不是我的账号”后再次提交。",
  wrong_phone_or_password: "手机号或密码不正确，请重新输入。如忘记密码，可通过“找回密码”重设。",
  sign_in_limit:
    "该账号今天在当前网络登录失败次数过多，已暂停登录。请换用手机流量再试；考生也可以“找回密码”，工作人员请联系系统管理员解除。",
  sign_in_network_limit:
    "当前网络今天登录失败次数过多，已暂停登录。请换用手机流量，或在曾经登录过的设备上登录；考生也可以“找回密码”。",
  password_common: "这个密码容易被猜到：不要使用常见密码、手机号、日期、学校或考试名称。可以把几个不相关的词连在一起。",
  staff_password_too_short:
    "按本单位的密码要求，工作人员的密码至少12个字符，请重新设置。可以把几个不相关的词连在一起，再加数字。",
  staff_password_few_kinds:
    "按本单位的密码要求，密码须包含大写字母、小写字母、数字和其他字符中的至少三种，请补充后再提交。",
  staff_password_personal: "密码中不能包含您的姓名或手机号：知道您的人会先猜这些。请换一个。",
  staff_password_used_before: "这是您最近用过的5个密码之一，请换一个新的。",
  sign_in_locked: "密码连续输错5次，已锁定15分钟，请稍后再试。急用的，请系统管理员在“工作人员”中解除登录限制。",
  slow_down: "操作过于频繁，请等待一分钟后再试。",
  proof_demanded: "为防止恶意操作，请等待下方安全验证完成后再次提交。",
  proof_not_valid: "安全验证已失效，请等待重新验证后再次提交。",
  not_mine_unconfirmed: "请确认这个手机号以前的账号不是您本人的，再提交。",
  appeal_field_missing: "请填写此项。",
  appeal_field_too_long: "内容过长，请缩短后重试。",
  owner_not_confirmed:
    "无法用所填的证件号码确认您是账号本人，请核对后重新输入。记不清的，可以提交“找回账号”申请；这个手机号以前由他人使用的，请选择“这不是我的账号”。",
  owner_tries_used_up: "核对证件号码的次数已用完，请24小时后再试，或者现在提交“找回账号”申请。",
  phone_appeal_open: "该手机号已有一份申请正在处理，处理完成前不用重复提交。可以在“查看处理结果”中查看。",
  phone_appeals_used_up: "该手机号今天提交的申请过多，请24小时后再试，或联系考务办公室。",
  staff_disabled: "该账号已停用。如需继续使用，请联系本单位的系统管理员启用。",
  invitation_over: "邀请已过期、已使用或已撤销。请联系本单位的系统管理员重新邀请；已经设置过密码的，请直接登录。",
  current_password_wrong:
    "原密码不正确，请重新输入。忘记密码的，考生可退出后“找回密码”，工作人员请联系系统管理员重新邀请。",
  password_unchanged: "新密码不能与原密码相同。",
  phone_change_over: "原手机号的验证已超时，请重新验证原手机号。",
  phone_taken:
    "该手机号已注册了另一个账号，请换一个手机号。该账号也是您本人的，请联系考务办公室；该号码以前由他人使用的，请先用它“找回密码”，再选择“这不是我的账号”。",
  phone_is_same: "新手机号与原手机号相同，请重新输入。",
  reset_expired: "本次找回密码已超时，请重新获取短信验证码。",
};

/** What went well, or is under way. */
export const accountNews = {
  own_password_is_new: "密码已修改，其他设备上的登录已结束。",
  own_phone_is_new: "手机号已更换，今后请用新手机号登录。其他设备上的登录已结束。",
  own_logins_are_ended: "所选登录已结束。",
  phone_appeal_filed: "申请已提交。处理后会向您的新手机号发送短信，请留意。",
} as const;
