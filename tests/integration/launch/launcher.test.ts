import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { install } from "@/lib/launch/install.mjs";
import { type Postgres, postgresIsRunning, startPostgres } from "@/lib/launch/postgres.mjs";
import { Processes } from "@/lib/launch/processes.mjs";
import { startPgBouncer } from "../../support/pgbouncer";

// What `npm start` does short of building and serving: the browser tests start it whole.

const root = path.resolve(import.meta.dirname, "../../..");
const scratch = await mkdtemp(path.join(tmpdir(), "launcher-"));
afterAll(() => rm(scratch, { recursive: true, force: true }));

type Run = { code: number | null; said: string };
type Variables = Record<string, string>;

/** Runs a program to its end with these variables and none of the tests' own. */
async function run(command: string, args: string[], variables: Variables = {}, input = ""): Promise<Run> {
  const { PATH = "", HOME = "" } = process.env;
  const env = { NODE_ENV: "test" as const, PATH, HOME, ...variables };
  const child = spawn(command, args, { cwd: root, env, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => undefined).end(input);
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said };
}

const start = (variables: Variables) =>
  run(process.execPath, ["lib/launch/run.mjs", "lib/launch/start.mjs"], variables);
const command = (words: string[], variables: Variables, input?: string) =>
  run(process.execPath, ["lib/launch/command.mjs", ...words], variables, input);
const script = (text: string, ...words: string[]) =>
  run(process.execPath, ["--input-type=module", "--eval", text, ...words]);

/** What a refused start said. A refusal is a sentence and advice: whatever else happened is no refusal. */
function refusal({ code, said }: Run): string {
  if (code === 1 && !/^\s+at /m.test(said)) return said;
  throw new Error(`no refusal, but exit code ${code} and:\n${said}`);
}

const folder = async (name: string) => {
  const made = path.join(scratch, name);
  await mkdir(made, { mode: 0o700 });
  return made;
};

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

const merchant = {
  WECHAT_PAY_MCHID: "1900000001",
  WECHAT_PAY_APPID: "wx0000000000000001",
  WECHAT_PAY_MERCHANT_SERIAL: "ABCDEF",
  WECHAT_PAY_MERCHANT_KEY_FILE: process.env["WECHAT_PAY_MERCHANT_KEY_FILE"] ?? "",
  WECHAT_PAY_API_V3_KEY: "0".repeat(32),
  WECHAT_APP_SECRET: "secret",
};

/** Everything that live mode demands, but for the database. */
const live = {
  APP_MODE: "live",
  APP_URL: "https://exam.example.edu.cn",
  TRUSTED_PROXIES: "1",
  NEXTAUTH_SECRET: "x".repeat(32),
  DATA_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
  BLIND_INDEX_KEY: Buffer.alloc(32, 2).toString("base64"),
  SMS_PROVIDER: "aliyun",
  ALIYUN_ACCESS_KEY_ID: "id",
  ALIYUN_ACCESS_KEY_SECRET: "secret",
  ALIYUN_SMS_SIGN_NAME: "name",
  ALIYUN_SMS_TEMPLATE_CODE: "SMS_1",
  ...merchant,
};

