import { baseName, type Folder } from '../folder.ts';
import { toLanguage } from '../language.ts';
import { PackageError } from '../package-error.ts';
import { chooseStatements, kindOf, type StatementFile } from '../statements.ts';
import type { FoundProblem, ReadOptions } from './package-format.ts';

/**
 * The problems of a folder of PDFs: `<name>.<language>.pdf`, or `<name>.pdf` when the language is known otherwise. The code,
 * and title, is the name; or that of the folder where the name only says what the file is, as in `sum/description.pdf`, where
 * the folder is a number and has one task, or where `idFrom` asks for it. TeX and Markdown next to PDFs are ignored; only a PDF makes a problem here.
 * @throws PackageError `statement-ambiguous`
 */
export function readPlainFolder(folder: Folder, options: ReadOptions): ReadonlyArray<FoundProblem> {
  const pdfs = pdfsIn(folder, options);
  // Numbers are the ids of platforms. With several names, it may be a year, or a day.
  const isOneTask = /^\d+$/.test(folder.name) && new Set(pdfs.map(({ name }) => name)).size === 1;
  const isNamedByFolder = (name: string) => {
    if (options.idFrom === 'file' || folder.name === '') return false;
    return options.idFrom === 'folder' || isOneTask || generic.has(name.normalize('NFC').toLowerCase());
  };
  const byCode = Map.groupBy(pdfs, ({ name }) => (isNamedByFolder(name) ? folder.name : name));
  return [...byCode].map(([code, files]) => {
    assertOneName(folder, files);
    return {
      ...{ format: 'plain', folder: folder.path, code, title: undefined, titles: {} },
      ...{ primaryLanguage: undefined, ...chooseStatements(files, code), forParticipants: [] },
    };
  });
}

/** Names by which people call a statement, whatever the task, in the languages of the web app. */
const generic = new Set(['description', 'problem', 'statement', 'task', 'opis', 'tresc', 'treść', 'zadanie']);

interface NamedPdf extends StatementFile {
  /** Without language and extension. */
  readonly name: string;
}

function pdfsIn(folder: Folder, { language: ofOthers, idFrom }: ReadOptions): ReadonlyArray<NamedPdf> {
  return [...folder.files.values()].flatMap((file): Array<NamedPdf> => {
    const [, stem = '', extension = ''] = /^(.+)\.(\w+)$/.exec(baseName(file.path)) ?? [];
    if (kindOf(extension) !== 'PDF' || stem.startsWith('.')) return [];
    const [, name = '', tag = ''] = /^(.+)\.([^.]+)$/.exec(stem) ?? [];
    const language = toLanguage(tag);
    if (language !== undefined) return [{ file, kind: 'PDF', name, language }];
    // `42/en.pdf`: the folder says which task it is, so the name may say the language alone.
    const only = idFrom === 'folder' ? toLanguage(stem) : undefined;
    return [{ file, kind: 'PDF', name: stem, language: only ?? ofOthers }];
  });
}

/**
 * Of two PDFs with other names in the same language, either may be the statement, and the other its solution.
 * @throws PackageError `statement-ambiguous`
 */
function assertOneName({ path: place }: Folder, files: ReadonlyArray<NamedPdf>): void {
  for (const same of Map.groupBy(files, ({ language }) => language).values()) {
    if (new Set(same.map(({ name }) => name)).size < 2) continue;
    const names = same.map(({ file }) => baseName(file.path)).join(', ');
    const where = place === '' ? '' : ` in "${place}"`;
    const message = `Several PDFs${where} may be the statement of one task in one language: ${names}.`;
    const advice = 'Leave one of them there, or put their languages into their names.';
    throw new PackageError('statement-ambiguous', `${message} ${advice}`);
  }
}
