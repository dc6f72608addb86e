import { z } from "zod";
import { clientAddress } from "@/lib/http/client-address";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { readPhoneTicket, setPhoneTicket } from "@/lib/auth/phone-ticket";
import { currentStaff, requireStaff } from "@/lib/auth/session";
import { currentVisitor } from "@/lib/auth/step";
import { ok, refuse, type Result } from "@/lib/core/result";
import {
  addAppealEvidence,
  mayAddAppealEvidence,
  removeAppealEvidence,
} from "@/lib/domain/appeal/commands/appeal-evidence";
import { addScan, mayAddScan } from "@/lib/domain/correction/commands/add-scan";
import {
  finishExchange,
  handInExchange,
  mayHandIn,
  removeFromExchange,
} from "@/lib/domain/correction/commands/hand-in-exchange";
import {
  addRequestEvidence,
  mayAddRequestEvidence,
  removeRequestEvidence,
} from "@/lib/domain/correction/commands/request-evidence";
import { MAX_EVIDENCE } from "@/lib/domain/evidence/subject";
import { type UploadItem, uploadItems } from "@/lib/domain/registration/items";
import { uploadLimit } from "@/lib/domain/registration/uploads";
import { answerCrossOrigin, answerJson, answerPage, type Outcome, type Refusal } from "../uploads/answer";
import { readCrop } from "../uploads/crop";
import { type ReceivedFile, receiveMultipart } from "../uploads/receive-multipart";

/**
 * Who may send, and what becomes of it, is asked before a byte of the body is read: so what the files belong to stands
 * in the address, and so does the file to take back.
 */
const asked = z.object({
  of: z.enum(["request", "exchange", "correction", "appeal"]),
  id: z.uuid(),
  remove: z.uuid().optional(),
  /** All files of an exchange are there. */
  done: z.literal("1").optional(),
});

type Sender = {
  page: string;
  /** Whether one more file may be sent now, counting it. */
  may: () => Promise<Result<null, Refusal>>;
  add: (file: ReceivedFile, now: Date, fields: Record<string, string>) => Promise<Outcome>;
  /** null: what was added stays. */
  remove: ((fileId: string, now: Date) => Promise<Outcome>) | null;
  finish?: (now: Date) => Promise<Outcome>;
};

/**
 * Receives photos and PDFs as evidence: of the candidate's own request, of the appeal whose phone this browser has just
 * proven, or of a correction by staff. A plain form post gets a redirect, a request that accepts JSON gets JSON.
 */
export const POST = sameOriginPost(
  async (request) => {
    const query = asked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) return answer(request, refuse("upload_malformed"), "/");
    const sender = await senderOf(query.data, wantsJson(request));
    if ("refusal" in sender) return answer(request, sender.refusal, sender.page);
    const { remove, done } = query.data;
    if (done !== undefined) return answer(request, await finish(sender), sender.page);
    if (remove === undefined) return answer(request, await receive(request, sender), sender.page);
    const removal = sender.remove ? await sender.remove(remove, new Date()) : refuse("file_not_found");
    return answer(request, removal, sender.page);
  },
  (request) => answerCrossOrigin(wantsJson(request)),
);

const wantsJson = (request: Request): boolean => request.headers.get("accept")?.includes("application/json") ?? false;

const answer = (request: Request, outcome: Outcome, page: string) =>
  wantsJson(request) ? answerJson(outcome) : answerPage(outcome, page);

