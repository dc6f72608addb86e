import type { Metadata } from "next";

export const metadata: Metadata = { title: "页面不存在" };

/** Also shown for a page that the role may not open. */
export default function DeskNotFound() {
  return (
    <>
      <h1>页面不存在</h1>
      <p className="mt-3">地址可能已更改，或者您的角色没有这项权限。需要权限的，请联系系统管理员。</p>
      <p className="mt-5">
        <a className="button" href="/admin">
          返回工作台
        </a>
      </p>
    </>
  );
}
