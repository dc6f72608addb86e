import { CommandProblem, holdPreparation, runCommandProgram } from "@/lib/adapter/db/command-program";
import { env } from "@/lib/env";
import { demoPassword, demoStaff } from "./staff";

// `demo.mjs seed` and `demo.mjs fill <count>`, bundled into .build/demo.mjs: what only a demo has. Nothing of it runs
// in a live installation.

/** What a program needs is loaded when it runs: most starts seed and do not fill. */
const commands: Record<string, (words: string[]) => Promise<void>> = {
  seed: async () => {
    await holdPreparation();
    const { seedDemo } = await import("./seed");
    await seedDemo({ now: new Date() });
    for (const { roleName, phone } of demoStaff) console.log(`${roleName}　手机号 ${phone}　密码 ${demoPassword}`);
  },
  fill: async (words) => {
    const { demoFillCommand } = await import("./fill");
    const done = await demoFillCommand(words, new Date());
    if (!done.ok) throw new CommandProblem(done.problem, ["npm run demo:fill -- 5000"]);
    console.log(done.said);
  },
};

await runCommandProgram(async ([name = "", ...words]) => {
  const run = commands[name];
  if (!run) throw new CommandProblem(`没有这个命令：demo ${name}`, [`可用的命令：${Object.keys(commands).join("、")}`]);
  if (env().APP_MODE !== "demo") throw new CommandProblem("演示数据只能写入演示系统。(Demo data belongs into a demo.)");
  await run(words);
});
