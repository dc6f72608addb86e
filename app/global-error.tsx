"use client";

import "@/app/globals.css";

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="zh-CN">
      <body>
        <main className="mx-auto max-w-4xl px-4 py-8">
          <h1>系统暂时无法使用</h1>
          <p className="mt-3">{`请稍后刷新页面重试；如仍无法打开，请${error.digest ? "把下面的编号告诉" : "联系"}考务办公室。`}</p>
          {error.digest && <p className="mt-3 font-mono">编号：{error.digest}</p>}
        </main>
      </body>
    </html>
  );
}
