import type { PasskeyRefusal } from "@/lib/domain/account/passkey";

/** Why a passkey is not taken, and what to do. */
export const passkeyRefusals: Record<PasskeyRefusal, string> = {
  passkey_over: "等待时间过长，本次操作已失效，请再试一次。",
  passkey_not_right: "通行密钥未能通过核对，请再试一次，或改用验证码。",
  passkeys_too_many: "通行密钥已满10个，请先删除不用的。",
  passkey_is_known: "这把通行密钥已经添加过。",
  passkey_unknown: "没有找到可用的通行密钥，请改用验证码；在“我的账号”中可以添加。",
  passkey_needs_factor: "请先设置两步验证的验证器，再添加通行密钥：设备丢失时，仍可用验证码和恢复码登录。",
  passkey_cancelled: "没有完成：操作已取消，或本机没有可用的通行密钥。可以再试一次，或改用验证码。",
};

/** What went well. */
export const passkeyNews = {
  passkey_added: "通行密钥已添加。以后登录时，可以用它代替验证码。",
  passkey_removed: "通行密钥已删除。",
} as const;
