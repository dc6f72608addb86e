import { parseArgs } from "node:util";
import { addStaff } from "@/lib/account/commands/add-staff";
import { cleanPhone, isPhone } from "@/lib/core/phone";
import { StaffRole } from "@/lib/db/enums";

export const usage =
  "npm run staff -- add --phone 13800000000 --role administrator|exam-officer|reviewer|finance|auditor --password '至少8个字符' [--name 姓名] [--all-schools]";

const options = {
  phone: { type: "string" },
  role: { type: "string" },
  password: { type: "string" },
  name: { type: "string" },
  "all-schools": { type: "boolean" },
} as const;

/** "exam-officer", "EXAM_OFFICER" → EXAM_OFFICER */
export const readRole = (typed: string): StaffRole | null =>
  Object.values(StaffRole).find((role) => role === typed.toUpperCase().replaceAll("-", "_")) ?? null;

/**
 * The command behind `npm run staff`: makes the first administrator of a real installation, and others. Answers with what to tell the
 * person at the keyboard.
 */
export async function staffCommand(words: string[], now: Date): Promise<{ ok: true; said: string } | { ok: false; problem: string }> {
  const problem = (what: string) => ({ ok: false, problem: what }) as const;
  let given: { phone?: string; role?: string; password?: string; name?: string; "all-schools"?: boolean };
  let verb: string | undefined;
  try {
    const parsed = parseArgs({ args: words, options, allowPositionals: true });
    given = parsed.values;
    verb = parsed.positionals.length === 1 ? parsed.positionals[0] : undefined;
  } catch {
    return problem("无法识别的参数。(Unknown option.)");
  }
  if (verb !== "add") return problem("目前只有一个子命令：add。(Say `add`.)");
  const phone = cleanPhone(given.phone ?? "");
  if (!isPhone(phone)) return problem("--phone 应为11位手机号。(Bad --phone.)");
  const role = readRole(given.role ?? "");
  if (!role) return problem("--role 无效。(Bad --role.)");
  const password = given.password ?? "";
  if (password.length < 8 || password.length > 256) return problem("--password 至少8个字符，最多256个。(Bad --password.)");
  const name = given.name?.trim() || "工作人员";

  const added = await addStaff({ phone, name, role, allSchools: given["all-schools"] === true, password, actor: { kind: "SYSTEM" }, now });
  if (!added.ok) return problem("该手机号已有工作人员账号。(This phone has a staff account already.)");
  const limited = role === "REVIEWER" && !given["all-schools"];
  const next = limited ? "请管理员在 /admin/staff 指定其负责的学校和教学点，在此之前看不到任何报名。" : "";
  return { ok: true, said: `已添加：${name}，角色 ${role}。请在 /admin/login 用手机号和密码登录。${next}(Added.)` };
}
