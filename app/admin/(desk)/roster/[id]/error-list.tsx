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
      <DeskTable head={["行", "问题"]}>
        {errors.map((error, index) => (
          <tr key={`${error.row} ${index}`}>
            <td className="whitespace-nowrap tabular-nums">第 {error.row} 行</td>
            <td>
              {rowProblem(error)}
              {error.documentMasked && (
                <span className="ml-3 inline-block text-muted tabular-nums">{error.documentMasked}</span>
              )}
            </td>
          </tr>
        ))}
      </DeskTable>
      {total > SHOWN && (
        <p className="mt-2 text-sm text-muted">
          只列出前{SHOWN}条，其余{total - SHOWN}条请下载查看。
        </p>
      )}
    </section>
  );
}
