import { baseName, type Folder, filesIn } from '../folder.ts';
import { toLanguage } from '../language.ts';
import { type MetadataReader, texArgument, toText } from '../metadata.ts';
import type { Problem } from '../problem.ts';
import { chooseStatements, kindOf, type StatementFile } from '../statements.ts';
import type { FoundProblem, PackageFormat, ReadOptions } from './package-format.ts';

/**
 * The problem package format of ICPC and Kattis: versions 2023-07-draft and 2025-09 (`statement/`, `name` by language),
 * legacy and legacy-icpc (`problem_statement/`). The package is called as its folder or zip is, since it has no other
 * short name. https://www.kattis.com/problem-package-format/
 */
export const icpc: PackageFormat = {
  name: 'icpc',
  recognizes: (folder) => folder.files.has('problem.yaml'),
  read: readIcpcPackage,
};

export async function readIcpcPackage(
  folder: Folder,
  metadata: MetadataReader,
  options: ReadOptions,
): Promise<FoundProblem> {
  const { name: code, path } = folder;
  const yaml = folder.files.get('problem.yaml');
  const name = yaml && (await metadata.yaml(yaml)).get('name');
  const title = toText(name);
  const files = statementFiles(folder, options.language ?? 'en');
  const named = name instanceof Map ? toTitles(name) : {};
  const isNamed = title !== undefined || Object.keys(named).length > 0;
  const titles = isNamed ? named : await titlesOfTex(files, metadata);
  return {
    ...{ format: 'icpc', folder: path, code, titles, title, primaryLanguage: undefined },
    ...chooseStatements(files, code),
    forParticipants: filesIn(folder, 'attachments'),
  };
}

function toTitles(names: ReadonlyMap<unknown, unknown>): Problem['titles'] {
  const titles = [...names].flatMap(([key, value]) => {
    const [language, title] = [toLanguage(String(key)), toText(value)];
    return language === undefined || title === undefined ? [] : [[language, title] as const];
  });
  return Object.fromEntries(titles);
}

/** `problem.<language>.<filetype>`, "optionally, the language code can be left out; the default is then English". */
const statementName = /^problem(?:\.([A-Za-z0-9_-]+))?\.(pdf|tex|md|typ|html|txt)$/i;

/**
 * The files of both folders, and `problem.pdf` at the root, where DOMjudge has the statement and BAPCtools puts what it
 * has compiled.
 */
function statementFiles(folder: Folder, defaultLanguage: string): ReadonlyArray<StatementFile> {
  const files = [
    ...filesIn(folder, 'statement'),
    ...filesIn(folder, 'problem_statement'),
    ...folder.files.values(),
  ];
  return files.flatMap((file) => {
    const [, tag, extension = ''] = statementName.exec(baseName(file.path)) ?? [];
    const kind = kindOf(extension);
    if (kind === undefined) return [];
    return [{ file, kind, language: tag === undefined ? defaultLanguage : toLanguage(tag) }];
  });
}

/** A legacy package without `name` has its titles in `\problemname`, or plain in a comment. */
async function titlesOfTex(
  files: ReadonlyArray<StatementFile>,
  metadata: MetadataReader,
): Promise<Problem['titles']> {
  const titles: Record<string, string> = {};
  for (const { file, kind, language } of files) {
    if (kind !== 'TeX' || language === undefined) continue;
    const tex = await metadata.tex(file);
    const [, plain] = /^%%\s*plainproblemname:(.*)$/m.exec(tex) ?? [];
    const title = toText(plain) ?? texArgument(tex, 'problemname');
    if (title !== undefined) titles[language] ??= title;
  }
  return titles;
}

/** Whether the statement lies where DOMjudge has it. */
export const hasRootStatement = (folder: Folder) =>
  ['pdf', 'html', 'txt'].some((extension) => folder.files.has(`problem.${extension}`));
