import { z } from "zod";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { identityAddress, identityRefusal } from "@/lib/auth/identity";
import { requireStaff } from "@/lib/auth/session";
import { readDay, shanghaiDayOf, shanghaiMidnight } from "@/lib/core/clock";
import { exportLedger } from "@/lib/domain/payment/commands/export-ledger";

const day = z.string().transform(readDay).pipe(z.date());

const asked = z
  .object({ from: day, to: day, wanted: z.enum(["workbook", "days", "schools", "lines"]) })
  .refine(({ from, to }) => from <= to && to.getTime() - from.getTime() <= 731 * 86_400_000);

const workbook = { ending: "xlsx", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };
const csv = { ending: "csv", type: "text/csv; charset=utf-8" };
const names = { workbook: "缴费台账", days: "缴费台账按日", schools: "缴费台账按学校", lines: "缴费台账明细" };

/** The ledger of a period, for finance and auditors. It is a post, because it writes an audit row. */
export const POST = sameOriginPost(async (request) => {
  const staff = await requireStaff(["FINANCE", "AUDITOR"], "/admin/payments/closing");
  const now = new Date();
  const form = await request.formData().catch(() => new FormData());
  if (await identityRefusal(staff, form, now))
    return new Response(null, {
      status: 303,
      headers: { location: identityAddress("/admin/payments/closing"), "cache-control": "no-store" },
    });
  const input = asked.safeParse(Object.fromEntries(form));
  if (!input.success)
    return new Response("日期不正确：请选择两年以内的起止日期。", {
      status: 400,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  const { from, to, wanted } = input.data;
  const file = await exportLedger({ staffId: staff.id, from, until: shanghaiMidnight(to, 1), wanted }, now);
  const { ending, type } = wanted === "workbook" ? workbook : csv;
  const name = encodeURIComponent(`${names[wanted]}${shanghaiDayOf(from)}至${shanghaiDayOf(to)}.${ending}`);
  return new Response(file, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="ledger.${ending}"; filename*=UTF-8''${name}`,
      "cache-control": "no-store",
    },
  });
});
