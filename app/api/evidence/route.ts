import { z } from "zod";
import { clientAddress } from "@/lib/http/client-address";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { readPhoneTicket } from "@/lib/auth/phone-ticket";
import { requireStaff } from "@/lib/auth/session";
import { currentVisitor } from "@/lib/auth/step";
import { ok, refuse } from "@/lib/core/result";
import {
  addAppealEvidence,
  mayAddAppealEvidence,
  removeAppealEvidence,
} from "@/lib/domain/appeal/commands/appeal-evidence";
import { addScan } from "@/lib/domain/correction/commands/add-scan";
import { handInExchange } from "@/lib/domain/correction/commands/hand-in-exchange";
import { addRequestEvidence, removeRequestEvidence } from "@/lib/domain/correction/commands/request-evidence";
import { MAX_EVIDENCE } from "@/lib/domain/evidence/subject";
import { type UploadItem, uploadItems } from "@/lib/domain/registration/items";
import { uploadLimit } from "@/lib/domain/registration/uploads";
import { answerCrossOrigin, answerJson, answerPage, type Outcome } from "../uploads/answer";
import { readCrop } from "../uploads/crop";
import { type ReceivedFile, receiveMultipart } from "../uploads/receive-multipart";

/** Who may send is asked before a byte of the body is read: so what the files belong to stands in the address. */
const asked = z.discriminatedUnion("of", [
  z.object({ of: z.literal("request"), id: z.uuid() }),
  z.object({ of: z.literal("exchange"), id: z.uuid() }),
  z.object({ of: z.literal("correction"), id: z.uuid() }),
  z.object({ of: z.literal("appeal") }),
]);

type Sender = {
  page: string;
  add: (file: ReceivedFile, now: Date, fields: Record<string, string>) => Promise<Outcome>;
  /** null: what was added stays. */
  remove: ((fileId: string, now: Date) => Promise<Outcome>) | null;
};

/**
 * Receives photos and PDFs as evidence: of the candidate's own request, of the appeal whose phone this browser has just
 * proven, or of a correction by staff. A plain form post gets a redirect, a request that accepts JSON gets JSON.
 */
export const POST = sameOriginPost(
  async (request) => {
    const query = asked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) return answer(request, refuse("upload_malformed"), "/");
    const sender = await senderOf(query.data);
    if ("page" in sender && "add" in sender) return answer(request, await receive(request, sender), sender.page);
    return answer(request, sender.refusal, sender.page);
  },
  (request) => answerCrossOrigin(wantsJson(request)),
);

const wantsJson = (request: Request): boolean => request.headers.get("accept")?.includes("application/json") ?? false;

const answer = (request: Request, outcome: Outcome, page: string) =>
  wantsJson(request) ? answerJson(outcome) : answerPage(outcome, page);

async function senderOf(query: z.output<typeof asked>): Promise<Sender | { refusal: Outcome; page: string }> {
  if (query.of === "request") {
    const page = "/registration/correction";
    const { candidate } = await currentVisitor();
    if (!candidate) return { refusal: refuse("signed_out"), page };
    const own = { accountId: candidate.id, requestId: query.id };
    return {
      page,
      add: async ({ path }, now) => kept(await addRequestEvidence({ ...own, source: path, now })),
      remove: async (fileId, now) => removed(await removeRequestEvidence({ ...own, fileId, now })),
    };
  }
  if (query.of === "exchange") {
    const page = "/registration/exchange";
    const { candidate } = await currentVisitor();
    if (!candidate) return { refusal: refuse("signed_out"), page };
    const own = { accountId: candidate.id, exchangeId: query.id };
    return {
      page,
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
      remove: null,
    };
  }
  if (query.of === "correction") {
    const page = `/admin/appeals/corrections/${query.id}`;
    const staff = await requireStaff(["EXAM_OFFICER"], page);
    const one = { correctionId: query.id, staffId: staff.id };
    return { page, add: async ({ path }, now) => kept(await addScan({ ...one, source: path, now })), remove: null };
  }
  const page = "/appeal/status";
  const smsCodeId = await readPhoneTicket("appeal");
  if (!smsCodeId) return { refusal: refuse("phone_not_proven"), page };
  if (!(await mayAddAppealEvidence(smsCodeId, await clientAddress())))
    return { refusal: refuse("evidence_uploads_used_up"), page };
  return {
    page,
    add: async ({ path }, now) => kept(await addAppealEvidence({ smsCodeId, source: path, now })),
    remove: async (fileId, now) => removed(await removeAppealEvidence({ smsCodeId, fileId, now })),
  };
}

/** Evidence is sent as a proof, a file of an exchange under its own kind; whether it fits is asked by its command. */
const isField = (field: string): field is UploadItem => (uploadItems as readonly string[]).includes(field);

async function receive(request: Request, { add, remove }: Sender): Promise<Outcome> {
  const received = await receiveMultipart(request, {
    totalBytes: MAX_EVIDENCE * uploadLimit("PROOF") + 100_000,
    fileBytes: (field) => (isField(field) ? uploadLimit(field) : 0),
  });
  if (!received.ok) return received;
  try {
    const now = new Date();
    const { fields, files } = received.value;
    if (fields["remove"] !== undefined && remove) {
      const fileId = z.uuid().safeParse(fields["remove"]);
      return fileId.success ? await remove(fileId.data, now) : refuse("file_not_found");
    }
    let last: Outcome = refuse("file_missing");
    for (const file of files) {
      if (!isField(file.field)) return refuse("upload_malformed");
      last = file.size === 0 ? refuse("file_empty") : await add(file, now, fields);
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
type Removed = Awaited<ReturnType<typeof removeRequestEvidence | typeof removeAppealEvidence>>;

const kept = (result: Kept): Outcome => (result.ok ? ok({ file: result.value, news: "file_kept" }) : result);
const removed = (result: Removed): Outcome => (result.ok ? ok({ file: null, news: "file_removed" }) : result);
