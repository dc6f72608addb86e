// The launcher's messages and errors: what is wrong, and what to do.

/** An expected problem that ends a start: what is wrong, and what to do. */
export class StartProblem extends Error {
  /**
   * @param {string} what one sentence
   * @param {string[]} [advice] what to do, a line each
   */
  constructor(what, advice = []) {
    super(what);
    this.name = "StartProblem";
    this.advice = advice;
  }
}

/** A start that somebody interrupted. */
export const stopped = () => new StartProblem("已停止。(Stopped.)");

/** @param {string} line */
export const say = (line) => console.log(line);

/**
 * Prints a problem to stderr. An unexpected error is printed with its stack.
 * @param {unknown} error
 */
export function tell(error) {
  const problem = error instanceof StartProblem ? error : foreseen(error);
  if (!problem) {
    console.error("\n✘ 启动时出现意外错误，详情如下。(Unexpected error.)");
    console.error(error);
    return;
  }
  console.error(`\n✘ ${problem.message}`);
  for (const line of problem.advice) console.error(`  ${line}`);
}

/** @param {unknown} error */
function foreseen(error) {
  const { code, path: file } = /** @type {NodeJS.ErrnoException} */ (error ?? {});
  if (code === "ENOSPC") return diskFull(file);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new StartProblem(`没有权限读写 ${file ?? "所需的文件"}。(Permission denied.)`, [
      "请用拥有该文件夹的用户运行，或用 DATA_DIR=… 指定一个可写的文件夹。",
    ]);
  }
  return undefined;
}

/**
 * Whether a program's output says that the disk is full: in npm's words, the system's or PostgreSQL's.
 * @param {string} output
 */
export const tellsOfFullDisk = (output) => /ENOSPC|no space left|check free disk space/i.test(output);

/** @param {string} [where] */
export const diskFull = (where) =>
  new StartProblem(`磁盘空间不足${where ? `：${where}` : ""}。(The disk is full.)`, [
    "请清理磁盘后重新运行，或用 DATA_DIR=… 把数据放到另一块磁盘。首次安装与构建约需 2 GB，数据另计。",
  ]);

/**
 * Runs one step of the start and prints how long it took. A long step prints a line every ten seconds.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  say(`▸ ${title}`);
  const pulse = setInterval(() => say(`  … ${seconds()} 秒`), 10_000);
  try {
    const result = await work();
    if (seconds() >= 3) say(`  完成，用时 ${seconds()} 秒`);
    return result;
  } finally {
    clearInterval(pulse);
  }
}
