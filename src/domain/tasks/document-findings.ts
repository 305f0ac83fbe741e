import type { PdfFindingCode } from '../../pdf/pdf-examination.ts';
import type { Waiting } from './examinations.ts';
import type { StoredProblem } from './inspect-stored.ts';

export const severities = ['ok', 'warning', 'failed'] as const;
export type Severity = (typeof severities)[number];

/** Facts of a finding about a stored file. */
export interface StoredFacts {
  readonly storedBytes?: number;
  readonly announcedBytes?: number;
}

interface Kind {
  /** `failed`: no one can read it. `warning`: it opens for some, or does more than show pages. */
  readonly severity: Severity;
  readonly message: (facts: StoredFacts) => string;
}

/** Everything that examining a stored document can find. Some viewers do what a message says; the reader of the web app does not. */
export const documentFindings = {
  'file-missing': { severity: 'failed', message: () => 'the file is not in the storage' },
  'size-differs': {
    severity: 'failed',
    message: ({ storedBytes, announcedBytes }) =>
      `the stored file has ${storedBytes} bytes, but ${announcedBytes} were announced`,
  },
  'hash-differs': {
    severity: 'failed',
    message: () => 'the stored file has a different SHA-256 than announced',
  },
  'not-a-pdf': { severity: 'failed', message: () => 'the file is not a PDF' },
  'pdf-cut-off': {
    severity: 'failed',
    message: () => 'the end of the PDF is missing, or something was added to it',
  },
  'pdf-unreadable': { severity: 'failed', message: () => 'a PDF library cannot open it' },
  'pdf-empty': { severity: 'failed', message: () => 'the PDF has no pages' },
  'pdf-not-examined': {
    severity: 'warning',
    message: () => 'it could not be examined completely, so some viewers may not show it',
  },
  'pdf-not-examined-yet': {
    severity: 'warning',
    message: () => 'it has not been examined yet; the running server does so soon',
  },
  'pdf-password': { severity: 'warning', message: () => 'it asks for a password' },
  'pdf-encrypted': {
    severity: 'warning',
    message: () => 'it is encrypted, so not all of it could be examined',
  },
  'pdf-scripts': { severity: 'warning', message: () => 'it has scripts, which some viewers run' },
  'pdf-launch': { severity: 'warning', message: () => 'it asks viewers to start a program' },
  'pdf-sends-data': { severity: 'warning', message: () => 'it asks viewers to send or import data' },
  'pdf-auto-link': { severity: 'warning', message: () => 'it opens a web address without asking' },
  'pdf-other-files': { severity: 'warning', message: () => 'it refers to files that are not in it' },
  'pdf-attachments': { severity: 'warning', message: () => 'it contains other files' },
  'pdf-xfa': { severity: 'warning', message: () => 'it has an XFA form, which few viewers show' },
  'pdf-polyglot': { severity: 'warning', message: () => 'it is also a web page or an archive' },
} as const satisfies Readonly<Record<(StoredProblem | Waiting)['problem'] | PdfFindingCode, Kind>>;

export type DocumentFindingCode = keyof typeof documentFindings;
export const documentFindingCodes = Object.keys(documentFindings) as ReadonlyArray<DocumentFindingCode>;
