import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { ObjectStore } from "./object-store";

/**
 * Keeps each object as one file that only this system's user may read. A file appears whole or not at all, also after a
 * power cut.
 */
export function diskStore(folder: string): ObjectStore {
  const root = path.resolve(/* turbopackIgnore: true */ folder);
  const at = (key: string) => {
    if (!/^[0-9a-z]{2}\/[0-9a-z]+$/.test(key)) throw new Error("not a storage key");
    return path.join(root, key);
  };

  return {
    async put(key, bytes) {
      const target = at(key);
      const parent = path.dirname(target);
      await mkdir(parent, { recursive: true, mode: 0o700 });
      const temporary = `${target}.${randomBytes(6).toString("hex")}.part`;
      try {
        await writeSynced(temporary, bytes);
        await rename(temporary, target);
        await syncFolder(parent);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    async get(key) {
      try {
        return await readFile(at(key));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    delete: (key) => rm(at(key), { force: true }),
  };
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename survives a power cut only once the folder itself is on the disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";
