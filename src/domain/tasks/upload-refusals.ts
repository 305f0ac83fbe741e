import { type ErrorCode, LecternError } from '../../lib/errors.ts';
import { headerBytes } from '../../lib/pdf-header.ts';
import type { PdfFindingCode } from '../../pdf/pdf-examination.ts';
import type { ExaminedUpload } from './examinations.ts';

type Problem = NonNullable<ExaminedUpload['problem']>;
type Refusal = readonly [code: Exclude<ErrorCode, 'conflict'>, message: string];

/**
 * The errors for what is wrong with a file, and for what keeps every reader from opening a PDF, by precedence. Other findings are up to the
 * publisher.
 */
const refusals = {
  'file-missing': ['upload-missing', 'Upload the file to its upload URL with PUT, then complete it.'],
  'hash-differs': [
    'upload-hash-mismatch',
    'The SHA-256 of the stored file is not the announced one. Announce and upload it again.',
  ],
  'wrong-file-type': [
    'wrong-file-type',
    'The content does not match the ending of the file name. Check the file; save texts as UTF-8.',
  ],
  'not-a-pdf': [
    'not-a-pdf',
    `The file does not begin like a PDF: the first ${headerBytes} bytes do not contain %PDF-. Upload a PDF instead.`,
  ],
  'pdf-cut-off': [
    'pdf-unreadable',
    'The end of the PDF is missing (%%EOF), or more than 1024 bytes follow it. Export the PDF again, then upload it.',
  ],
  'pdf-password': [
    'pdf-password',
    'The PDF needs a password, which readers do not have. Save it without a password and upload it again.',
  ],
  'pdf-unreadable': [
    'pdf-unreadable',
    'The PDF cannot be opened and may be damaged. Export it again and upload it.',
  ],
  'pdf-empty': ['pdf-empty', 'The PDF has no pages. Export it again and upload it.'],
} as const satisfies Readonly<
  Record<Exclude<Problem, 'size-differs'>, Refusal> & { [Code in PdfFindingCode]?: Refusal }
>;
const causes = Object.keys(refusals) as ReadonlyArray<keyof typeof refusals>;

/** The error for an upload that cannot be completed, if there is one. */
export function refusalOf(found: ExaminedUpload): LecternError | undefined {
  if (found.problem === 'size-differs') {
    const { storedBytes, announcedBytes } = found;
    return new LecternError(
      'upload-size-mismatch',
      `The stored file has ${storedBytes} bytes, but ${announcedBytes} were announced. Announce and upload it again.`,
      { facts: { storedBytes } },
    );
  }
  const known = found.problem === undefined ? found.examination?.findings : [found.problem];
  const cause = causes.find((each) => known?.some((code) => code === each));
  if (cause === undefined) return undefined;
  const [code, message] = refusals[cause];
  return new LecternError(code, message, cause === 'pdf-cut-off' ? { facts: { reason: cause } } : {});
}
