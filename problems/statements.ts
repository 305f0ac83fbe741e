import type { SourceFile } from './file-source.ts';
import { baseName } from './folder.ts';
import type { LeftOut, Problem, SourceKind, StatementPdf, StatementSource } from './problem.ts';

/** A file that may be the statement in a language. */
export interface StatementFile {
  readonly file: SourceFile;
  readonly kind: 'PDF' | SourceKind;
  /** Undefined when it is not known, which is said then. */
  readonly language: string | undefined;
}

const kinds: Readonly<Record<string, StatementFile['kind']>> = {
  pdf: 'PDF',
  tex: 'TeX',
  md: 'Markdown',
  markdown: 'Markdown',
  html: 'HTML',
  'html.zip': 'HTML',
  txt: 'plain text',
  typ: 'Typst',
  doc: 'Word',
  docx: 'Word',
  odt: 'Word',
  ps: 'PostScript',
};

/** By the extension in a name, without its dot and in any case; undefined for what no statement is written in. */
export const kindOf = (extension: string) => kinds[extension.toLowerCase()];

/**
 * Chooses the statement of each language: the first PDF, or else the first file of another kind.
 * @param code for the names under which readers get the PDFs
 */
export function chooseStatements(
  files: ReadonlyArray<StatementFile>,
  code: string,
): Pick<Problem, 'documents' | 'withoutPdf' | 'leftOut'> {
  const documents = new Map<string, StatementPdf>();
  const sources = new Map<string, StatementSource>();
  const leftOut: Array<LeftOut> = [];
  for (const { file, kind, language } of files) {
    const { path, size } = file;
    if (language === undefined) {
      leftOut.push({ path, code: 'language-unknown', why: 'is in a language that its name does not tell' });
    } else if (kind !== 'PDF') {
      if (!sources.has(language)) sources.set(language, { language, kind, path });
    } else if (documents.has(language)) {
      const why = `is left out for ${documents.get(language)?.path}, in the same language`;
      leftOut.push({ path, code: 'language-taken', why });
    } else {
      const fileName = readersName(path, `${code}.${language}`);
      documents.set(language, { language, fileName, path, size });
    }
  }
  return {
    documents: [...documents.values()],
    withoutPdf: [...sources.values()].filter(({ language }) => !documents.has(language)),
    leftOut,
  };
}

/** The name under which readers get a PDF: the wanted one, or its own if no file can have that one. Codes may have slashes, and no end. */
export function readersName(path: string, wanted: string): string {
  const isPossible = !/[/\\]/.test(wanted) && new TextEncoder().encode(wanted).length <= 150;
  return isPossible ? `${wanted}.pdf` : baseName(path);
}
