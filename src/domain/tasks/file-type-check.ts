import type { FileEnding } from '../../storage/file-types.ts';

/** Checks whether the bytes of a file are of its type, as they pass and as far as that is cheap. */
interface FileTypeCheck {
  update(chunk: Uint8Array): void;
  isRight(): boolean;
}

/** In hexadecimal. PNG: RFC 2083 §3.1; JPEG: its SOI marker and the next; zip: APPNOTE 4.3.7, and 4.3.16 if it is empty. */
const firstBytes: Readonly<Partial<Record<FileEnding, ReadonlyArray<string>>>> = {
  png: ['89504e470d0a1a0a'],
  jpg: ['ffd8ff'],
  jpeg: ['ffd8ff'],
  zip: ['504b0304', '504b0506'],
};
const longest = 8;

/** For attachments other than PDFs. Texts must be UTF-8, because they are delivered as such. */
export function createFileTypeCheck(ending: FileEnding): FileTypeCheck {
  const allowed = firstBytes[ending];
  return allowed
    ? createFirstBytesCheck(allowed)
    : createTextCheck(ending === 'svg' ? beginsAsSvg : () => true);
}

/** How many characters of a text are looked at. */
const headLength = 2 ** 16;
/** What may come before the root (XML 1.0 §2.8): space, instructions, comments, a document type. Sticky, so linear. */
const prolog = /[ \t\r\n]+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^[>]*(?:\[.*?\][ \t\r\n]*)?>/gsy;

const beginsAsSvg = (head: string) => /^<(?:[\w.-]+:)?svg[ \t\r\n/>]/.test(head.replace(prolog, ''));

function createFirstBytesCheck(allowed: ReadonlyArray<string>): FileTypeCheck {
  let head = Buffer.alloc(0);
  return {
    update(chunk) {
      if (head.length < longest) head = Buffer.concat([head, chunk.subarray(0, longest - head.length)]);
    },
    isRight: () => allowed.some((bytes) => head.toString('hex').startsWith(bytes)),
  };
}

function createTextCheck(hasRightHead: (head: string) => boolean): FileTypeCheck {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [head, isText] = ['', true];
  const decode = (...chunk: Parameters<typeof decoder.decode>) => {
    try {
      if (isText) head += decoder.decode(...chunk).slice(0, headLength - head.length);
    } catch {
      isText = false;
    }
    return isText;
  };
  return {
    update: (chunk) => void decode(chunk, { stream: true }),
    isRight: () => decode() && hasRightHead(head),
  };
}
