import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const source = join(import.meta.dirname, 'src');
const declared = /^export (?:async )?(?:function\*?|const|class|interface|type|enum) (\w+)/gm;

/** One line per name that two files have or export: a search for it would find the wrong one. */
function findSharedNames(): ReadonlyArray<string> {
  const places = new Map<string, Array<string>>();
  for (const path of globSync('**/*.{ts,tsx,css}', { cwd: source }).toSorted()) {
    const exported = [...readFileSync(join(source, path), 'utf8').matchAll(declared)].map(([, name]) => name);
    for (const name of [basename(path), ...exported]) {
      if (name !== undefined) places.set(name, [...(places.get(name) ?? []), path]);
    }
  }
  return [...places].flatMap(([name, paths]) => (paths.length > 1 ? [`${name}: ${paths.join(', ')}`] : []));
}

const shared = findSharedNames();
if (shared.length > 0) {
  process.stderr.write(`Rename these, which exist more than once in web/src/:\n  ${shared.join('\n  ')}\n`);
  process.exitCode = 1;
}
