import type { LeftOutCode, PackageErrorCode, SourceKind } from 'lectern-problems';
import type { PdfFault } from '../uploads/pdf-faults.ts';

/** A task to create, as read from dropped files. */
export interface Draft {
  readonly id: string;
  /** Where it was found: `contest.zip/hello`. */
  readonly place: string;
  readonly title: string;
  /** In other languages, from the package. */
  readonly titles: Readonly<Record<string, string>>;
  /** Undefined if no PDF has a known language. */
  readonly primaryLanguage: string | undefined;
  readonly documents: ReadonlyArray<DraftDocument>;
  readonly attachments: ReadonlyArray<DraftAttachment>;
  /** What can't be imported from it. */
  readonly remarks: ReadonlyArray<Remark>;
}

export interface DraftDocument extends DraftFile {
  /** BCP 47; undefined if the file name has none. */
  readonly language: string | undefined;
  /** Title in the PDF's metadata. */
  readonly title: string | undefined;
  /** A `data:` URL of an image of the first page. */
  readonly thumbnail?: string | undefined;
}

export interface DraftAttachment extends DraftFile {
  readonly kind: 'attachment' | 'editorial';
}

export interface DraftFile {
  readonly fileName: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Rejects if it can't be unpacked, or has changed since. */
  open(): Promise<Blob>;
}

export type Remark =
  | { readonly code: 'only-source'; readonly kind: SourceKind; readonly language: string }
  | { readonly code: FileRemark; readonly path: string }
  /** @param maxBytes the largest allowed size */
  | { readonly code: 'file-too-large'; readonly path: string; readonly maxBytes: number }
  | { readonly code: 'no-statement' | 'no-problem' | 'source' | 'not-taken' }
  | { readonly code: 'too-many-problems' }
  /** @param detail in English, from the package parser */
  | { readonly code: PackageErrorCode; readonly detail: string };

type FileRemark = LeftOutCode | 'not-a-pdf' | 'pdf-not-read' | PdfFault;

/** A file or problem that can't become a task. */
export interface ImportRefusal {
  readonly id: string;
  readonly place: string;
  readonly remarks: ReadonlyArray<Remark>;
}

export interface ImportPreview {
  readonly drafts: ReadonlyArray<Draft>;
  readonly refusals: ReadonlyArray<ImportRefusal>;
}

export type SettledDocument = DraftDocument & { readonly language: string };

export interface SettledDraft {
  /** In languages other than the primary one; null for none. */
  readonly titles: Readonly<Record<string, string>> | null;
  readonly primaryLanguage: string;
  readonly documents: ReadonlyArray<SettledDocument>;
  readonly attachments: ReadonlyArray<DraftAttachment>;
  readonly remarks: ReadonlyArray<Remark>;
}

/** Assigns `assumed` to PDFs of unknown language. Each language gets one PDF. */
export function settleDraft(draft: Draft, assumed: string): SettledDraft {
  const documents = new Map<string, SettledDocument>();
  const remarks = [...draft.remarks];
  // PDFs with a known language come first.
  for (const document of draft.documents.toSorted((a, b) => rank(a) - rank(b))) {
    const { language = assumed, path } = document;
    if (documents.has(language)) remarks.push({ code: 'language-taken', path });
    else documents.set(language, { ...document, language });
  }
  const { primaryLanguage = assumed } = draft;
  const own = [...documents.values()].flatMap(({ language, title }) => (title ? [[language, title]] : []));
  const { [primaryLanguage]: _, ...titles } = { ...Object.fromEntries(own), ...draft.titles };
  return {
    titles: Object.keys(titles).length === 0 ? null : titles,
    primaryLanguage,
    documents: [...documents.values()],
    attachments: draft.attachments,
    remarks,
  };
}

const rank = ({ language }: DraftDocument) => (language === undefined ? 1 : 0);

/** Per zip, or per drop of PDFs: as many as a page can show. */
export const maxProblems = 500;

/** As on the server. */
export const maxTitleLength = 300;

/** Normalizes titles that people would consider equal. */
export const comparableTitle = (title: string) => title.normalize('NFC').trim().toLowerCase();
