"use client";

import { useState } from "react";

/** A plain post: the file goes straight to its own route, with or without JavaScript. */
export function UploadForm({ examSessionId }: { examSessionId: string }) {
  const [sending, setSending] = useState(false);
  return (
    <section aria-labelledby="upload" className="card mb-5">
      <h2 id="upload">导入名单</h2>
      <ul className="mt-2 mb-4 list-disc space-y-1 pl-6 text-sm text-muted">
        <li>
          Excel 工作簿（.xlsx，不超过20MB）或 CSV（不超过100MB，UTF-8 或 GB18030 编码）。10万行左右的名单请用 CSV。
        </li>
        <li>名单须有一行表头，至少有姓名和证件号码两列；上方可以有标题，列的名称和顺序不限，下一步核对。</li>
        <li>证件号码和学号所在的列请设为“文本”，否则 Excel 会损坏18位号码。</li>
        <li>上传后先逐行检查并预览，确认之前名单不会有任何变化。</li>
      </ul>
      <form action="/api/roster" method="post" encType="multipart/form-data" onSubmit={() => setSending(true)}>
        <input type="hidden" name="examSession" value={examSessionId} />
        <label htmlFor="roster" className="mb-1 block font-semibold">
          名单文件
        </label>
        <div className="flex flex-wrap gap-3">
          <input
            id="roster"
            type="file"
            name="roster"
            required
            accept=".xlsx,.csv,.txt,.tsv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            className="input sm:max-w-md"
          />
          <button type="submit" className="button button-primary w-full sm:w-auto" aria-disabled={sending}>
            {sending ? "正在上传…" : "上传并检查"}
          </button>
        </div>
      </form>
    </section>
  );
}
