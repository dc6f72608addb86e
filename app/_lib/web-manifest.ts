import { USUAL_BRAND_COLOUR } from "@/lib/core/brand-colour";

type Shown = { schoolName: string; brandColour: string | null; emblemHash: string | null };

const drawn = [
  { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
  { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
  { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
];

/** What a phone keeps that puts the site on its home screen: the school's name, colour and emblem. */
export const webManifest = (examSession: Shown | null) => ({
  name: `${examSession?.schoolName ?? ""}学士学位外语报名系统`,
  short_name: "学位外语报名",
  lang: "zh-CN",
  start_url: "/",
  scope: "/",
  display: "browser",
  background_color: "#ffffff",
  theme_color: examSession?.brandColour ?? USUAL_BRAND_COLOUR,
  icons: examSession?.emblemHash
    ? [{ src: `/school-pictures/${examSession.emblemHash}`, sizes: "512x512", type: "image/png", purpose: "any" }]
    : drawn,
});
