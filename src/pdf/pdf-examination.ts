/** Findings about a PDF. None hides the file from readers; those who publish it should know. */
export type PdfFindingCode =
  | 'pdf-unreadable'
  | 'pdf-empty'
  | 'pdf-not-examined'
  | 'pdf-password'
  | 'pdf-encrypted'
  | 'pdf-scripts'
  | 'pdf-launch'
  | 'pdf-sends-data'
  | 'pdf-auto-link'
  | 'pdf-other-files'
  | 'pdf-attachments'
  | 'pdf-xfa'
  | 'pdf-polyglot';

/** The result of examining a PDF. */
export interface PdfExamination {
  /** Null when they cannot be counted. */
  readonly pages: number | null;
  readonly findings: ReadonlyArray<PdfFindingCode>;
}

/** The result for a PDF that exceeds a limit of the examiner, or that stops it. */
export const notExamined: PdfExamination = { pages: null, findings: ['pdf-not-examined'] };
