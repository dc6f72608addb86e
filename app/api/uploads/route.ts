import { isHeld } from "@/app/registration/_components/appeal-link";
import {
  chooseExamSession,
  EXAM_SESSION_FIELD,
  keepChoiceForSignIn,
  namedExamSessionId,
} from "@/lib/auth/chosen-exam-session";
import { deleteTyped, storeTyped as keepForLogin } from "@/lib/auth/kept-typed";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { candidateLoginSession } from "@/lib/auth/session";
import { currentVisitor, postedEntry } from "@/lib/auth/step";
import { ok, refuse, type Result } from "@/lib/core/result";
import { storeUpload } from "@/lib/domain/registration/commands/store-upload";
import { removeUpload } from "@/lib/domain/registration/commands/remove-upload";
import { reusePortrait } from "@/lib/domain/registration/commands/reuse-portrait";
import { rotateUpload } from "@/lib/domain/registration/commands/rotate-upload";
import { saveDraft } from "@/lib/domain/registration/commands/save-draft";
import type { StoredUpload } from "@/lib/domain/registration/commands/store-pages";
import { saveDetails } from "@/lib/domain/registration/commands/save-details";
import { pageAfterDetails } from "@/lib/domain/registration/editable";
import { fieldItems, uploadKinds, type UploadKind } from "@/lib/domain/registration/items";
import { detailsContext } from "@/lib/domain/registration/queries/standing";
import { readBasis, type DetailsInput } from "@/lib/domain/registration/schema";
import { MAX_PROOFS, uploadLimit } from "@/lib/domain/registration/uploads";
import { withNotice } from "@/lib/http/notice";
import {
  answerCrossOrigin,
  answerJson,
  answerPage,
  type Outcome,
  type Refusal,
  type SignedOut,
  type UploadNews,
} from "./answer";
import { readCrop } from "./crop";
import { type Received, receiveMultipart } from "./receive-multipart";

/** All files of 信息填写 in one post of a browser without JavaScript, together with the typed fields. */
const TOTAL_BYTES = (2 + 2 * MAX_PROOFS) * 10_000_000 + 1_000_000;

/**
 * Receives files. A plain form post gets a redirect to its page; a request that accepts JSON gets JSON. A file's field
 * name is its kind. Other field names select one of the operations below.
 */
export const POST = sameOriginPost(
  async (request) => {
    let page = "/registration/details";
    const outcome = await receive(request, (fields) => {
      page = otherPages[fields.page ?? ""] ?? page + cameFrom(fields);
    });
    return wantsJson(request) ? answerJson(outcome) : answerPage(outcome, page);
  },
  (request) => answerCrossOrigin(wantsJson(request)),
);

/** The pages with uploads beside 信息填写. No other address is ever taken from a form. */
const otherPages: Readonly<Record<string, string>> = {
  portrait: "/registration/portrait",
  accommodation: "/registration/accommodation",
};

const wantsJson = (request: Request): boolean => request.headers.get("accept")?.includes("application/json") ?? false;

async function receive(request: Request, onFields: (fields: Record<string, string>) => void): Promise<Outcome> {
  const visitor = await currentVisitor();
  const { candidate, current, past } = visitor;
  if (!candidate) return refuse(await keepForSignIn(request, onFields));
  if (current.length === 0) return refuse("no_session");
  // Who has begun nowhere sends us no files.
  if (![...current, ...past].some(({ registration }) => registration)) return refuse("step_comes_later");

  const received = await receiveMultipart(request, {
    totalBytes: TOTAL_BYTES,
    fileBytes: fileBytesOf,
  });
  if (!received.ok) return received;
  try {
    const { fields } = received.value;
    const now = new Date();
    onFields(fields);
    const entry = postedEntry(visitor, fields[EXAM_SESSION_FIELD]);
    if (!entry) return refuse("exam_session_gone");
    const { examSession, registration } = entry;
    if (!registration) return refuse("step_comes_later");
    const own = { accountId: candidate.id, examSessionId: examSession.id };
    // A plain post is answered by a page, which must be of the same exam session. A script's post changes no choice.
    if (!wantsJson(request) && visitor.examSession?.id !== examSession.id) await chooseExamSession(examSession.id);
    const kept = await keepTyped(fields, own, now);
    const applied = await apply(received.value, { accountId: candidate.id, registrationId: registration.id }, now);
    if (fields.go === "next" && (applied.ok || applied.error === "file_missing")) {
      return ok({ file: null, news: "file_kept", to: await goOn(fields, own, now) });
    }
    // The file is stored but the text beside it is not. The notice mentions only the text.
    return applied.ok && kept === "draft_outdated" ? refuse(kept) : applied;
  } finally {
    await received.value.discard();
  }
}

/**
 * Handles a post that came after its login session had ended: its text is kept, its files are not. The answer is the
 * refusal.
 */
