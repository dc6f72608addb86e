import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { isDemo } from "@/lib/http/installation";
import { visitorMark } from "@/lib/auth/visitor-mark";
import { TransitBar } from "@/app/_components/transit-bar";
import "@/app/globals.css";

export const metadata: Metadata = {
  title: { default: "学士学位外语报名系统", template: "%s · 学士学位外语报名系统" },
  robots: { index: false },
  formatDetection: { telephone: false },
  manifest: "/manifest.webmanifest",
  icons: {
    icon: [
      { url: "/favicon.ico", sizes: "32x32" },
      { url: "/emblem.svg", type: "image/svg+xml" },
    ],
    apple: "/icons/apple-touch-icon.png",
  },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: "#0f4c81",
};

// The Content-Security-Policy of every page has its own nonce, so no page can be rendered at build time.
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="zh-CN">
      <body>
        {isDemo() && (
          <aside aria-label="演示模式" className="no-print bg-warn-soft px-4 py-2 text-center text-sm text-warn">
            演示模式：短信与支付均为模拟，不会真实扣款。
          </aside>
        )}
        {children}
        <TransitBar owner={await visitorMark()} />
      </body>
    </html>
  );
}
