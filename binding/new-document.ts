import { ParseSpeeds, PDFDocument } from 'pdf-lib';
import type { BoundStatement, MergeProblem } from './binding-plan.ts';
import { type CopiedStatement, copyStatement } from './copy-statement.ts';
import { embedFonts, type Fonts } from './lettering.ts';

/** Builds a document from PDFs as they arrive, in the order of the plan. */
export interface Binding {
  /** Adds the PDF of the next entry; undefined for an entry without one. A PDF that cannot be merged is left out. */
  add(file: Uint8Array | undefined): Promise<void>;
  /** @returns undefined if there are more pages than the plan allows */
  finish(): Promise<Bound | undefined>;
}

export interface Bound {
  readonly bytes: Uint8Array;
  readonly pages: number;
  readonly statements: ReadonlyArray<BoundStatement>;
}

/** The result for the PDF of an entry. */
export interface Added {
  readonly copied: CopiedStatement | undefined;
  readonly problem: MergeProblem | null;
}

export async function newDocument({
  title,
  language,
}: {
  readonly title: string;
  readonly language: string;
}): Promise<{ readonly pdf: PDFDocument; readonly fonts: Fonts }> {
  const pdf = await PDFDocument.create();
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setLanguage(language);
  pdf.setCreator('Lectern');
  return { pdf, fonts: await embedFonts(pdf) };
}

/** Copies the pages of a PDF into a document without showing them yet. */
export async function merge(pdf: PDFDocument, file: Uint8Array): Promise<Added> {
  const leaveOut = (problem: MergeProblem) => ({ copied: undefined, problem });
  try {
    const statement = await PDFDocument.load(file, {
      updateMetadata: false,
      ignoreEncryption: true, // checked below
      parseSpeed: ParseSpeeds.Fastest,
    });
    if (statement.isEncrypted) return leaveOut('encrypted');
    const copied = copyStatement(statement, pdf);
    return copied.pages.length > 0 ? { copied, problem: null } : leaveOut('unreadable');
  } catch {
    return leaveOut('unreadable');
  }
}
