import { rosterFieldLabels } from "@/app/_lib/labels/roster";
import { refuseSignedOut } from "@/lib/auth/saved-file";
import { requireStaff } from "@/lib/auth/session";
import { rosterFields } from "@/lib/domain/roster/fields";
import { emptyWorkbook } from "@/lib/adapter/spreadsheet/template";

/** An empty 学籍名单 to fill in. */
export async function GET(request: Request): Promise<Response> {
  const signedOut = await refuseSignedOut(request, "staff");
  if (signedOut) return signedOut;
  await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/roster");
  const workbook = emptyWorkbook(
    "学籍名单",
    rosterFields.map((field) => rosterFieldLabels[field]),
  );
  return new Response(new Uint8Array(workbook), {
    headers: {
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": `attachment; filename="roster.xlsx"; filename*=UTF-8''${encodeURIComponent("学籍名单模板.xlsx")}`,
    },
  });
}
