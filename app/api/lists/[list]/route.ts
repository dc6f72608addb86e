import { withNotice } from "@/lib/http/notice";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { identityAddress, identityRefusal } from "@/lib/auth/identity";
import { requireStaff } from "@/lib/auth/session";
import { consume, type Limit } from "@/lib/adapter/rate-limit/limiter";
import { writeCsv } from "@/lib/adapter/spreadsheet/write-csv";
import { recordExport } from "@/lib/domain/audit/commands";
import { MAX_EXPORTED_ROWS, type SettableList, viewQuery } from "@/lib/domain/account/list-settings";
import { shanghaiDayOf } from "@/lib/core/clock";
import { listPlaces } from "@/app/admin/_list/list-places";
import { exportableLists } from "./exportable-lists";

/** Exports of one member of staff: a stolen login must not empty the lists in a minute. */
const exports: Limit = { name: "list-export", points: 30, seconds: 3600 };

const isExportable = (name: string): name is SettableList => Object.hasOwn(exportableLists, name);

const leadTo = (location: string) =>
  new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });

/**
 * A list of the desk as it is filtered, sorted and shown, as a csv: the masked numbers of the screen, at most
 * MAX_EXPORTED_ROWS rows. It is a post, because it writes an audit row.
 */
export const POST = sameOriginPost(async (request: Request, { params }: { params: Promise<{ list: string }> }) => {
  const { list: name } = await params;
  if (!isExportable(name)) return new Response(null, { status: 404 });
  const [list, { page, roles }] = [exportableLists[name], listPlaces[name]];
  const staff = await requireStaff(roles, page);
  if (!(await consume(exports, staff.id)).allowed)
    return new Response("导出次数过多，请一小时后再试。", {
      status: 429,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  const form = await request.formData().catch(() => new FormData());
  const given = form.get("query");
  const query = viewQuery(typeof given === "string" ? given : "");
  const now = new Date();
  if (await identityRefusal(staff, form, now)) return leadTo(identityAddress(`${page}?${query}`));
  const search = Object.fromEntries(new URLSearchParams(query));
  const table = await list.read({ staff, search, limit: MAX_EXPORTED_ROWS, now });
  if (!table) return leadTo(withNotice(page, "exam_session_not_shown"));
  const { among, examSessionId, head, rows, ids } = table;
  await recordExport({ staffId: staff.id, among, examSessionId, query, rows: ids, now });
  const cut = ids.length === MAX_EXPORTED_ROWS ? `（前${MAX_EXPORTED_ROWS}行）` : "";
  const saved = encodeURIComponent(`${list.title}${shanghaiDayOf(now)}${cut}.csv`);
  return new Response(writeCsv(head, rows), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="list.csv"; filename*=UTF-8''${saved}`,
      "cache-control": "no-store",
    },
  });
});
