import { globSync, readFileSync } from 'node:fs';
import { icons } from '@iconify-json/tabler';

const imported = /import \{([^}]+)\} from '[^']*\/icons\.ts';/g;

/** The module of those of Tabler's icons that the web app imports. Their package of components has 18,000 files. */
export function webIcons(): string {
  const sources = globSync('web/src/**/*.tsx').map((file) => readFileSync(file, 'utf8'));
  const lists = sources.flatMap((source) => [...source.matchAll(imported)].map(([, list]) => list ?? ''));
  const names = new Set(lists.flatMap((list) => list.match(/\w+/g) ?? []));
  const lines = [...names].sort().map((name) => `export const ${name} = iconOf(${pathsOf(name)});`);
  return `// Tabler Icons (MIT): those that are imported from here. "npm run generate" writes this.
import { iconOf } from './icon.tsx';

${lines.join('\n')}
`;
}

/** `IconFileTypePdf` -> the paths of "file-type-pdf" */
function pathsOf(name: string): string {
  const key = name
    .slice('Icon'.length)
    .replaceAll(/(?<=[a-z])(?=[A-Z\d])/g, '-')
    .toLowerCase();
  const paths = icons.icons[key]?.body.match(/(?<= d=")[^"]+/g);
  if (!paths) throw new Error(`Tabler has no icon "${key}" (${name}).`);
  return paths.map((path) => `'${path}'`).join(', ');
}
