"use client";

import "@/app/globals.css";

/**
 * Stands in for the whole document when even the root layout failed, so nothing is known of the visitor: it speaks
 * both languages.
 */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  const reference = error.digest;
  return (
    <html lang="zh-CN">
      <body>
        <main className="mx-auto max-w-4xl px-4 py-8">
          <h1>系统暂时无法使用</h1>
          <p className="mt-3">{`请稍后刷新页面重试；如仍无法打开，请${reference ? "把下面的编号告诉" : "联系"}考务办公室。`}</p>
          {reference && <p className="mt-3 font-mono">编号：{reference}</p>}
          <div lang="en" className="mt-8 border-t border-line pt-5">
            <h2>The system is not available at the moment</h2>
            <p className="mt-3">
              {`Please load the page again in a moment. If it still does not open, ${
                reference ? "tell the examination office the number above" : "contact the examination office"
              }.`}
            </p>
          </div>
        </main>
      </body>
    </html>
  );
}
