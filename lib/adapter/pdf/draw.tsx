import { renderToBuffer, type DocumentProps } from "@react-pdf/renderer";
import { isValidElement, type ReactElement, type ReactNode } from "react";
import { AdmitCard, type AdmitCardData } from "./documents/admit-card";
import { Pledge, type PledgeData } from "./documents/pledge";
import { Receipt, type ReceiptData } from "./documents/receipt";
import { coverage, subsetFor } from "./fonts";
import { qrCode } from "./qr-code";

/**
 * One document to draw. `characters` are further characters to cut the font for, so that it serves the documents that
 * follow as well.
 */
export type PdfRequest =
  | { document: "admit-card"; data: AdmitCardData; portrait: Uint8Array; characters?: string }
  | { document: "pledge"; data: PledgeData; characters?: string }
  | { document: "receipt"; data: ReceiptData; characters?: string };

/**
 * `missing`: characters that no installed font draws. Such a document is not made: a box or a wrong letter in a name
 * helps nobody.
 */
export type Drawn = { pdf: Uint8Array } | { missing: string[] };

const element = (request: PdfRequest, fonts: string[]): ReactElement<DocumentProps> => {
  switch (request.document) {
    case "admit-card":
      return AdmitCard({
        data: request.data,
        fonts,
        portrait: Buffer.from(request.portrait),
        qr: qrCode(request.data.code),
      });
    case "pledge":
      return Pledge({ data: request.data, fonts });
    case "receipt":
      return Receipt({ data: request.data, fonts });
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
  const text = textOf(element(request, []));
  const { missing } = await coverage(text);
  if (missing.length) return { missing };

  // Characters of other people's documents that cannot be drawn are their documents' trouble.
  const fonts = await subsetFor(text + (request.characters ?? ""));
  return { pdf: await renderToBuffer(element(request, fonts)) };
}
