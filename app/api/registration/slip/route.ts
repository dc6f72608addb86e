import { redirect } from "next/navigation";
import { shortClosing, shortInstant, shortMoment } from "@/app/_lib/format";
import { messages } from "@/app/_lib/messages/all";
import { pagePicture } from "@/lib/adapter/pdf/page-picture";
import { missingGlyphs, renderPdf } from "@/lib/adapter/pdf/renderer";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { fileRefused, refuseSignedOut, wantsFile } from "@/lib/auth/saved-file";
import { type CandidateStanding, requireNamedStanding } from "@/lib/auth/step";
import { brandOf } from "@/lib/domain/exam-session/queries";
import { windowFor } from "@/lib/domain/exam-session/windows";
import { payingRegistration } from "@/lib/domain/payment/queries/own-orders";
import { drawnTooOften } from "@/lib/http/drawing-limit";
import { fileAnswer } from "@/lib/http/file-answer";
import { withNotice } from "@/lib/http/notice";

const WIDTH = 1080;

/** In these states there is a moment to keep: the submission, later the payment. */
const headings: Partial<Record<RegistrationStatus, string>> = {
  SUBMITTED: "提交成功",
  PRE_APPROVED: "提交成功",
  APPROVED: "提交成功",
  PAID: "缴费成功",
};

/**
 * The moment of 提交成功 or 缴费成功 as a picture: the signed-in candidate's own number and dates. `session`: of
 * which exam.
 */
export async function GET(request: Request): Promise<Response> {
  const signedOut = await refuseSignedOut(request, "candidate");
  if (signedOut) return signedOut;
  const named = new URL(request.url).searchParams.get("session");
  const standing = await requireNamedStanding("/registration", named);
  const { accountId, examSession, registration } = standing;
  const heading = registration ? headings[registration.status] : undefined;
  if (!registration?.registrationNumber || !heading) {
    if (wantsFile(request)) return fileRefused(409, messages.step_comes_later);
    redirect(withNotice("/registration", "step_comes_later"));
  }
  const refused = await drawnTooOften(accountId);
  if (refused) return refused;
  const paying = await payingRegistration({ accountId, registrationId: registration.id });
  const drawn = await renderPdf({
    document: "slip",
    brand: await brandOf(examSession),
    data: {
      title: examSession.title,
      heading,
      registrationNumber: registration.registrationNumber,
      rows: [["姓名", await maskedName(paying?.name ?? "")], ...rowsOf(standing)],
      contact: `考务办公室：${examSession.contactPhone}　${examSession.contactHours}`,
    },
  });
  if ("missing" in drawn) throw new Error("a text of the exam session has characters that no font draws");
  return fileAnswer(await pagePicture(drawn.pdf, WIDTH), `${heading}.png`);
}

/** 王**: the picture is likely to be sent around. A character that no font draws is masked too. */
async function maskedName(name: string): Promise<string> {
  const [first = "", ...others] = Array.from(name);
  const shown = (await missingGlyphs(first)).length ? "*" : first;
  return `${shown}${"*".repeat(Math.min(others.length, 3))}`;
}

function rowsOf({ examSession, registration, exam: { opensAt } }: CandidateStanding): [string, string][] {
  const times = (step: "PAYMENT" | "PRINTING") => {
    const window = windowFor(examSession, registration?.overrides ?? [], step);
    return `${shortInstant(window.opensAt)} 至 ${shortClosing(window.closesAt)}`;
  };
  const printing: [string, string] = ["打印准考证", times("PRINTING")];
  const exam: [string, string] = ["考试时间", shortInstant(opensAt)];
  const { submittedAt, paidAt } = registration ?? {};
  if (paidAt) return [["缴费时间", shortMoment(paidAt)], printing, exam];
  const review = windowFor(examSession, registration?.overrides ?? [], "REVIEW");
  return [
    ["提交时间", submittedAt ? shortMoment(submittedAt) : ""],
    ["审核", `${shortClosing(review.closesAt)}前完成`],
    ["网上缴费", times("PAYMENT")],
    printing,
    exam,
  ];
}
