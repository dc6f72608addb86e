import { stdin, stdout } from "node:process";

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const ERASE = new Set(["\b", "\u007f"]);

/**
 * Reads a secret from the terminal, hidden and typed twice; without a terminal, from the first line of the input. An
 * argument would stay in the shell's history and be visible in the list of processes. null when the two inputs differ
 * or the person cancels.
 */
export async function readSecret(name: string): Promise<string | null> {
  if (!stdin.isTTY) return await firstLine();
  const secret = await typeUnseen(`${name}（输入时不显示）：`);
  const again = secret === null ? null : await typeUnseen(`再次输入${name}：`);
  return secret === again ? secret : null;
}

async function firstLine(): Promise<string> {
  let text = "";
  stdin.setEncoding("utf8");
  for await (const piece of stdin) {
    text += String(piece);
    if (text.includes("\n")) break;
  }
  return text.split(/\r?\n/)[0] ?? "";
}

/** Shows `question` and reads keys until Enter; null for Ctrl-C or Ctrl-D. */
async function typeUnseen(question: string): Promise<string | null> {
  stdout.write(question);
  stdin.setRawMode(true).setEncoding("utf8").resume();
  try {
    return await new Promise((resolve) => {
      const typed: string[] = [];
      const onKeys = (keys: string) => {
        for (const key of keys) {
          const over = key === "\r" || key === "\n" || key === CTRL_C || key === CTRL_D;
          if (over) {
            stdin.off("data", onKeys);
            return resolve(key === CTRL_C || key === CTRL_D ? null : typed.join(""));
          }
          if (ERASE.has(key)) typed.pop();
          else typed.push(key);
        }
      };
      stdin.on("data", onKeys);
    });
  } finally {
    stdin.setRawMode(false).pause();
    stdout.write("\n");
  }
}
