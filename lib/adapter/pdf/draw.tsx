import { renderToBuffer, type DocumentProps } from "@react-pdf/renderer";
import { isValidElement, type ReactElement, type ReactNode } from "react";
import { AdmitCard, type AdmitCardData } from "./documents/admit-card";
import { Pledge, type PledgeData } from "./documents/pledge";
import { Receipt, type ReceiptData } from "./documents/receipt";
import { coverage, subsetFor } from "./fonts";
import { qrCode } from "./qr-code";

/**
 * A document to draw. `characters`: further characters for the font subset, so that it can be used again for the next
 * documents.
 */
export type PdfRequest =
  | { document: "admit-card"; data: AdmitCardData; portrait: Uint8Array; characters?: string }
  | { document: "pledge"; data: PledgeData; characters?: string }
  | { document: "receipt"; data: ReceiptData; characters?: string };

/**
 * `missing`: characters that no installed font draws. Then no document is made, because a box or a wrong letter in a
 * name would be useless.
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

  // Only the characters of this document count: those of `characters` belong to other documents.
  const fonts = await subsetFor(text + (request.characters ?? ""));
  return { pdf: await renderToBuffer(element(request, fonts)) };
}
