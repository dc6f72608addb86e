import type { Metadata, Viewport } from "next";
import type { CSSProperties, ReactNode } from "react";
import { env } from "@/lib/env";
import { isDemo } from "@/lib/http/installation";
import { currentVisitor, shownBrand } from "@/lib/auth/step";
import { visitorMark } from "@/lib/auth/visitor-mark";
import { brandColours, USUAL_BRAND_COLOUR } from "@/lib/core/brand-colour";
import { currentDisplay } from "@/app/_lib/display";
import { englishTrouble } from "@/app/_lib/english/trouble";
import { texts } from "@/app/_lib/texts";
import { Language } from "@/app/_components/language";
import { TransitBar } from "@/app/_components/transit-bar";
import "@/app/globals.css";

/** The head of this page. A page that cannot reach the database shows its own error, in the usual colours. */
const shownHead = async () => {
  const visitor = await currentVisitor().catch(() => null);
  return { brand: visitor && shownBrand(visitor), examTitle: visitor?.examSession?.title };
};

export async function generateMetadata(): Promise<Metadata> {
  const [{ brand, examTitle }, { t, language }] = [await shownHead(), await texts()];
  const school = language === "en" ? brand?.schoolNameEn : brand?.schoolName;
  const site = t("学士学位外语报名系统");
  const title = school ? `${school} · ${site}` : site;
  const emblem = brand?.emblemHash ? `/school-pictures/${brand.emblemHash}` : null;
  return {
    metadataBase: new URL(env().APP_URL),
    title: { default: title, template: `%s · ${title}` },
    robots: { index: false },
    formatDetection: { telephone: false },
    manifest: "/manifest.webmanifest",
    icons: {
      icon: emblem
        ? [{ url: emblem, type: "image/png" }]
        : [
            { url: "/favicon.ico", sizes: "32x32" },
            { url: "/emblem.svg", type: "image/svg+xml" },
          ],
      apple: "/icons/apple-touch-icon.png",
    },
    // What WeChat shows of a shared link: name, one sentence, the emblem.
    openGraph: {
      title,
      description: examTitle ?? t("报名、审核、缴费、打印准考证，都在这里办理。"),
      type: "website",
      locale: language === "en" ? "en" : "zh_CN",
      images: [{ url: emblem ?? "/icons/icon-512.png", width: 512, height: 512 }],
    },
  };
}

export async function generateViewport(): Promise<Viewport> {
  const { brand } = await shownHead();
  return {
    width: "device-width",
    initialScale: 1,
    viewportFit: "cover",
    themeColor: brand?.brandColour ?? USUAL_BRAND_COLOUR,
  };
}

// The Content-Security-Policy of every page has its own nonce, so no page can be rendered at build time.
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [{ brand }, display] = [await shownHead(), await currentDisplay()];
  return (
    <html
      lang={display.language === "en" ? "en" : "zh-CN"}
      data-text-size={display.textSize === "standard" ? undefined : display.textSize}
      data-contrast={display.contrast === "standard" ? undefined : display.contrast}
      style={display.contrast === "high" ? undefined : tokens(brand?.brandColour)}
    >
      <body>
        {isDemo() && (
          <aside
            aria-label="演示模式"
            lang="zh-CN"
            className="no-print bg-warn-soft px-4 py-1.5 text-center text-sm text-warn"
          >
            演示模式：短信与支付均为模拟，不会真实扣款。
          </aside>
        )}
        <Language dictionary={display.language === "en" ? englishTrouble : null}>
          {children}
          <TransitBar owner={await visitorMark()} />
        </Language>
      </body>
    </html>
  );
}

/** The school's colour in place of the usual one of globals.css. */
function tokens(brandColour: string | null | undefined): CSSProperties | undefined {
  if (!brandColour || brandColour === USUAL_BRAND_COLOUR) return undefined;
  const { brand, dark, soft } = brandColours(brandColour);
  return { "--color-brand": brand, "--color-brand-dark": dark, "--color-brand-soft": soft } as CSSProperties;
}
