import { rowProblem } from "@/app/_lib/labels/roster";
import { rowErrors } from "@/lib/domain/roster/queries";
import { DeskTable } from "../../../_components/desk-table";

const SHOWN = 500;

/** What is wrong, row by row: the first of it here, all of it to download. */
export async function ErrorList({ importId, total }: { importId: string; total: number }) {
  if (total === 0) return null;
  const errors = await rowErrors(importId, SHOWN);
  return (
    <section aria-labelledby="errors" className="mb-5">
      <div className="mb-2 flex flex-wrap items-end justify-between gap-3">
        <h2 id="errors">错误（{total}）</h2>
        <a href={`/api/roster/${importId}/errors`} className="button button-small" download>
          下载全部错误（CSV）
        </a>
      </div>
      <DeskTable
        caption="错误"
        rows={errors}
        id={(error) => String(errors.indexOf(error))}
        columns={[
          { key: "row", label: "行", heads: true, text: ({ row }) => `第 ${row} 行` },
          { key: "problem", label: "问题", text: rowProblem, wraps: true },
          { key: "document", label: "证件号码", text: ({ documentMasked }) => documentMasked },
        ]}
      />
      {total > SHOWN && (
        <p className="mt-2 text-sm text-muted">
          只列出前{SHOWN}条，其余{total - SHOWN}条请下载查看。
        </p>
      )}
    </section>
  );
}
