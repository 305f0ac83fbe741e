import { baseName, type Folder } from '../folder.ts';
import { toLanguage } from '../language.ts';
import type { Problem } from '../problem.ts';
import { chooseStatements, kindOf, type StatementFile } from '../statements.ts';
import type { ReadOptions } from './package-format.ts';

/**
 * The problems of a folder of PDFs: `<code>.<language>.pdf`, or `<code>.pdf` when the language is known otherwise. The
 * title is the code. TeX and Markdown beside PDFs are nobody's business; only a PDF makes a problem here.
 */
export function readPlainFolder(folder: Folder, { language }: ReadOptions): ReadonlyArray<Problem> {
  const byCode = Map.groupBy(pdfsIn(folder, language), ({ code }) => code);
  return [...byCode].map(([code, files]) => ({
    ...{ format: 'plain', folder: folder.path, code, title: undefined, titles: {} },
    ...{ primaryLanguage: undefined, ...chooseStatements(files) },
  }));
}

function pdfsIn(
  folder: Folder,
  ofOthers: string | undefined,
): ReadonlyArray<StatementFile & { code: string }> {
  return [...folder.files.values()].flatMap((file) => {
    const [, stem = '', extension = ''] = /^(.+)\.(\w+)$/.exec(baseName(file.path)) ?? [];
    if (kindOf(extension) !== 'PDF' || stem.startsWith('.')) return [];
    const [, code = '', tag = ''] = /^(.+)\.([^.]+)$/.exec(stem) ?? [];
    const language = toLanguage(tag);
    const named = language === undefined ? { code: stem, language: ofOthers } : { code, language };
    return [{ file, kind: 'PDF', ...named }];
  });
}
