import { randomBytes } from 'node:crypto';
import {
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFPage,
  type PDFRef,
  PDFString,
  StandardFonts,
} from 'pdf-lib';
import { fileOf, stream } from './plain-pdf.ts';

export interface StatementShape {
  readonly pages: number;
  /** Of each page, in bytes that cannot be compressed. */
  readonly imageBytes?: number;
  /** The text of a page, besides its number. */
  readonly text?: (number: number) => string;
  /**
   * False for a classic table of objects, with each page next to its image, as scanners and many programs write them.
   * In both cases the table is at the end.
   */
  readonly objectStreams?: boolean;
  /** Chapters, by their page. */
  readonly outline?: ReadonlyArray<{ readonly title: string; readonly page: number }>;
  /** On the first page. */
  readonly link?: string;
  /** The length of a line on the first page, in points. */
  readonly line?: number;
}

/** Makes a PDF whose font is not embedded, page after page in the order of its objects. */
export async function makeStatement(shape: StatementShape): Promise<Blob> {
  const { pages, imageBytes = 0, text = () => '', objectStreams = true, outline = [], link, line } = shape;
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number += 1) {
    const page = pdf.addPage([595, 842]);
    page.drawText(`Page ${number}`, { x: 60, y: 760, size: 28, font });
    page.drawText(text(number), { x: 60, y: 720, size: 14, font });
    if (imageBytes > 0) drawNoise(page, imageBytes);
  }
  if (outline.length > 0) addOutline(pdf, outline);
  if (link) addLink(pdf, link);
  if (line)
    pdf.getPage(0).drawLine({ start: { x: 60, y: 200 }, end: { x: 60 + line, y: 200 }, thickness: 2 });
  return toBlob(await pdf.save({ useObjectStreams: objectStreams }));
}

export const toBlob = (bytes: Uint8Array): Blob =>
  new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/pdf' });

/** An image of any size without compression. */
function drawNoise(page: PDFPage, bytes: number): void {
  const width = 300;
  const height = Math.floor(bytes / 3 / width);
  const { context } = page.doc;
  const image = context.stream(randomBytes(width * height * 3), {
    ...{ Type: 'XObject', Subtype: 'Image', Width: width, Height: height },
    ...{ ColorSpace: 'DeviceRGB', BitsPerComponent: 8 },
  });
  const name = page.node.newXObject('Image', context.register(image));
  const draw = context.stream(`q 475 0 0 475 60 200 cm ${name} Do Q`);
  page.node.addContentStream(context.register(draw));
}

function addOutline(pdf: PDFDocument, chapters: ReadonlyArray<{ title: string; page: number }>): void {
  const { context } = pdf;
  const root = context.nextRef();
  const refs = chapters.map(() => context.nextRef());
  chapters.forEach(({ title, page }, at) => {
    const entry = context.obj({
      Title: PDFHexString.fromText(title),
      Parent: root,
      Dest: [pdf.getPage(page - 1).ref, 'XYZ', null, 842, null],
    });
    const [previous, next] = [refs[at - 1], refs[at + 1]];
    if (previous) entry.set(PDFName.of('Prev'), previous);
    if (next) entry.set(PDFName.of('Next'), next);
    context.assign(refs[at] as PDFRef, entry);
  });
  const outlines = context.obj({ Type: 'Outlines', First: refs[0], Last: refs.at(-1), Count: refs.length });
  context.assign(root, outlines);
  pdf.catalog.set(PDFName.of('Outlines'), root);
}

function addLink(pdf: PDFDocument, url: string): void {
  const { context } = pdf;
  const action = { Type: 'Action', S: 'URI', URI: PDFString.of(url) };
  const link = { Type: 'Annot', Subtype: 'Link', Rect: [60, 640, 300, 680], Border: [0, 0, 0], A: action };
  pdf.getPage(0).node.set(PDFName.of('Annots'), context.obj([context.register(context.obj(link))]));
}

/** 16 by 16 pixels of JPEG 2000, a gradient. */
const jpeg2000 = [
  'AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAEAAAABAAAQcHAAAAAAAPY2',
  '9scgEAAAAAABEAAADEanAyY/9P/1EAKQAAAAAAEAAAABAAAAAAAAAAAAAAABAAAAAQAAAAAAAAAAAAAQcBAf9SAAwA',
  'AAABAAEEBAAB/1wAB0BASEhQ/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4z/5AACgAAAAAATw',
  'AB/5PfgYgSKwMLCxPkuS+FPzhQixd17P7ru7+ZCuNXSYozD3gkCuE6CzXQB/kAbDYWTTJjx3CfwBFB84UANqE9pjRg',
  'f//Z',
].join('');

/**
 * A PDF of everything that pdf.js fetches files for: Japanese with a predefined CMap and without a font, all standard
 * fonts, and images in JPEG 2000, in JBIG2 and in CMYK.
 */
export function makeDemandingPdf(): Blob {
  const fonts = Object.values(StandardFonts);
  const resources = fonts.map((name, at) => `/F${at} << /Type /Font /Subtype /Type1 /BaseFont /${name} >>`);
  const lines = fonts.map((_, at) => `BT /F${at} 14 Tf 60 ${780 - 20 * at} Td (12345) Tj ET`);
  const japanese = 'BT /Japanese 24 Tf 60 300 Td <93fa967b8cea> Tj ET'; // 日本語, in Shift_JIS
  const page = (rest: string) => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${rest} >>`;
  const ofImage = (image: number) => page(`/Contents 8 0 R /Resources << /XObject << /I ${image} 0 R >> >>`);
  const image = (size: number, entries: string, bytes: Uint8Array) =>
    stream(`/Type /XObject /Subtype /Image /Width ${size} /Height ${size} ${entries}`, bytes);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R 6 0 R] /Count 4 >>',
    page(`/Contents 7 0 R /Resources << /Font << ${resources.join(' ')} /Japanese 12 0 R >> >>`),
    ...[9, 10, 11].map(ofImage),
    stream('', Buffer.from([...lines, japanese].join('\n'))),
    stream('', Buffer.from('q 475 0 0 475 60 200 cm /I Do Q')),
    image(16, '/Filter /JPXDecode', Buffer.from(jpeg2000, 'base64')),
    image(32, '/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode', jbig2()),
    image(16, '/ColorSpace /DeviceCMYK /BitsPerComponent 8', randomBytes(16 * 16 * 4)),
    '<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [13 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 14 0 R >>',
    '<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4 /FontBBox [-170 -331 1024 903] /ItalicAngle 0 /Ascent 723 /Descent -241 /CapHeight 709 /StemV 69 >>',
  ];
  return toBlob(fileOf(objects));
}

/** ITU-T T.88: the information of a page, and a generic region, whatever the bytes decode to. */
function jbig2(): Uint8Array {
  const pageInfo = [...u32(32), ...u32(32), ...u32(0), ...u32(0), 0x00, 0x00, 0x00];
  const region = [...u32(32), ...u32(32), ...u32(0), ...u32(0), 0x00];
  const adaptive = [0x03, 0xff, 0xfd, 0xff, 0x02, 0xfe, 0xfe, 0xfe];
  const generic = [...region, 0x00, ...adaptive, ...randomBytes(64), 0xff, 0xac];
  return Uint8Array.from([...segment(0, 48, pageInfo), ...segment(1, 38, generic)]);
}

const u32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const segment = (number: number, type: number, data: ReadonlyArray<number>) => [
  ...u32(number),
  type,
  0x00,
  0x01,
  ...u32(data.length),
  ...data,
];