async function senderOf(
  { of, id }: z.output<typeof asked>,
  json: boolean,
): Promise<Sender | { refusal: Outcome; page: string }> {
  if (of === "request") {
    const page = "/registration/correction";
    const { candidate } = await currentVisitor();
    if (!candidate) return { refusal: refuse("signed_out"), page };
    const own = { accountId: candidate.id, requestId: id };
    return {
      page,
      may: () => mayAddRequestEvidence(own),
      add: async ({ path }, now) => kept(await addRequestEvidence({ ...own, source: path, now })),
      remove: async (fileId, now) => removed(await removeRequestEvidence({ ...own, fileId, now })),
    };
  }
  if (of === "exchange") {
    const page = "/registration/exchange";
    const { candidate } = await currentVisitor();
    if (!candidate) return { refusal: refuse("signed_out"), page };
    const own = { accountId: candidate.id, exchangeId: id };
    return {
      page,
      may: () => mayHandIn({ ...own, now: new Date() }),
      add: async ({ path, field }, now, fields) =>
        kept(
          await handInExchange({
            ...own,
            kind: field,
            source: path,
            crop: readCrop(fields["crop"]) ?? undefined,
            faceConsent: fields["faceConsent"] === "on",
            now,
          }),
        ),
      remove: async (fileId, now) => removed(await removeFromExchange({ ...own, fileId, now })),
      finish: async (now) => {
        const finished = await finishExchange({ ...own, now });
        return finished.ok ? ok({ file: null, news: "exchange_handed_in" }) : finished;
      },
    };
  }
  if (of === "correction") {
    const page = `/admin/appeals/corrections/${id}`;
    // Our script would follow a redirect to the sign-in page and take that for the answer.
    if (json && !(await currentStaff())) return { refusal: refuse("signed_out"), page };
    const staff = await requireStaff(["EXAM_OFFICER"], page);
    const one = { correctionId: id, staffId: staff.id };
    return {
      page,
      may: () => mayAddScan({ ...one, now: new Date() }),
      add: async ({ path }, now) => kept(await addScan({ ...one, source: path, now })),
      remove: null,
    };
  }
  const page = "/appeal/status";
  const smsCodeId = await readPhoneTicket("appeal");
  if (!smsCodeId) return { refusal: refuse("phone_not_proven"), page };
  const own = { appealId: id, smsCodeId };
  const address = await clientAddress();
  return {
    page,
    may: () => mayAddAppealEvidence(own),
    add: async ({ path }, now) => {
      const added = await addAppealEvidence({ ...own, address, source: path, now });
      // Several photos over a slow line take longer than the ten minutes.
      if (added.ok) await setPhoneTicket("appeal", smsCodeId);
      return kept(added);
    },
    remove: async (fileId, now) => removed(await removeAppealEvidence({ ...own, fileId, now })),
  };
}

/** Evidence is sent as a proof, a file of an exchange under its own kind; whether it fits is asked by its command. */
const isField = (field: string): field is UploadItem => (uploadItems as readonly string[]).includes(field);

const finish = async (sender: Sender): Promise<Outcome> =>
  sender.finish ? sender.finish(new Date()) : refuse("upload_malformed");

async function receive(request: Request, { may, add }: Sender): Promise<Outcome> {
  const first = await may();
  if (!first.ok) return first;
  const received = await receiveMultipart(request, {
    totalBytes: MAX_EVIDENCE * uploadLimit("PROOF") + 100_000,
    fileBytes: (field) => (isField(field) ? uploadLimit(field) : 0),
  });
  if (!received.ok) return received;
  try {
    const now = new Date();
    const { fields, files } = received.value;
    let last: Outcome = refuse("file_missing");
    for (const [index, file] of files.entries()) {
      if (!isField(file.field)) return refuse("upload_malformed");
      if (file.size === 0) return refuse("file_empty");
      // The first one is counted already.
      const more = index === 0 ? first : await may();
      last = more.ok ? await add(file, now, fields) : more;
      if (!last.ok) return last;
    }
    return last;
  } finally {
    await received.value.discard();
  }
}

type Kept = Awaited<
  ReturnType<typeof addRequestEvidence | typeof addScan | typeof addAppealEvidence | typeof handInExchange>
>;
type Removed = Awaited<
  ReturnType<typeof removeRequestEvidence | typeof removeAppealEvidence | typeof removeFromExchange>
>;

const kept = (result: Kept): Outcome => (result.ok ? ok({ file: result.value, news: "file_kept" }) : result);
const removed = (result: Removed): Outcome => (result.ok ? ok({ file: null, news: "file_removed" }) : result);
