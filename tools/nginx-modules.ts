import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { transformWithOxc } from 'vite';

/** A module of TypeScript that imports nothing, as an njs module: without types, newer syntax and named exports. */
export async function nginxModule(source: string): Promise<string> {
  const text = readFileSync(new URL(`../${source}`, import.meta.url), 'utf8');
  // njs knows named groups, of ES2018, but no optional chaining.
  const { code } = await transformWithOxc(text, basename(source), { target: 'es2018' });
  const names = Array.from(code.matchAll(/^export (?:function|const) (\w+)/gm), ([, name]) => name);
  return [
    `// ${source}, for njs. "npm run generate" writes this.`,
    '',
    code.replaceAll(/^export (?=function|const)/gm, '').trimEnd(),
    '',
    `export default { ${names.join(', ')} };`,
    '',
  ].join('\n');
}
