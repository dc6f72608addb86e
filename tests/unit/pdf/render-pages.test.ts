import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { renderPdfPages } from "@/lib/adapter/pdf/render-pages";
import { renderPdf } from "@/lib/adapter/pdf/renderer";
import { hostileFiles } from "../../support/hostile-files";
import { FIRST_OF_MORE, pdfPage } from "../../support/pdf";
import { pdf } from "../../support/pictures";

const timeout = 60_000;

const pledge = {
  title: "学位外语考试",
  paragraphs: ["本人已阅读并理解考试的各项规定，承诺遵守考场纪律，诚信应考。"],
  name: "王小明",
  documentLabel: "居民身份证",
  documentMasked: "4201**********1234",
  cardNumber: "10496261000001",
};

async function pagesOf(bytes: Uint8Array) {
  const rendered = await renderPdfPages(bytes);
  if (!rendered.ok) throw new Error(rendered.error);
  return rendered.value;
}

async function onlyPage(bytes: Uint8Array) {
  const [page, ...more] = (await pagesOf(bytes)).pages;
  if (!page || more.length > 0) throw new Error("not one page");
  return page;
}

/** The colour at a place given as shares of the sides: which of red, green and blue are bright. */
async function colour(
  { bytes, width, height }: { bytes: Buffer; width: number; height: number },
  x: number,
  y: number,
) {
  const at = { left: Math.floor(x * width), top: Math.floor(y * height), width: 1, height: 1 };
  return [...(await sharp(bytes).extract(at).raw().toBuffer())].map((value) => (value > 200 ? 1 : 0)).join("");
}

/** How many pixels are not white. */
async function inked(bytes: Uint8Array) {
  const values = await sharp(bytes).greyscale().raw().toBuffer();
  return values.filter((value) => value < 128).length;
}

const reference = `${FIRST_OF_MORE} 0 R`;

/** 中文 in the characters' own code, in a font that the file names only. */
const unheld = () =>
  pdfPage({
    content: "BT /F 48 Tf 99 600 Td <4E2D6587> Tj ET",
    resources: `/Font << /F ${reference} >>`,
    more: [
      `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [${FIRST_OF_MORE + 1} 0 R] >>`,
      `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor ${FIRST_OF_MORE + 2} 0 R >>`,
      "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ],
  });

/** A form's field that was filled in. */
const filledForm = () =>
  pdfPage({
    catalog: `/AcroForm << /Fields [${reference}] /DA (/Helv 40 Tf 0 g) /DR << /Font << /Helv ${FIRST_OF_MORE + 1} 0 R >> >> >>`,
    page: `/Annots [${reference}]`,
    more: [
      "<< /Type /Annot /Subtype /Widget /FT /Tx /T (score) /V (568) /DA (/Helv 40 Tf 0 g) /Rect [100 600 400 700] /F 4 >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ],
  });

describe("a PDF as pictures", { timeout }, () => {
  it("shows each page, in order, as a JPEG of at most 2000 pixels", async () => {
    const { pages, fontsMissing } = await pagesOf(pdf({ pages: 3 }));
    expect(pages.map(({ width, height }) => [width, height])).toEqual([1, 2, 3].map(() => [1413, 2000]));
    expect(fontsMissing).toBe(false);
    for (const { bytes, width, height } of pages) {
      expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", space: "srgb", width, height });
    }
  });

  it("keeps colours and places", async () => {
    const page = await onlyPage(pdfPage({ content: "1 0 0 rg 0 421 297 421 re f 0 0 1 rg 297 0 298 421 re f" }));
    expect(
      await Promise.all([
        colour(page, 0.2, 0.2),
        colour(page, 0.8, 0.2),
        colour(page, 0.2, 0.8),
        colour(page, 0.8, 0.8),
      ]),
    ).toEqual(["100", "111", "111", "001"]);
  });

  it("stands as the page is turned", async () => {
    const page = await onlyPage(pdfPage({ page: "/Rotate 90", content: "1 0 0 rg 0 421 297 421 re f" }));
    expect(page).toMatchObject({ width: 2000, height: 1413 });
    expect(await colour(page, 0.8, 0.2)).toBe("100");
  });

  it("shows what was filled into a form", async () => {
    expect(await inked((await onlyPage(filledForm())).bytes)).toBeGreaterThan(500);
    expect(await inked((await onlyPage(pdfPage({}))).bytes)).toBe(0);
  });

  it("says that Chinese text in a font the file does not hold is missing", async () => {
    const { pages, fontsMissing } = await pagesOf(unheld());
    expect(fontsMissing).toBe(true);
    expect(await inked(pages[0]?.bytes ?? Buffer.alloc(0))).toBeLessThan(500);
  });

  it("shows Chinese text in a font the file holds", async () => {
    const drawn = await renderPdf({ document: "pledge", brand: { colour: "#0f4c81", emblem: null }, data: pledge });
    if (!("pdf" in drawn)) throw new Error("not drawn");
    const { pages, fontsMissing } = await pagesOf(drawn.pdf);
    expect(fontsMissing).toBe(false);
    expect(await inked(pages[0]?.bytes ?? Buffer.alloc(0))).toBeGreaterThan(5000);
  });

  it("begins with the school's colour and emblem", async () => {
    const emblem = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#00ff00" } })
      .png()
      .toBuffer();
    const drawn = await renderPdf({ document: "pledge", brand: { colour: "#ff0000", emblem }, data: pledge });
    const page = await onlyPage("pdf" in drawn ? Buffer.from(drawn.pdf) : Buffer.alloc(0));
    expect(await colour(page, 0.5, 0.003)).toBe("100");
    // 64 + 19 points of 595, 56 + 19 points of 842.
    expect(await colour(page, 83 / 595, 75 / 842)).toBe("010");
    expect(await colour(page, 0.5, 0.02)).toBe("111");
  });

  it("is drawn although a bomb came just before it", async () => {
    const bomb = await hostileFiles.find(({ name }) => name.includes("a million million times"))?.make();
    const [refused, good] = await Promise.all([renderPdfPages(bomb ?? Buffer.alloc(0)), renderPdfPages(pdf())]);
    expect(refused).toEqual({ ok: false, error: "pdf_unreadable" });
    expect(good.ok).toBe(true);
  });
});
