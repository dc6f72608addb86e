const contentTypes = { pdf: "application/pdf", png: "image/png" };

/** A PDF or a picture that is a person's own: shown by the browser, saved under `filename`, kept by no cache. */
export function fileAnswer(bytes: Uint8Array, filename: string): Response {
  const kind = filename.endsWith(".png") ? "png" : "pdf";
  return new Response(Buffer.from(bytes), {
    headers: {
      "content-type": contentTypes[kind],
      // RFC 5987: the Chinese name for modern browsers, an ASCII name for old ones.
      "content-disposition": `inline; filename="document.${kind}"; filename*=UTF-8''${encodeURIComponent(filename)}`,
      "cache-control": "private, no-store",
    },
  });
}
