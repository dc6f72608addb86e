import { parseArgs } from "node:util";
import { addStaff } from "@/lib/domain/account/commands/add-staff";
import { replaceStaffPassword } from "@/lib/domain/account/commands/change-staff-password";
import { enableMember } from "@/lib/domain/account/commands/disable-member";
import type { StaffPasswordRefusal } from "@/lib/domain/account/commands/judge-staff-password";
import { liftSignInLimits } from "@/lib/domain/account/commands/lift-sign-in-limits";
import { resetSecondFactor } from "@/lib/domain/account/commands/remove-second-factor";
import { staffByPhone } from "@/lib/domain/account/queries";
import { cleanPhone, isPhone } from "@/lib/core/phone";
import { cleanInput } from "@/lib/core/clean-input";
import { everyRole, isLimited, type Roles } from "@/lib/domain/account/roles";
import { disableStaff } from "@/lib/domain/review/commands/change-staff";
import { reviewDeciders } from "@/lib/domain/review/stages";

export const usage =
  "npm run staff -- add --phone 13800000000 --role administrator|exam-officer|reviewer|finance|auditor（几个角色用逗号分开）[--name 姓名] [--all-schools]（随后输入密码，或由标准输入提供）\n" +
  "npm run staff -- lift-limits --phone 13800000000 --reason 原因（密码输错或验证码获取过多而无法登录时）\n" +
  "npm run staff -- reset-password --phone 13800000000（最后一名管理员忘记密码时；随后输入新密码，或由标准输入提供）\n" +
  "npm run staff -- reset-second-factor --phone 13800000000 --reason 原因（手机和恢复码都丢失时；下次登录重新设置两步验证）\n" +
  "npm run staff -- disable|enable --phone 13800000000 --reason 原因";

const options = {
  phone: { type: "string" },
  role: { type: "string" },
  name: { type: "string" },
  reason: { type: "string" },
  "all-schools": { type: "boolean" },
} as const;

/** "exam-officer", "EXAM_OFFICER,reviewer" → the roles; null when one of them is unknown, or none is named. */
export function readRoles(typed: string): Roles | null {
  const named = typed.split(/[,，]/).map((word) => word.trim().toUpperCase().replaceAll("-", "_"));
  const roles = everyRole.filter((role) => named.includes(role));
  return named.every((word) => roles.some((role) => role === word)) ? roles : null;
}

type Answer = { ok: true; said: string } | { ok: false; problem: string };
type Given = { phone?: string; role?: string; name?: string; reason?: string; "all-schools"?: boolean };
type Call = { phone: string; given: Given; askPassword: () => Promise<string | null>; now: Date };

const said = (words: string) => ({ ok: true, said: words }) as const;
const problem = (what: string) => ({ ok: false, problem: what }) as const;
const NOBODY = problem("没有工作人员使用这个手机号。(No member of staff has this phone.)");
const BY_HAND = { kind: "SYSTEM" } as const;

const verbs: Record<string, (call: Call) => Promise<Answer>> = {
  add,
  "lift-limits": withReason(async (phone, reason, now) => {
    const lifted = await liftSignInLimits({ phone, reason, actor: BY_HAND, now });
    return lifted.ok
      ? said("登录限制已解除。(Lifted.)")
      : problem("没有使用这个手机号的账号。(Nobody has this phone.)");
  }),
  "reset-password": resetPassword,
  "reset-second-factor": withReason(async (phone, reason, now) => {
    const member = await staffByPhone(phone);
    if (!member) return NOBODY;
    const done = await resetSecondFactor({ memberId: member.id, version: null, reason, actor: BY_HAND, now });
    if (done.ok) return said("两步验证已重置，原有登录已结束。请用密码登录后重新设置。(Reset.)");
    return problem("该账号没有设置两步验证。(There is no second factor.)");
  }),
  disable: withReason(async (phone, reason, now) => {
    const member = await staffByPhone(phone);
    if (!member) return NOBODY;
    const done = await disableStaff({ memberId: member.id, version: null, reason, actor: BY_HAND, now });
    if (done.ok) return said("账号已停用，登录已结束。(Disabled.)");
    if (done.error === "last_administrator")
      return problem("这是最后一名可以登录的管理员，不能停用。(The last administrator stays.)");
    return problem("该账号已经停用。(Disabled already.)");
  }),
  enable: withReason(async (phone, reason, now) => {
    const member = await staffByPhone(phone);
    if (!member) return NOBODY;
    const done = await enableMember({ memberId: member.id, version: null, reason, actor: BY_HAND, now });
    return done.ok ? said("账号已启用。(Enabled.)") : problem("该账号没有停用。(Not disabled.)");
  }),
};

