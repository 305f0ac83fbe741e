import type { SourceFile } from '../file-source.ts';
import { baseName, type Folder, fileAt, filesIn } from '../folder.ts';
import { toLanguage } from '../language.ts';
import { invalid, toText, type YamlMap } from '../metadata.ts';
import { chooseStatements, kindOf, type StatementFile } from '../statements.ts';
import type { PackageFormat } from './package-format.ts';

/**
 * The Italian format of CMS, as `cmscontrib/loaders/italian_yaml.py` reads it: `task.yaml`, or `<task>.yaml` next to the
 * folder, with `name`, `title` and `primary_language` (once `nome_breve`, `nome`, and always Italian), and
 * `statement/statement.pdf` or `testo/testo.pdf`. That loader knows one statement. Others are next to it with their
 * language in the name, as a word (`english.pdf`) or a tag (`en.pdf`, `statement.en.pdf`), as task-maker has them.
 * `att/` has the attachments. https://cms.readthedocs.io/en/latest/External%20contest%20formats.html
 */
export const cms: PackageFormat = {
  name: 'cms',
  recognizes: (folder) => metadataOf(folder) !== undefined,
  read: async (folder, metadata, options) => {
    const file = metadataOf(folder);
    if (!file) throw invalid(`${folder.path}/task.yaml`, 'is missing');
    const yaml = await metadata.yaml(file);
    const code = toText(yaml.get('name') ?? yaml.get('nome_breve')) ?? folder.name;
    const title = toText(yaml.get('title') ?? yaml.get('nome'));
    const primaryLanguage = languageOf(yaml, file) ?? options.language ?? 'it';
    return {
      ...{ format: 'cms', folder: folder.path, code, primaryLanguage },
      ...{ title: undefined, titles: title === undefined ? {} : { [primaryLanguage]: title } },
      ...chooseStatements(statementFiles(folder, primaryLanguage), code),
      forParticipants: filesIn(folder, 'att'),
    };
  },
};

const statementFolders = ['statement', 'testo'];

function metadataOf(folder: Folder): SourceFile | undefined {
  const own = folder.files.get('task.yaml');
  if (own || !folder.parent) return own;
  const hasStatement = statementFolders.some((name) => fileAt(folder, `${name}/${name}.pdf`) !== undefined);
  return hasStatement ? folder.parent.files.get(`${folder.name}.yaml`) : undefined;
}

/** @throws PackageError `metadata-invalid` for a language that is none: a wrong guess would hand out a wrong title */
function languageOf(yaml: YamlMap, { path }: SourceFile): string | undefined {
  const named = toText(yaml.get('primary_language'));
  if (named === undefined) return undefined;
  const language = toLanguage(named);
  if (language === undefined) throw invalid(path, `has an unknown primary_language: ${named}`);
  return language;
}

/** The one that CMS reads comes first. Other files there may be anything, such as pictures. */
function statementFiles(folder: Folder, primaryLanguage: string): ReadonlyArray<StatementFile> {
  const found = statementFolders.flatMap((name) =>
    filesIn(folder, name).flatMap((file) => {
      const [, stem = '', extension = ''] = /^(.+)\.(\w+)$/.exec(baseName(file.path)) ?? [];
      const kind = kindOf(extension);
      const isMain = stem === name;
      const tag = stem.startsWith(name) ? stem.slice(name.length).replace(/^[._-]/, '') : stem;
      const language = isMain ? primaryLanguage : toLanguage(tag);
      return kind === undefined || language === undefined ? [] : [{ file, kind, language, isMain }];
    }),
  );
  return found.sort((a, b) => Number(b.isMain) - Number(a.isMain));
}