async function keepForSignIn(request: Request, onFields: (fields: Record<string, string>) => void): Promise<SignedOut> {
  // A page with JavaScript keeps its text itself. Without a former login session the body is not read at all.
  const ended = wantsJson(request) ? null : await candidateLoginSession();
  const received = ended ? await receiveMultipart(request, { totalBytes: TOTAL_BYTES, fileBytes: fileBytesOf }) : null;
  if (!received?.ok) return "signed_out";
  const { fields, discard } = received.value;
  await discard();
  onFields(fields);
  const { page: _page, go: _go, ...typed } = fields;
  const named = namedExamSessionId(fields[EXAM_SESSION_FIELD]);
  if (named) await keepChoiceForSignIn(named);
  return otherPages[fields.page ?? ""] === undefined && (await keepForLogin("/registration/details", typed))
    ? "signed_out_text_kept"
    : "signed_out_file_lost";
}

const fileBytesOf = (field: string) => (isKind(field) ? uploadLimit(field) : 0);

/**
 * Without JavaScript the whole form is posted with a file, and what was typed must not be lost. Returns why it was not
 * kept.
 */
async function keepTyped(fields: Record<string, string>, own: { accountId: string; examSessionId: string }, now: Date) {
  const typed = typedIn(fields);
  if (Object.keys(typed).length === 0) return null;
  const kept = await saveDraft({ ...own, typed, basis: readBasis(fields.basis), now });
  if (kept.ok) await deleteTyped();
  return kept.ok ? null : kept.error;
}

const typedIn = (fields: Record<string, string>): DetailsInput =>
  Object.fromEntries(fieldItems.flatMap((field) => (fields[field] === undefined ? [] : [[field, fields[field]]])));

/**
 * 下一步 of a browser without JavaScript, after its files were stored: does what the page's action does. Returns the page
 * to go to.
 */
async function goOn(
  fields: Record<string, string>,
  own: { accountId: string; examSessionId: string },
  now: Date,
): Promise<string> {
  const saved = await saveDetails({ ...(await detailsContext(own)), typed: typedIn(fields), now });
  if (saved.ok) return `/registration/${pageAfterDetails(saved.value, fields.from)}`;
  if (saved.error === "graduated_earlier") return "/registration/ineligible";
  const page = `/registration/details${cameFrom(fields)}`;
  if (saved.error === "details_invalid") return withQuery(page, "check=1");
  return isHeld(saved.error) ? withQuery(page, `check=${saved.error}`) : withNotice(page, saved.error);
}

/** A candidate who came from the check page is redirected back to it. No other address is ever taken from a form. */
const cameFrom = (fields: Record<string, string>) => (fields.from === "confirm" ? "?from=confirm" : "");

const withQuery = (address: string, query: string) => `${address}${address.includes("?") ? "&" : "?"}${query}`;

const isKind = (field: string): field is UploadKind => (uploadKinds as readonly string[]).includes(field);

type Owner = { accountId: string; registrationId: string };
type Operation = (fileId: string, fields: Record<string, string>, owner: Owner, now: Date) => Promise<Outcome>;

/**
 * The operation that a field of this name selects; its value is the id of a file. Without such a field the post uploads
 * its files.
 */
const operations: Record<string, Operation> = {
  remove: async (fileId, _fields, owner, now) => {
    const removed = await removeUpload({ ...owner, fileId, now });
    return removed.ok ? ok({ file: null, news: "file_removed" }) : removed;
  },
  /** Rotates clockwise by 90 degrees. */
  rotate: async (fileId, _fields, owner, now) =>
    withNews(await rotateUpload({ ...owner, fileId, now }), "file_rotated"),
  /** Reuses the portrait of an earlier registration. */
  reuse: async (fileId, fields, owner, now) =>
    withNews(await reusePortrait({ ...owner, fileId, faceConsent: fields.faceConsent === "on", now }), "file_kept"),
};

async function apply({ fields, files }: Received, owner: Owner, now: Date): Promise<Outcome> {
  for (const [name, operation] of Object.entries(operations)) {
    const fileId = fields[name];
    if (fileId === undefined) continue;
    return isUuid(fileId) ? operation(fileId, fields, owner, now) : refuse("file_not_found");
  }
  return upload(files, fields, owner, now);
}

/** Stores the files one after another, up to the first that is refused. */
async function upload(
  files: Received["files"],
  fields: Record<string, string>,
  owner: Owner,
  now: Date,
): Promise<Outcome> {
  let last: StoredUpload | null = null;
  for (const { field, path, size } of files) {
    if (!isKind(field)) return refuse("upload_malformed");
    if (size === 0) return refuse("file_empty");
    const crop = readCrop(fields.crop);
    const kept = await storeUpload({
      ...owner,
      kind: field,
      source: path,
      ...(crop ? { crop } : {}),
      faceConsent: fields.faceConsent === "on",
      now,
    });
    if (!kept.ok) return kept;
    last = kept.value;
  }
  return last ? ok({ file: last, news: "file_kept" }) : refuse("file_missing");
}

const withNews = (kept: Result<StoredUpload, Refusal>, news: UploadNews): Outcome =>
  kept.ok ? ok({ file: kept.value, news }) : kept;

const isUuid = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
