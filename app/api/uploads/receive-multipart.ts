import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy, type BusboyFileStream } from "@fastify/busboy";
import { ok, refuse, type Result } from "@/lib/core/result";
import { ACCOMMODATION_FIELD, joinPosted } from "@/lib/domain/registration/accommodation";
import { env } from "@/lib/env";

export type ReceiveRefusal = "file_too_large" | "upload_malformed";

/** `name`: the file name on the sender's device. */
export type ReceivedFile = { field: string; name: string; path: string; size: number };

/** `discard` deletes the files. Call it in every case. */
export type Received = { fields: Record<string, string>; files: ReceivedFile[]; discard: () => Promise<void> };

const limits = {
  fields: 80,
  fieldSize: 20_000,
  fieldNameSize: 100,
  files: 12,
  parts: 92,
  headerPairs: 50,
  headerSize: 8_000,
};

/** Files that a crash left behind are deleted at this age. */
const STALE_MS = 60 * 60 * 1000;

/**
 * Reads a multipart post: text fields into memory, files onto the disk under random names. Stops at once when the post
 * or one file is larger than allowed. Empty file inputs are skipped.
 */
export async function receiveMultipart(
  request: Request,
  { totalBytes, fileBytes }: { totalBytes: number; fileBytes: (field: string) => number },
): Promise<Result<Received, ReceiveRefusal>> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data;/i.test(contentType) || !request.body) return refuse("upload_malformed");
  if (Number(request.headers.get("content-length") ?? 0) > totalBytes) return refuse("file_too_large");

  const folder = await receivingFolder();
  const fields: Record<string, string> = {};
  const files: ReceivedFile[] = [];
  const streams: BusboyFileStream[] = [];
  const writing: Promise<void>[] = [];
  const discard = async () => void (await Promise.all(files.map((file) => rm(file.path, { force: true }))));

  try {
    const parser = Busboy({ headers: { "content-type": contentType }, limits });
    const stop = (why: ReceiveRefusal) => parser.destroy(new Stopped(why));
    parser.on("field", (name, value) => {
      // This field alone has several controls of one name.
      fields[name] = name === ACCOMMODATION_FIELD ? joinPosted([fields[name], value]) : value;
    });
    parser.on("file", (field, stream, name) => {
      // An input that was left empty. If even this part was cut off, the parser reports it.
      if (!name) return void stream.on("error", () => undefined).resume();
      streams.push(stream);
      const file = { field, name, path: path.join(folder, randomBytes(16).toString("hex")), size: 0 };
      files.push(file);
      const written = write(stream, file, fileBytes(field)).catch((error: unknown) => {
        if (error instanceof Stopped) stop(error.why);
        throw error;
      });
      // Awaited below. Until then an error must not count as unhandled.
      written.catch(() => undefined);
      writing.push(written);
    });
    for (const event of ["filesLimit", "fieldsLimit", "partsLimit"] as const)
      parser.on(event, () => stop("upload_malformed"));

    await pipeline(Readable.from(bounded(request.body, totalBytes)), parser);
    await Promise.all(writing);
    return ok({ fields, files, discard });
  } catch (error) {
    // A part that was cut off never ends, and waiting for it would never end either.
    for (const stream of streams) stream.destroy(error instanceof Error ? error : new Error("cut off"));
    await Promise.allSettled(writing);
    await discard();
    if (isSystemError(error)) throw error;
    return refuse(error instanceof Stopped ? error.why : "upload_malformed");
  }
}

class Stopped extends Error {
  readonly why: ReceiveRefusal;

  constructor(why: ReceiveRefusal) {
    super(why);
    this.why = why;
  }
}

async function* bounded(body: ReadableStream<Uint8Array>, limit: number) {
  let total = 0;
  for await (const chunk of body) {
    total += chunk.byteLength;
    if (total > limit) throw new Stopped("file_too_large");
    yield chunk;
  }
}

const write = (stream: BusboyFileStream, file: ReceivedFile, limit: number): Promise<void> =>
  pipeline(
    stream,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        file.size += chunk.byteLength;
        if (file.size > limit) throw new Stopped("file_too_large");
        yield chunk;
      }
    },
    createWriteStream(file.path, { flags: "wx", mode: 0o600 }),
  );

/** A full disk is our problem. Any other error while reading is the sender's. */
const isSystemError = (error: unknown): boolean =>
  error instanceof Error && "syscall" in error && !("code" in error && error.code === "ECONNRESET");

let swept: { at: number; folder: Promise<string> } | undefined;

/**
 * The folder of files that are being received. A file that a crash left there is unencrypted personal data. It is
 * deleted when the next process begins to receive, or within the hour in which it has become old enough.
 */
function receivingFolder(): Promise<string> {
  const now = Date.now();
  if (!swept || now - swept.at > STALE_MS) swept = { at: now, folder: sweep(path.join(env().DATA_DIR, "receiving")) };
  return swept.folder;
}

async function sweep(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > STALE_MS) await rm(file, { force: true });
  }
  return folder;
}
