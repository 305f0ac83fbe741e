import { globSync, readFileSync } from 'node:fs';
import { icons } from '@iconify-json/tabler';

/**
 * A module with the Tabler icons that the web app imports from it. Tabler's own package of components has 18,000 files.
 * @param file in `web/src/ui/`: `icons.ts` for the first page and shared parts, `page-icons.ts` for other pages
 */
export function webIcons(file: 'icons' | 'page-icons'): string {
  const imported = new RegExp(`import \\{([^}]+)\\} from '[^']*/${file}[.]ts';`, 'g');
  const sources = globSync('web/src/**/*.{ts,tsx}').map((file) => readFileSync(file, 'utf8'));
  const lists = sources.flatMap((source) => [...source.matchAll(imported)].map(([, list]) => list ?? ''));
  const names = new Set(lists.flatMap((list) => list.match(/\w+/g) ?? []));
  const lines = [...names].sort().map((name) => `export const ${name} = iconOf(${pathsOf(name)});`);
  return `// Tabler Icons (MIT) that are imported from here. "npm run generate" writes this.
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