/**
 * The command behind `npm run staff`. It creates the first administrator of a live installation, and helps when no
 * administrator can sign in: it lifts limits, sets a new password, resets a second factor, disables and enables
 * accounts. `askPassword` is called when all other input is valid; null means that the two inputs differed or the
 * person cancelled. Returns the text for the terminal.
 */
export async function staffCommand(
  words: string[],
  askPassword: () => Promise<string | null>,
  now: Date,
): Promise<Answer> {
  let given: Given;
  let verb: string | undefined;
  try {
    const parsed = parseArgs({ args: words, options, allowPositionals: true });
    given = parsed.values;
    verb = parsed.positionals.length === 1 ? parsed.positionals[0] : undefined;
  } catch {
    if (words.some((word) => word.startsWith("--password"))) {
      return problem(
        "密码不能写在命令行上：其他人可以从进程列表和命令历史中看到。请去掉 --password，运行后再输入。(No password on the command line.)",
      );
    }
    return problem("无法识别的参数。(Unknown option.)");
  }
  const run = verb !== undefined && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!run) return problem(`子命令有 ${Object.keys(verbs).join("、")}。(Unknown subcommand.)`);
  const phone = cleanPhone(given.phone ?? "");
  if (!isPhone(phone)) return problem("--phone 应为11位手机号。(Bad --phone.)");
  return run({ phone, given, askPassword, now });
}

function withReason(act: (phone: string, reason: string, now: Date) => Promise<Answer>) {
  return async ({ phone, given, now }: Call): Promise<Answer> => {
    const reason = given.reason?.trim();
    if (!reason) return problem("请用 --reason 写明原因，将记入审计日志。(Say why: --reason.)");
    return act(phone, reason, now);
  };
}

const unfit: Record<StaffPasswordRefusal, Answer> = {
  password_common: problem("密码过于常见或与手机号、姓名、学校有关，请换一个。(The password is too easy to guess.)"),
  staff_password_too_short: problem("密码至少12个字符（STAFF_PASSWORD_POLICY=strict）。(Twelve characters at least.)"),
  staff_password_few_kinds: problem("密码须有大写、小写、数字、其他字符中的三种。(Three kinds of characters.)"),
  staff_password_personal: problem("密码不能包含姓名或手机号。(No name, no phone.)"),
  staff_password_used_before: problem("这是最近用过的5个密码之一，请换一个。(One of the last five.)"),
};

const isUnfit = (error: string): error is StaffPasswordRefusal => Object.hasOwn(unfit, error);

/** The typed password, or what is wrong with it. */
async function typedPassword(askPassword: Call["askPassword"]): Promise<{ password: string } | Answer> {
  const password = await askPassword();
  if (password === null) return problem("两次输入的密码不一致，或已取消。(The passwords differ.)");
  if (password.length < 8 || password.length > 256) return problem("密码至少8个字符，最多256个。(Bad password.)");
  return { password };
}

async function add({ phone, given, askPassword, now }: Call): Promise<Answer> {
  const roles = readRoles(given.role ?? "");
  if (!roles) return problem("--role 无效。(Bad --role.)");
  const name = cleanInput(given.name ?? "") || "工作人员";
  const typed = await typedPassword(askPassword);
  if (!("password" in typed)) return typed;
  const allSchools = given["all-schools"] === true;
  const added = await addStaff({ phone, name, roles, allSchools, password: typed.password, actor: BY_HAND, now });
  if (!added.ok && isUnfit(added.error)) return unfit[added.error];
  if (!added.ok) return problem("该手机号已有工作人员账号。(This phone has a staff account already.)");
  const limited = isLimited(roles, reviewDeciders) && !allSchools;
  const next = limited ? "请管理员在 /admin/staff 指定其负责的学校和教学点，在此之前看不到任何报名。" : "";
  return said(`已添加：${name}，角色 ${roles.join("、")}。请在 /admin/login 用手机号和密码登录。${next}(Added.)`);
}

async function resetPassword({ phone, askPassword, now }: Call): Promise<Answer> {
  if (!(await staffByPhone(phone))) return NOBODY;
  const typed = await typedPassword(askPassword);
  if (!("password" in typed)) return typed;
  const replaced = await replaceStaffPassword({ phone, password: typed.password, actor: BY_HAND, now });
  if (!replaced.ok) return isUnfit(replaced.error) ? unfit[replaced.error] : NOBODY;
  const next = replaced.value.disabled
    ? "该账号已停用，请再运行 npm run staff -- enable。"
    : "请在 /admin/login 登录。";
  return said(`密码已更换，原有登录已结束。${next}(Replaced.)`);
}
