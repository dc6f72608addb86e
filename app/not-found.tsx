export const metadata = { title: "页面不存在" };

/** It is part of the payload of every page, so it must not query anything. */
export default function NotFound() {
  return (
    <main className="mx-auto max-w-4xl px-4 py-8">
      <h1>页面不存在</h1>
      <p className="mt-3">地址可能已更改，或者您没有查看权限。</p>
      <p className="mt-5">
        <a className="button" href="/">
          返回首页
        </a>
      </p>
    </main>
  );
}
