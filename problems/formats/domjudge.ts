import { toText } from '../metadata.ts';
import { hasRootStatement, readIcpcPackage } from './icpc.ts';
import type { PackageFormat } from './package-format.ts';

/**
 * What DOMjudge imports: an ICPC package with `problem.{pdf,html,txt}` at its root and `domjudge-problem.ini`, whose
 * `name` counts before that of `problem.yaml`. `short-name` there is the letter in a contest, which many problems have
 * had, so the code is `externalid`, or else the name of the folder or zip.
 * https://www.domjudge.org/docs/manual/main/problem-format.html
 */
export const domjudge: PackageFormat = {
  name: 'domjudge',
  recognizes: (folder) =>
    folder.files.has('domjudge-problem.ini') ||
    (folder.files.has('problem.yaml') && hasRootStatement(folder)),
  read: async (folder, metadata, options) => {
    const file = folder.files.get('domjudge-problem.ini');
    const ini = file ? parseIni(await metadata.text(file)) : new Map<string, string>();
    const code = toText(ini.get('externalid')) ?? folder.name;
    const problem = await readIcpcPackage({ ...folder, name: code }, metadata, options);
    const name = toText(ini.get('name'));
    return { ...problem, format: 'domjudge', ...(name === undefined ? {} : { title: name, titles: {} }) };
  },
};

/** `key = value` a line, where the value may be quoted; lines of anything else are passed over. */
function parseIni(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('\n').flatMap((line) => {
    const equals = line.indexOf('=');
    return equals < 1
      ? []
      : [[line.slice(0, equals).trim(), unquote(line.slice(equals + 1).trim())] as const];
  });
  return new Map(pairs);
}

const unquote = (value: string) => /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
