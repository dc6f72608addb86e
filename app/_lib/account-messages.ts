import type { AccountRefusal } from "@/lib/account/refusals";

/** What the forms of an account say. */
export const accountMessages: Record<AccountRefusal, string> = {
  phone_missing: "请输入手机号。",
  phone_not_mobile: "手机号应为11位数字，以1开头，请核对后重新输入。",
  sms_code_missing: "请输入短信验证码。",
  sms_code_malformed: "短信验证码是6位数字，请核对后重新输入。",
  sms_code_wrong: "短信验证码不正确或已过期，请核对后重新输入，或重新获取。验证码只能在获取它的浏览器中使用。",
  sms_code_worn_out: "该验证码输错次数过多，已失效，请重新获取。",
  sms_too_soon: "两次获取验证码须间隔60秒，请稍后再试；之前收到的验证码仍可使用。",
  sms_hourly_limit: "您在一小时内已为该手机号获取5次验证码，请一小时后再试，或换用手机流量。",
  sms_daily_limit: "您在24小时内已为该手机号获取10次验证码，请明天再试，或换用手机流量。",
  sms_phone_ceiling: "该手机号今天收到的验证码过多，已暂停发送。请在曾经登录过的手机或电脑上操作，或联系考务办公室恢复。",
  sms_network_limit: "当前网络获取验证码过于频繁，请换用手机流量，或一小时后再试。",
  sms_not_sent: "短信未能发出，请60秒后重新获取；如多次失败，请联系考务办公室。",
  password_missing: "请输入密码。",
  password_too_short: "密码至少8个字符，请重新设置。",
  password_too_long: "密码最多256个字符，请重新设置。",
  confirm_password_missing: "请再次输入密码。",
  passwords_differ: "两次输入的密码不一致，请重新输入。",
  consent_missing: "请阅读个人信息保护说明，并勾选同意。",
  phone_already_registered: "该手机号已注册，请直接登录；如忘记密码，可通过“找回密码”重设。",
  wrong_phone_or_password: "手机号或密码不正确，请重新输入。如忘记密码，可通过“找回密码”重设。",
  sign_in_limit:
    "该账号今天在当前网络登录失败次数过多，已暂停登录。请换用手机流量再试；考生也可以“找回密码”，工作人员请联系系统管理员解除。",
  sign_in_network_limit: "当前网络今天登录失败次数过多，已暂停登录。请换用手机流量，或在曾经登录过的设备上登录；考生也可以“找回密码”。",
  password_common: "这个密码容易被猜到：不要使用常见密码、手机号、日期、学校或考试名称。可以把几个不相关的词连在一起。",
  slow_down: "操作过于频繁，请等待一分钟后再试。",
  proof_demanded: "为防止恶意操作，请等待下方安全验证完成后再次提交。",
  proof_not_valid: "安全验证已失效，请等待重新验证后再次提交。",
  reset_expired: "本次找回密码已超时，请重新获取短信验证码。",
};
