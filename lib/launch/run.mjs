import path from "path";
import url from "url";

// `node lib/launch/run.mjs <program> [words]` runs a program of ours if Node is new enough. This file uses only syntax
// of Node 12 and imports nothing of ours: an old Node would otherwise stop with a stack instead of a reason.

const oldest = [20, 19];
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  console.error(
    `\n✘ Node.js 版本过旧：${process.versions.node}，需要 ${oldest.join(".")} 或更新。(Node.js is too old.)`,
  );
  console.error("  请安装当前的长期支持版本：https://nodejs.org/ ，然后重新运行。");
  process.exitCode = 1;
} else {
  const program = path.resolve(process.argv[2]);
  // The program sees its own name, as if it had been called directly.
  process.argv.splice(1, 2, program);
  void import(url.pathToFileURL(program).href);
}
