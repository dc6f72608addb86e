import type { ReactNode } from "react";
import { Language } from "@/app/_components/language";
import "./desk.css";

/** The look of the desk, for the pages of the staff alone. It is Chinese, whatever this browser chose elsewhere. */
export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <div lang="zh-CN" className="contents">
      <Language dictionary={null}>{children}</Language>
    </div>
  );
}
