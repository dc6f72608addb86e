import { parseArgs } from "node:util";
import { addStaff } from "@/lib/account/commands/add-staff";
import { liftSignInLimits } from "@/lib/account/commands/lift-sign-in-limits";
import { cleanPhone, isPhone } from "@/lib/core/phone";
import { typedText } from "@/lib/core/typed-text";
import { StaffRole } from "@/lib/db/enums";

export const usage =
  "npm run staff -- add --phone 13800000000 --role administrator|exam-officer|reviewer|finance|auditor [--name 姓名] [--all-schools]（随后输入密码，或由标准输入提供）\n" +
  "npm run staff -- lift-limits --phone 13800000000 --reason 原因（密码输错或验证码获取过多而无法登录时）";

const options = {
  phone: { type: "string" },
  role: { type: "string" },
  name: { type: "string" },
  reason: { type: "string" },
  "all-schools": { type: "boolean" },
} as const;

/** "exam-officer", "EXAM_OFFICER" → EXAM_OFFICER */
export const readRole = (typed: string): StaffRole | null =>
  Object.values(StaffRole).find((role) => role === typed.toUpperCase().replaceAll("-", "_")) ?? null;

/**
 * The command behind `npm run staff`: makes the first administrator of a real installation, and others, and lets in again whom wrong
 * passwords keep out, when no administrator can. `askPassword` is called when everything else is
 * right; null means that the two inputs differed or the person gave up. Answers with what to tell the person at the keyboard.
 */
export async function staffCommand(
  words: string[],
  askPassword: () => Promise<string | null>,
  now: Date,
): Promise<{ ok: true; said: string } | { ok: false; problem: string }> {
  const problem = (what: string) => ({ ok: false, problem: what }) as const;
  let given: { phone?: string; role?: string; name?: string; reason?: string; "all-schools"?: boolean };
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
  if (verb !== "add" && verb !== "lift-limits") return problem("子命令有 add 和 lift-limits。(Say `add` or `lift-limits`.)");
  const phone = cleanPhone(given.phone ?? "");
  if (!isPhone(phone)) return problem("--phone 应为11位手机号。(Bad --phone.)");
  if (verb === "lift-limits") {
    const reason = given.reason?.trim();
    if (!reason) return problem("请用 --reason 写明原因，将记入审计日志。(Say why: --reason.)");
    const lifted = await liftSignInLimits({ phone, reason, actor: { kind: "SYSTEM" }, now });
    return lifted.ok ? { ok: true, said: "登录限制已解除。(Lifted.)" } : problem("没有使用这个手机号的账号。(Nobody has this phone.)");
  }
  const role = readRole(given.role ?? "");
  if (!role) return problem("--role 无效。(Bad --role.)");
  const name = typedText(given.name ?? "") || "工作人员";
  const password = await askPassword();
  if (password === null) return problem("两次输入的密码不一致，或已取消。(The passwords differ.)");
  if (password.length < 8 || password.length > 256) return problem("密码至少8个字符，最多256个。(Bad password.)");

  const added = await addStaff({ phone, name, role, allSchools: given["all-schools"] === true, password, actor: { kind: "SYSTEM" }, now });
  if (!added.ok && added.error === "password_common") {
    return problem("密码过于常见或与手机号、姓名、学校有关，请换一个。(The password is too easy to guess.)");
  }
  if (!added.ok) return problem("该手机号已有工作人员账号。(This phone has a staff account already.)");
  const limited = role === "REVIEWER" && !given["all-schools"];
  const next = limited ? "请管理员在 /admin/staff 指定其负责的学校和教学点，在此之前看不到任何报名。" : "";
  return { ok: true, said: `已添加：${name}，角色 ${role}。请在 /admin/login 用手机号和密码登录。${next}(Added.)` };
}
