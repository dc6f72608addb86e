import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { inspectPdf } from "@/lib/adapter/pdf/inspect-pdf";
import { pdf } from "../../support/pictures";

const objectStream = (
  content: string,
  {
    body = deflateSync(Buffer.from(content, "latin1")),
    extra = "",
    begin = "stream\n",
  }: { body?: Buffer; extra?: string; begin?: string } = {},
) =>
  `>>\nendobj\n90 0 obj\n<< /Type /ObjStm /Filter /FlateDecode ${extra} /Length ${body.length} >>\n${begin}${body.toString("latin1")}\nendstream\nendobj\n91 0 obj\n<<`;

/** Objects between two remarks that look like the ends of a stream. */
const hidden = (objects: string) =>
  pdf({ extra: `>>\nendobj\n% stream\n92 0 obj\n<< ${objects} >>\nendobj\n% endstream\n93 0 obj\n<<` });

const script = "1 0 << /S /JavaScript >>";

describe("a PDF", () => {
  it.each([1, 10])("of %i pages passes", (pages) => {
    expect(inspectPdf(pdf({ pages }))).toEqual({ ok: true, value: { pages, fontsMissing: false } });
  });

  it("may open at a page, and keep its pages in an object stream", () => {
    expect(inspectPdf(pdf({ extra: "/OpenAction [3 0 R /Fit]" }))).toMatchObject({ ok: true });
    expect(inspectPdf(pdf({ extra: objectStream("4 0 << /Type /Page >>") }))).toEqual({
      ok: true,
      value: { pages: 2, fontsMissing: false },
    });
  });

  it("may speak of streams and scripts in its texts", () => {
    expect(inspectPdf(pdf({ extra: "/Title (a stream\n of \\) /Encrypt words \\( )" }))).toEqual({
      ok: true,
      value: { pages: 1, fontsMissing: false },
    });
  });

  it.each([
    ["eleven pages", "pdf_too_many_pages", pdf({ pages: 11 })],
    ["encryption", "pdf_encrypted", pdf({ extra: "/Encrypt 9 0 R" })],
    ["a script", "pdf_active_content", pdf({ extra: "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>" })],
    ["a script spelt with codes", "pdf_active_content", pdf({ extra: "/AA << /S /J#61vaScript >>" })],
    ["a script in an object stream", "pdf_active_content", pdf({ extra: objectStream(script) })],
    [
      "a script in an object stream whose dictionary speaks of objects",
      "pdf_active_content",
      pdf({ extra: objectStream(script, { extra: "/X (obj)" }) }),
    ],
    [
      "a script in a stream that begins with a lone return",
      "pdf_active_content",
      pdf({ extra: objectStream(script, { begin: "stream\r" }) }),
    ],
    [
      "a script in a stream behind a remark",
      "pdf_active_content",
      pdf({ extra: objectStream(script, { begin: "% remark\nstream\n" }) }),
    ],
    [
      "a script behind a predictor",
      "pdf_unreadable",
      pdf({ extra: objectStream(script, { extra: "/DecodeParms << /Predictor 12 >>" }) }),
    ],
    ["an object stream that is named but cannot be met", "pdf_unreadable", pdf({ extra: "/Type /ObjStm" })],
    ["thirty pages behind a remark that speaks of a stream", "pdf_too_many_pages", hidden("/Type /Page ".repeat(30))],
    ["encryption behind a remark that speaks of a stream", "pdf_encrypted", hidden("/Encrypt 9 0 R")],
    [
      "a page spelt around a remark",
      "pdf_too_many_pages",
      pdf({ pages: 10, extra: ">>\nendobj\n92 0 obj\n<< /Type %x\n/Page >>\nendobj\n93 0 obj\n<<" }),
    ],
    ["a program to start", "pdf_active_content", pdf({ extra: "/A << /S /Launch /F (cmd.exe) >>" })],
    ["a file inside", "pdf_active_content", pdf({ extra: "/Names << /EmbeddedFiles 7 0 R >>" })],
    ["an XFA form", "pdf_active_content", pdf({ extra: "/AcroForm << /XFA [1 0 R] >>" })],
    [
      "an object stream that does not unpack",
      "pdf_unreadable",
      pdf({ extra: objectStream("", { body: Buffer.from("garbage") }) }),
    ],
    ["an object stream that grows without end", "pdf_unreadable", pdf({ extra: objectStream(" ".repeat(20_000_000)) })],
    ["no page", "pdf_unreadable", pdf({ pages: 0 })],
    ["no end", "pdf_unreadable", pdf().subarray(0, 100)],
    ["nothing of a PDF but the beginning", "pdf_unreadable", Buffer.from("%PDF-1.4 and the rest is a story")],
  ])("with %s is refused: %s", (_, error, bytes) => {
    expect(inspectPdf(bytes)).toEqual({ ok: false, error });
  });
});