describe("a start that cannot go on", () => {
  it.each([
    ["a PORT that is no number", { PORT: "abc" }, /PORT 的值无效：abc/],
    ["a PORT beyond the last", { PORT: "65536" }, /PORT 的值无效：65536/],
    ["an unknown APP_MODE", { APP_MODE: "production" }, /APP_MODE 的值无效：production/],
    [
      "half a merchant account",
      { WECHAT_PAY_MCHID: "1", WECHAT_PAY_APPID: "wx1" },
      /还缺：WECHAT_PAY_MERCHANT_SERIAL、/,
    ],
  ])("refuses %s", async (name, variables, sentence) => {
    const dataDir = path.join(scratch, name);
    expect(refusal(await start({ DATA_DIR: dataDir, ...variables }))).toMatch(sentence);
    expect(await exists(dataDir)).toBe(false);
  });

  it("refuses a DATA_DIR that is a file", async () => {
    const file = path.join(scratch, "file");
    await writeFile(file, "");
    expect(refusal(await start({ DATA_DIR: file }))).toMatch(/无法使用数据文件夹/);
  });

  it("names the port that somebody else has", async () => {
    const server = createServer().listen(0);
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    expect(refusal(await start({ DATA_DIR: await folder("port"), PORT: String(port) }))).toMatch(
      new RegExp(`端口 ${port} 已被其他程序占用`),
    );
    server.close();
  });

  it("refuses a HOST that is no address of this machine", async () => {
    expect(refusal(await start({ DATA_DIR: await folder("host"), HOST: "203.0.113.7" }))).toMatch(
      /HOST 所写的地址 203\.0\.113\.7/,
    );
  });

  it.each([
    ["HOST in a demo", { HOST: "127.0.0.1" }, "127.0.0.1"],
    ["HOST before the default behind a proxy", { APP_MODE: "live", TRUSTED_PROXIES: "1", HOST: "0.0.0.0" }, "0.0.0.0"],
    ["the loopback behind a proxy", { APP_MODE: "live", TRUSTED_PROXIES: "1" }, "127.0.0.1"],
    ["every address in a demo, also one that is told of a proxy", { TRUSTED_PROXIES: "1" }, null],
    ["every address where HOST is empty", { HOST: " " }, null],
  ])("listens on %s", async (_, variables, host) => {
    const text = `const { readSettings } = await import(${JSON.stringify(path.join(root, "lib/launch/settings.mjs"))});
      console.log(JSON.stringify(readSettings("/nowhere", ${JSON.stringify(variables)}).host ?? null));`;
    expect(JSON.parse((await script(text)).said)).toBe(host);
  });

  it("refuses a port that browsers do not open", async () => {
    expect(refusal(await start({ DATA_DIR: await folder("blocked"), PORT: "4190" }))).toMatch(
      /浏览器不允许访问端口 4190/,
    );
  });

  it("tells an old Node's owner to renew it, before anything that Node could not read", async () => {
    const pretend = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.8" } })`;
    const options = ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`];
    expect(refusal(await run(process.execPath, [...options, "lib/launch/run.mjs", "/nowhere.mjs"]))).toMatch(
      /Node\.js 版本过旧：18\.20\.8/,
    );
  });

  // A disk of its own needs leave to mount, which not every container gives.
  const apart = process.getuid?.() === 0 ? ["--mount"] : ["--mount", "--map-root-user"];
  const mayMount = spawnSync("unshare", [...apart, "mount", "-t", "tmpfs", "tmpfs", scratch]).status === 0;

  it.skipIf(!mayMount)("tells of a disk that is full", async () => {
    const dataDir = await folder("full");
    const inside = 'mount -t tmpfs -o size=20m tmpfs "$DATA_DIR" && exec "$@"';
    const told = await run("unshare", [...apart, "sh", "-c", inside, "sh", process.execPath, "lib/launch/start.mjs"], {
      DATA_DIR: dataDir,
    });
    expect(refusal(told)).toMatch(/磁盘空间不足：.*仅剩 \d+ MB/);
  });

  it.skipIf(!mayMount || process.getuid?.() !== 0)("tells of a disk too small for a database", async () => {
    const dataDir = await folder("small");
    const text = `
      import { startPostgres } from "./lib/launch/postgres.mjs";
      import { tell } from "./lib/launch/say.mjs";
      await startPostgres({ root: process.cwd(), home: process.env.DATA_DIR + "/postgres" }).catch((error) => { tell(error); process.exit(1); });`;
    const inside = 'mount -t tmpfs -o size=20m tmpfs "$DATA_DIR" && exec "$@"';
    const words = ["sh", "-c", inside, "sh", process.execPath, "--input-type=module", "--eval", text];
    expect(refusal(await run("unshare", [...apart, ...words], { DATA_DIR: dataDir }))).toMatch(/磁盘空间不足/);
  });
});

describe("live mode", () => {
  it("lists everything that is missing at once, and starts no stand-in", async () => {
    const dataDir = await folder("live");
    const told = await start({ APP_MODE: "live", DATA_DIR: dataDir });
    expect(refusal(told)).toMatch(/环境变量有误/);
    const demanded = Object.keys(live).filter((name) => name !== "APP_MODE" && !name.startsWith("ALIYUN_"));
    for (const name of ["DATABASE_URL", ...demanded]) expect(told.said).toMatch(new RegExp(`^ +${name}[:：]`, "m"));
    expect((await readdir(dataDir)).filter((name) => name !== "logs" && !name.startsWith("."))).toEqual([]);
  });

  it("looks at the key files before the first candidate pays", async () => {
    const file = path.join(root, "package.json");
    const variables = { ...live, DATA_DIR: await folder("keys"), DATABASE_URL: "postgresql://127.0.0.1:9/none" };
    const told = await start({
      ...variables,
      WECHAT_PAY_MERCHANT_KEY_FILE: file,
      WECHAT_PAY_PUBLIC_KEY_ID: "P",
      WECHAT_PAY_PUBLIC_KEY_FILE: "/none",
    });
    expect(refusal(told)).toMatch(/WECHAT_PAY_MERCHANT_KEY_FILE：不是 PEM[^]*WECHAT_PAY_PUBLIC_KEY_FILE：无法读取/);
  });
});

describe("one DATA_DIR", () => {
  const takeOver = `
    import { Processes } from "./lib/launch/processes.mjs";
    const [dataDir, at] = process.argv.slice(1);
    while (Date.now() < Number(at));
    try {
      await new Processes(dataDir).takeOver();
      console.log("taken");
      setTimeout(() => undefined, 1_500);
    } catch (error) { console.log(error.message); }`;

  it("is refused while another start has it", async () => {
    const dataDir = await folder("taken");
    const processes = new Processes(dataDir);
    await processes.takeOver();
    expect(refusal(await start({ DATA_DIR: dataDir }))).toMatch(new RegExp(`系统已在运行（进程 ${process.pid}）`));
    processes.letGo();
    expect(await exists(path.join(dataDir, "run.json"))).toBe(false);
  });

  it("goes to exactly one of several starts at the same instant", async () => {
    const dataDir = await folder("race");
    const at = String(Date.now() + 1_000);
    const said = await Promise.all([1, 2, 3, 4].map(() => script(takeOver, dataDir, at)));
    expect(said.filter((one) => one.said === "taken\n")).toHaveLength(1);
    for (const { said: words } of said) expect(words).toMatch(/taken|系统已在运行|另一个启动程序/);
  });

  it("is freed of what a killed start left running", async () => {
    const dataDir = await folder("killed");
    const text = `
      import { Processes } from "./lib/launch/processes.mjs";
      const [dataDir] = process.argv.slice(1);
      const processes = new Processes(dataDir);
      await processes.takeOver();
      const log = dataDir + "/web.log";
      processes.start("web", ["--eval", "setInterval(() => undefined, 1000)"], { cwd: ".", env: process.env, log });
      process.kill(process.pid, "SIGKILL");`;
    await script(text, dataDir);
    const [web] = (JSON.parse(await readFile(path.join(dataDir, "run.json"), "utf8")) as { running: { pid: number }[] })
      .running;
    const pid = web?.pid ?? 0;
    expect(process.kill(pid, 0)).toBe(true);

    const next = new Processes(dataDir);
    await next.takeOver();
    next.letGo();
    expect(await isGone(pid)).toBe(true);
  });
});

/** A process that ended, whether or not anybody has taken note of it. */
async function isGone(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => ") Z");
  return state.slice(state.lastIndexOf(")") + 2).startsWith("Z");
}

describe("the packages", () => {
  it("are installed anew when npm was broken off", async () => {
    const project = await folder("project");
    const manifest = { name: "bare", version: "1.0.0" };
    await writeFile(path.join(project, "package.json"), JSON.stringify(manifest));
    await writeFile(
      path.join(project, "package-lock.json"),
      JSON.stringify({ ...manifest, lockfileVersion: 3, packages: { "": manifest } }),
    );
    const torn = path.join(project, "node_modules", "torn");
    await mkdir(torn, { recursive: true });
    // As npm leaves it: its list is there from before, one package was being replaced.
    await writeFile(
      path.join(project, "node_modules", ".package-lock.json"),
      JSON.stringify({ ...manifest, packages: {} }),
    );
    await writeFile(path.join(project, "node_modules", ".unfinished"), "");

    const processes = new Processes(project);
    await install(project, processes);
    expect(await exists(torn)).toBe(false);

    const { mtimeMs } = await stat(path.join(project, "node_modules"));
    await install(project, processes);
    expect((await stat(path.join(project, "node_modules"))).mtimeMs).toBe(mtimeMs);
  });
});

describe("the embedded database", () => {
  const home = path.join(scratch, "closed", "data", "postgres");
  let postgres: Postgres;
  const begin = () => startPostgres({ root, home, settings: { fsync: "off" } });
  const postmaster = async () =>
    Number((await readFile(path.join(home, "data", "postmaster.pid"), "utf8")).split("\n")[0]);

  const query = async (sql: string, url = postgres.url) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    await folder("closed");
    await chmod(path.join(scratch, "closed"), 0o700);
    postgres = await begin();
  }, 60_000);
  afterAll(() => postgres.stop());

  it("runs inside a folder that only its owner may enter", async () => {
    expect(await query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect((await stat(path.join(scratch, "closed"))).mode & 0o777).toBe(0o700);
  });

  it("is joined by a later start, not started twice", async () => {
    const pid = await postmaster();
    expect((await begin()).url).toBe(postgres.url);
    expect(await postmaster()).toBe(pid);
  });

  it("comes back with its data after kill -9", async () => {
    await query("CREATE TABLE kept AS SELECT 42 AS answer");
    const pid = await postmaster();
    process.kill(pid, "SIGKILL");
    while (!(await isGone(pid))) await sleep(20);
    expect(postgresIsRunning({ home })).toBe(false);

    postgres = await begin();
    expect(await query("SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
    expect(await postmaster()).not.toBe(pid);
  });

  describe("named in DATABASE_URL", () => {
    const demo = (url: string, dataDir: string) => ({ DATA_DIR: dataDir, DATABASE_URL: url });

    beforeAll(async () => {
      for (const name of ["of_demo", "of_live"]) await query(`CREATE DATABASE ${name}`);
      await query("CREATE ROLE guest LOGIN PASSWORD 'guest'");
    });

    it("keeps its mode: live refuses a demo's, a demo refuses a live one's, before it is changed", async () => {
      const [ofDemo, ofLive] = [postgres.urlOf("of_demo"), postgres.urlOf("of_live")];
      const dataDir = await folder("modes");
      const made = [
        command([], demo(ofDemo, dataDir)),
        command([], { ...live, DATABASE_URL: ofLive, DATA_DIR: dataDir }),
      ];
      expect(await Promise.all(made)).toMatchObject([{ code: 0 }, { code: 0 }]);

      expect(refusal(await start({ ...live, DATABASE_URL: ofDemo, DATA_DIR: dataDir }))).toMatch(
        /该数据库属于演示系统，不能以 APP_MODE=live 启动/,
      );
      await query("DELETE FROM _prisma_migrations", ofLive);
      expect(refusal(await start(demo(ofLive, dataDir)))).toMatch(/该数据库属于正式系统，不能以 APP_MODE=demo 启动/);
      expect(await query("SELECT * FROM _prisma_migrations", ofLive)).toEqual([]);

      const count =
        "SELECT (SELECT count(*)::int FROM staff) AS staff, (SELECT count(*)::int FROM exam_session) AS sessions";
      expect(await query(count, ofDemo)).toEqual([{ staff: 6, sessions: 1 }]);
      expect(await query(count, ofLive)).toEqual([{ staff: 0, sessions: 0 }]);
    }, 60_000);

    it("is prepared by three first starts at once, and each comes up", async () => {
      await query("CREATE DATABASE of_three");
      const keys = {
        NEXTAUTH_SECRET: live.NEXTAUTH_SECRET,
        DATA_ENCRYPTION_KEYS: live.DATA_ENCRYPTION_KEYS,
        BLIND_INDEX_KEY: live.BLIND_INDEX_KEY,
      };
      const dataDirs = await Promise.all(["first", "second", "third"].map(folder));
      const starts = dataDirs.map((dataDir) => command([], { ...demo(postgres.urlOf("of_three"), dataDir), ...keys }));
      expect(await Promise.all(starts)).toMatchObject([{ code: 0 }, { code: 0 }, { code: 0 }]);
      const count =
        "SELECT (SELECT count(*)::int FROM staff) AS staff, (SELECT count(*)::int FROM exam_session) AS sessions";
      expect(await query(count, postgres.urlOf("of_three"))).toEqual([{ staff: 6, sessions: 1 }]);
    }, 60_000);

    it("is refused behind a pooler that mixes up prepared statements", async () => {
      const pooler = await startPgBouncer(postgres.urlOf("of_demo"), "transaction");
      try {
        expect(refusal(await start(demo(pooler.url, await folder("pooler"))))).toMatch(/会把一个人的数据答给另一个人/);
      } finally {
        await pooler.stop();
      }
    });

    it("takes a first administrator once, and says what is wrong with bad words", async () => {
      const variables = { ...live, DATABASE_URL: postgres.urlOf("of_staff"), DATA_DIR: await folder("staff") };
      await query("CREATE DATABASE of_staff");
      const words = ["staff", "add", "--phone", "13800000000", "--role", "exam-officer"];
      expect(await command(words, variables, "eight-at-least\n")).toMatchObject({
        code: 0,
        said: expect.stringContaining("EXAM_OFFICER") as string,
      });
      const bad = ["staff", "add", "--phone", "13800000001", "--role", "boss"];
      const [again, unknown, empty, shown] = await Promise.all([
        command(words, variables, "eight-at-least\n"),
        command(bad, variables),
        command(words, variables),
        command([...words, "--password", "eight-at-least"], variables),
      ]);
      expect(refusal(again)).toMatch(/该手机号已有工作人员账号/);
      expect(refusal(unknown)).toMatch(/--role 无效/);
      expect(refusal(empty)).toMatch(/密码至少8个字符/);
      expect(refusal(shown)).toMatch(/密码不能写在命令行上/);
    }, 60_000);

    it.each([
      ["an unreachable server", () => "postgresql://u:sesame@127.0.0.1:9/x", /无法连接数据库服务器（ECONNREFUSED）/],
      ["a wrong password", () => withPassword("sesame"), /拒绝了 DATABASE_URL 中的用户名或密码/],
      ["a database that is not there", () => postgres.urlOf("sesame"), /数据库不存在/],
      [
        "a user without rights",
        () => postgres.urlOf("of_demo").replace(/\/\/[^@]+@/, "//guest:guest@"),
        /没有建表的权限/,
      ],
      ["an address that is none", () => "postgresql://u:sesame#1@127.0.0.1/x", /不是有效的地址/],
    ])("tells of %s, and keeps the password to itself", async (name, url, sentence) => {
      const told = await start(demo(url(), await folder(name)));
      expect(refusal(told)).toMatch(sentence);
      expect(told.said).not.toContain("sesame");
    });

    const withPassword = (password: string) => postgres.url.replace(/:[^:@]+@/, `:${password}@`);
  });

  it("is gone when it was stopped", async () => {
    const pid = await postmaster();
    await postgres.stop();
    expect(await isGone(pid)).toBe(true);
    expect(postgresIsRunning({ home })).toBe(false);
  });
});
