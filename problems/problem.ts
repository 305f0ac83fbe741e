export type FormatName = 'icpc' | 'domjudge' | 'polygon' | 'cms' | 'sinol' | 'plain';

/** A problem as its package describes it. Languages are BCP 47 tags in canonical form. */
export interface Problem {
  readonly format: FormatName;
  /** Its folder in the source; empty for the root. */
  readonly folder: string;
  /** Its code in the format's own words: the short name, the name of the task, the package. */
  readonly code: string;
  readonly titles: Readonly<Record<string, string>>;
  /** The title when the package does not say in which language it is. */
  readonly title: string | undefined;
  readonly primaryLanguage: string | undefined;
  /** One for each language. */
  readonly documents: ReadonlyArray<StatementPdf>;
  /** Other files for its readers. */
  readonly attachments: ReadonlyArray<PackageAttachment>;
  /** Statements without a PDF. */
  readonly withoutPdf: ReadonlyArray<StatementSource>;
  /** What of the package is not used, and why. */
  readonly leftOut: ReadonlyArray<LeftOut>;
}

export interface StatementPdf {
  readonly language: string;
  /** For readers: `hello.en.pdf`. */
  readonly fileName: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

export interface PackageAttachment {
  readonly fileName: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

export interface StatementSource {
  readonly language: string;
  readonly kind: SourceKind;
  readonly path: string;
}

export type SourceKind = 'TeX' | 'Markdown' | 'HTML' | 'plain text' | 'Typst' | 'Word' | 'PostScript';

export type LeftOutCode =
  | 'link'
  | 'name-not-text'
  | 'not-a-file'
  | 'language-unknown'
  | 'language-taken'
  /** An attachment of a type that is not stored. */
  | 'not-attachable'
  /** Another attachment has the same name. */
  | 'attachment-taken'
  /** A PDF of the same name, in the folder that the package lies in. */
  | 'beside-package';

export interface LeftOut {
  readonly path: string;
  readonly code: LeftOutCode;
  /** Half a sentence: `is a link`. */
  readonly why: string;
}
