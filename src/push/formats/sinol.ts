import { baseName, type Folder, fileAt, filesIn } from '../folder.ts';
import { toLanguage } from '../language.ts';
import { type MetadataReader, texArgument, toText, type YamlMap } from '../metadata.ts';
import type { Problem } from '../problem.ts';
import { chooseStatements, kindOf, type StatementFile } from '../statements.ts';
import type { PackageFormat } from './package-format.ts';

/**
 * The sinol packages of SIO2 (OIOIOI, sinol-make): `config.yml` with `title` and `title_<language>`, and
 * `doc/<code>zad.pdf`, `doc/<code>zad-<language>.pdf` or `doc/<code>zad<language>.pdf`. The folder is called as the task
 * is, unless `sinol_task_id` says otherwise. A statement that says no language is taken for Polish. Without `title` it
 * is that of `\title` in the TeX. https://github.com/sio2project/oioioi (oioioi/sinolpack/package.py)
 */
export const sinol: PackageFormat = {
  name: 'sinol',
  recognizes: (folder) =>
    filesIn(folder, 'doc').some(({ path }) => /zad[-_.]?\w*\.(pdf|tex|html\.zip)$/.test(baseName(path))) ||
    (folder.files.has('config.yml') && ['in', 'out', 'prog'].some((name) => folder.folders.has(name))),
  read: async (folder, metadata, options) => {
    const config = folder.files.get('config.yml');
    const yaml: YamlMap = config ? await metadata.yaml(config) : new Map();
    const code = toText(yaml.get('sinol_task_id')) ?? folder.name;
    const main = options.language ?? 'pl';
    const files = statementFiles(folder, code, main);
    return {
      ...{ format: 'sinol', folder: folder.path, code, titles: toTitles(yaml) },
      title: toText(yaml.get('title')) ?? (await titleOfTex(folder, code, metadata)),
      primaryLanguage: files.some(({ language }) => language === main) ? main : undefined,
      ...chooseStatements(files),
    };
  },
};

function toTitles(yaml: YamlMap): Problem['titles'] {
  const titles = [...yaml].flatMap(([key, value]) => {
    const [, tag = ''] = /^title_(.+)$/.exec(key) ?? [];
    const [language, title] = [toLanguage(tag), toText(value)];
    return language && title ? [[language, title] as const] : [];
  });
  return Object.fromEntries(titles);
}

/** Those that name their language come first: beside `abczad-pl.pdf`, `abczad.pdf` is the same or another one. */
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
  // Old ones are in ISO 8859-2. The title is a courtesy: the code stands in for it.
  const text = await metadata.text(tex).catch(() => '');
  return texArgument(text, 'title');
}
