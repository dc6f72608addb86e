"use client";

/** Never shows the error itself: the reference leads to the log. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto max-w-4xl px-4 py-8">
      <h1>页面暂时无法打开</h1>
      <p className="mt-3">系统出现意外情况，您已提交的信息不会丢失。请稍后重试；如仍无法打开，请把下面的编号告诉考务办公室。</p>
      {error.digest && <p className="mt-3 font-mono">编号：{error.digest}</p>}
      <p className="mt-5 flex flex-wrap gap-3">
        <button type="button" className="button button-primary" onClick={reset}>
          重试
        </button>
        <a className="button" href="/registration">
          返回我的报名
        </a>
      </p>
    </main>
  );
}
