import { Busboy } from "@fastify/busboy";

/** Far more fields than any form of ours has. A post of one megabyte could hold some ten thousand. */
const MAX_PARTS = 10_000;

export type PostHeaders = Record<string, string | string[] | undefined>;

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? "";

const isMultipart = (headers: PostHeaders) => /^multipart\/form-data\b/i.test(one(headers["content-type"]));

/**
 * Whether the framework treats a post as a call of a server action, by script or by a form without JavaScript.
 */
export const mayBeAction = (headers: PostHeaders): boolean =>
  headers["next-action"] !== undefined || isMultipart(headers);

/**
 * The status for a post of a server action that the framework cannot read; null when it can. The framework would answer
 * 500 to a foreign or malformed Origin, and to a body of another type, cut off, or with arguments that are not JSON.
 * Those are mistakes of the sender.
 */
export async function actionPostProblem(headers: PostHeaders, body: Buffer): Promise<400 | 403 | 415 | null> {
  if (!isFromHere(headers)) return 403;
  if (isMultipart(headers)) {
    const fields = await readFields(one(headers["content-type"]), body);
    return fields && hasSoundArguments(fields, headers["next-action"] !== undefined) ? null : 400;
  }
  // An action without a form is called with a JSON list of arguments.
  if (!/^text\/plain\b/i.test(one(headers["content-type"]))) return 415;
  return Array.isArray(parsed(body.toString("utf8"))) ? null : 400;
}

/** The framework compares the Origin with the host. A post without an Origin is not a browser's. */
function isFromHere(headers: PostHeaders): boolean {
  const origin = headers["origin"];
  if (origin === undefined) return true;
  if (!URL.canParse(one(origin))) return false;
  const asked = one(headers["x-forwarded-host"]).split(",")[0]?.trim() || one(headers["host"]);
  return new URL(one(origin)).host === asked;
}

type Field = { name: string; value: string };

/** The text fields of a multipart body; null when it is malformed or incomplete. */
const readFields = (contentType: string, body: Buffer): Promise<Field[] | null> =>
  new Promise((resolve) => {
    const fields: Field[] = [];
    try {
      const parser = Busboy({
        headers: { "content-type": contentType },
        limits: { parts: MAX_PARTS, fieldSize: body.byteLength + 1 },
      });
      parser.on("field", (name, value) => fields.push({ name, value }));
      parser.on("file", (_name, stream) => stream.on("error", () => resolve(null)).resume());
      parser.on("partsLimit", () => resolve(null));
      parser.on("error", () => resolve(null));
      parser.on("finish", () => resolve(fields));
      parser.end(body);
    } catch {
      resolve(null);
    }
  });

/**
 * A call by script puts the arguments into numbered fields, with their list in "0". A plain form names its action in
 * fields $ACTION_1:0 and so on.
 */
function hasSoundArguments(fields: Field[], calledByScript: boolean): boolean {
  const written = calledByScript ? /^\d+$/ : /^\$ACTION_[^:]*:\d+$/;
  if (fields.some(({ name, value }) => written.test(name) && parsed(value) === undefined)) return false;
  return !calledByScript || Array.isArray(parsed(fields.find(({ name }) => name === "0")?.value ?? ""));
}

/** undefined: not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
