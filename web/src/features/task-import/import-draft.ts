import type { LeftOutCode, PackageErrorCode, SourceKind } from 'lectern-problems';
import type { PdfFault } from '../uploads/pdf-faults.ts';

/** A task that is to be made, as what was dropped describes it. */
export interface Draft {
  readonly id: string;
  /** Where it was found: `contest.zip/hello`. */
  readonly place: string;
  readonly title: string;
  /** In other languages, as a package says them. */
  readonly titles: Readonly<Record<string, string>>;
  /** Undefined when no PDF says its language. */
  readonly primaryLanguage: string | undefined;
  readonly documents: ReadonlyArray<DraftDocument>;
  /** What of it cannot be taken. */
  readonly remarks: ReadonlyArray<Remark>;
}

export interface DraftDocument {
  /** BCP 47; undefined when its name does not say it. */
  readonly language: string | undefined;
  readonly fileName: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Its own title. */
  readonly title: string | undefined;
  /** Rejects when it cannot be unpacked, or was changed since. */
  open(): Promise<Blob>;
}

/** Why something cannot be taken. */
export type Remark =
  | { readonly code: 'only-source'; readonly kind: SourceKind; readonly language: string }
  | { readonly code: FileRemark; readonly path: string }
  | { readonly code: 'no-statement' | 'no-problem' | 'source' | 'not-taken' }
  | { readonly code: 'too-many-problems' }
  /** @param detail in English, as the reader of packages says it */
  | { readonly code: PackageErrorCode; readonly detail: string };

type FileRemark = LeftOutCode | 'too-large-pdf' | 'not-a-pdf' | 'pdf-not-read' | PdfFault;

/** A file or problem of which no task can be made. */
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
  readonly remarks: ReadonlyArray<Remark>;
}

/** The draft when PDFs that do not say their language are in the one that is assumed. A language has one PDF. */
export function settleDraft(draft: Draft, assumed: string): SettledDraft {
  const documents = new Map<string, SettledDocument>();
  const remarks = [...draft.remarks];
  // Those that say their language come first.
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
    remarks,
  };
}

const rank = ({ language }: DraftDocument) => (language === undefined ? 1 : 0);

/** Of one zip, or of all PDFs that are dropped at once: as many as a page can show. */
export const maxProblems = 500;

/** As the server has it. */
export const maxTitleLength = 300;

/** Titles that people would take for the same. */
export const comparableTitle = (title: string) => title.normalize('NFC').trim().toLowerCase();
