/** What a look into a PDF can find. None of it keeps the file from readers; people who publish it should know. */
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

/** A PDF as libraries find it. */
export interface PdfExamination {
  /** Null when they cannot be counted. */
  readonly pages: number | null;
  readonly findings: ReadonlyArray<PdfFindingCode>;
}
