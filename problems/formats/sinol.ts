import { baseName, type Folder, fileAt, filesIn } from '../folder.ts';
import { toLanguage } from '../language.ts';
import { type MetadataReader, texArgument, toText, type YamlMap } from '../metadata.ts';
import type { Problem } from '../problem.ts';
import { chooseStatements, kindOf, type StatementFile } from '../statements.ts';
import type { PackageFormat } from './package-format.ts';

/**
 * The sinol packages of SIO2 (OIOIOI, sinol-make): `config.yml` with `title` and `title_<language>`, and
 * `doc/<code>zad.pdf`, `doc/<code>zad-<language>.pdf` or `doc/<code>zad<language>.pdf`. The code is `sinol_task_id`, or
 * what the statements begin with, or the name of the folder. A statement that says no language is taken for Polish. Without `title` it
 * is that of `\title` in the TeX. https://github.com/sio2project/oioioi (oioioi/sinolpack/package.py)
 */
export const sinol: PackageFormat = {
  name: 'sinol',
  recognizes: (folder) =>
    codesIn(folder).size > 0 ||
    (folder.files.has('config.yml') && ['in', 'out', 'prog'].some((name) => folder.folders.has(name))),
  read: async (folder, metadata, options) => {
    const config = folder.files.get('config.yml');
    const yaml: YamlMap = config ? await metadata.yaml(config) : new Map();
    const code = toText(yaml.get('sinol_task_id')) ?? codeOf(folder);
    const main = options.language ?? 'pl';
    const files = statementFiles(folder, code, main);
    return {
      ...{ format: 'sinol', folder: folder.path, code, titles: toTitles(yaml) },
      title: toText(yaml.get('title')) ?? (await titleOfTex(folder, code, metadata)),
      primaryLanguage: files.some(({ language }) => language === main) ? main : undefined,
      ...chooseStatements(files, code),
      forParticipants: filesIn(folder, 'attachments'),
    };
  },
};

/** `abczad.pdf`, `abczad-en.tex`, `abczaden.pdf`; but not `zadania.pdf`. */
const statementName = /^(.+)zad(?:[-_.]?[a-z]{2}(?:-[A-Za-z]{2,4})?)?\.(?:pdf|tex|html\.zip|docx?|odt|ps)$/;

/** The codes that its statements are called by. */
function codesIn(folder: Folder): ReadonlySet<string> {
  const codes = filesIn(folder, 'doc').flatMap(({ path }) => statementName.exec(baseName(path))?.[1] ?? []);
  return new Set(codes);
}

/** A folder may have been renamed, as for a second version; what is in it was not. */
function codeOf(folder: Folder): string {
  const [first = folder.name, ...others] = codesIn(folder);
  return others.length === 0 ? first : folder.name;
}

function toTitles(yaml: YamlMap): Problem['titles'] {
  const titles = [...yaml].flatMap(([key, value]) => {
    const [, tag = ''] = /^title_(.+)$/.exec(key) ?? [];
    const [language, title] = [toLanguage(tag), toText(value)];
    return language && title ? [[language, title] as const] : [];
  });
  return Object.fromEntries(titles);
}

/** Those that name their language come first: next to `abczad-pl.pdf`, `abczad.pdf` is the same or another one. */
function statementFiles(folder: Folder, code: string, main: string): ReadonlyArray<StatementFile> {
  const start = `${code}zad`;
  const found = filesIn(folder, 'doc').flatMap((file) => {
    const name = baseName(file.path);
    if (!name.startsWith(start)) return [];
    const [, tag = '', extension = ''] =
      /^[-_.]?([A-Za-z_-]*)\.([\w.]+)$/.exec(name.slice(start.length)) ?? [];
    const kind = kindOf(extension);
    const language = tag === '' ? main : toLanguage(tag);
    return kind === undefined || language === undefined ? [] : [{ file, kind, language, isMain: tag === '' }];
  });
  return found.sort((a, b) => Number(a.isMain) - Number(b.isMain));
}

async function titleOfTex(
  folder: Folder,
  code: string,
  metadata: MetadataReader,
): Promise<string | undefined> {
  const tex = fileAt(folder, `doc/${code}zad.tex`);
  if (!tex) return undefined;
  // The title is a courtesy: the code can replace it.
  const text = await metadata.tex(tex).catch(() => '');
  return texArgument(text, 'title');
}
