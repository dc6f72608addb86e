import { renderToBuffer, type DocumentProps } from "@react-pdf/renderer";
import { isValidElement, type ReactElement, type ReactNode } from "react";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { AdmitCard, type AdmitCardData } from "./documents/admit-card";
import type { Brand } from "./documents/head";
import { Pledge, type PledgeData } from "./documents/pledge";
import { Receipt, type ReceiptData } from "./documents/receipt";
import { Slip, type SlipData } from "./documents/slip";
import { coverage, subsetFor } from "./fonts";
import { qrCode } from "./qr-code";

/**
 * A document to draw. `characters`: further characters for the font subset, so that it can be used again for the next
 * documents.
 */
export type PdfRequest = { brand: PdfBrand } & (
  | { document: "admit-card"; data: AdmitCardData; portrait: Uint8Array; characters?: string }
  | { document: "pledge"; data: PledgeData; characters?: string }
  | { document: "receipt"; data: ReceiptData; characters?: string }
  | { document: "slip"; data: SlipData; characters?: string }
);

/** The school's colour, "#rrggbb", and its emblem as a PNG; null: the drawn placeholder. */
export type PdfBrand = { colour: string; emblem: Uint8Array | null };

let placeholder: Promise<Uint8Array> | undefined;
const drawnEmblem = () => (placeholder ??= readFile(path.join(process.cwd(), "public/icons/icon-192.png")));

/**
 * `missing`: characters that no installed font draws. Then no document is made, because a box or a wrong letter in a
 * name would be useless.
 */
export type Drawn = { pdf: Uint8Array } | { missing: string[] };

const element = (request: PdfRequest, brand: Brand, fonts: string[]): ReactElement<DocumentProps> => {
  switch (request.document) {
    case "admit-card":
      return AdmitCard({
        data: request.data,
        brand,
        fonts,
        portrait: Buffer.from(request.portrait),
        qr: qrCode(request.data.code),
      });
    case "pledge":
      return Pledge({ data: request.data, brand, fonts });
    case "receipt":
      return Receipt({ data: request.data, brand, fonts });
    case "slip":
      return Slip({ data: request.data, brand, fonts });
  }
};

/** Every text inside an element tree of plain function components. */
function textOf(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (Array.isArray(node)) return node.map(textOf).join("");
  if (!isValidElement<{ children?: ReactNode }>(node)) return "";
  const { type, props } = node;
  const isComponent = typeof type === "function" && !("isReactComponent" in (type.prototype ?? {}));
  return isComponent ? textOf((type as (props: object) => ReactNode)(props)) : textOf(props.children);
}

/** Draws a document in this thread (tens of milliseconds of pure computing). */
export async function draw(request: PdfRequest): Promise<Drawn> {
  const brand = { colour: request.brand.colour, emblem: request.brand.emblem ?? (await drawnEmblem()) };
  const text = textOf(element(request, brand, []));
  const { missing } = await coverage(text);
  if (missing.length) return { missing };

  // Only the characters of this document count: those of `characters` belong to other documents.
  const fonts = await subsetFor(text + (request.characters ?? ""));
  return { pdf: await renderToBuffer(element(request, brand, fonts)) };
}
