import { z } from "zod";
import { rosterFieldLabels, rowProblems } from "@/app/_lib/labels/roster";
import { lookAt } from "@/lib/auth/look";
import { refuseSignedOut } from "@/lib/auth/saved-file";
import { requireStaff } from "@/lib/auth/session";
import { rowErrors } from "@/lib/domain/roster/queries";

/** All errors of a file, as a table for spreadsheet programs. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const signedOut = await refuseSignedOut(request, "staff");
  if (signedOut) return signedOut;
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/roster");
  const id = z.uuid().safeParse((await params).id);
  const errors = id.success ? await rowErrors(id.data) : [];
  if (errors.length === 0) return new Response(null, { status: 404 });
  await lookAt(staff, "/api/roster/[id]/errors", { kind: "roster_import", id: id.data });
  const lines = errors.map(({ row, field, code, number, documentMasked }) => [
    String(row),
    field ? rosterFieldLabels[field] : "",
    rowProblems[code](number),
    documentMasked ?? "",
  ]);
  return new Response(`\uFEFF${[["行", "字段", "问题", "证件号码"], ...lines].map(csvLine).join("")}`, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="errors.csv"; filename*=UTF-8''${encodeURIComponent("学籍名单错误.csv")}`,
      "cache-control": "no-store",
    },
  });
}

/** Only our own words and masked numbers: none of them begins like a formula. */
const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\r\n`;
