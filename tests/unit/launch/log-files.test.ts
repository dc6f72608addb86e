import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { rotateLog, setLogAside } from "@/lib/launch/log-files.mjs";

const newLog = (text: string) => {
  const folder = mkdtempSync(path.join(tmpdir(), "log-"));
  const file = path.join(folder, "web.log");
  appendFileSync(file, text);
  return { folder, file, read: (name: string) => readFileSync(path.join(folder, name), "utf8") };
};

describe("a log file", () => {
  it("goes on until it is too big, and is then set aside while its process writes on", () => {
    const { folder, file, read } = newLog("12345");
    const open = openSync(file, "a");
    try {
      rotateLog(file, 5);
      expect(readdirSync(folder)).toEqual(["web.log"]);
      writeSync(open, "6");
      rotateLog(file, 5);
      writeSync(open, "7");
      expect(read("web.log")).toBe("7");
      expect(read("web.log.1")).toBe("23456");
      expect(statSync(path.join(folder, "web.log.1")).mode & 0o777).toBe(0o600);
    } finally {
      closeSync(open);
    }
  });

  it("keeps three of those set aside, however much is written", () => {
    const { folder, file, read } = newLog("");
    for (const text of ["aaaa", "bbbb", "cccc", "dddd", "eeee"]) {
      appendFileSync(file, text);
      rotateLog(file, 3);
    }
    expect(readdirSync(folder).sort()).toEqual(["web.log", "web.log.1", "web.log.2", "web.log.3"]);
    expect(["web.log", "web.log.1", "web.log.2", "web.log.3"].map(read)).toEqual(["", "eee", "ddd", "ccc"]);
  });

  it("is set aside before a start whose words are to be read alone; an empty one or none is not", () => {
    const { folder, file, read } = newLog("of yesterday");
    setLogAside(file);
    setLogAside(file);
    setLogAside(path.join(folder, "none.log"));
    expect(readdirSync(folder).sort()).toEqual(["web.log", "web.log.1"]);
    expect(read("web.log.1")).toBe("of yesterday");
  });
});
