import { readFileSync } from 'node:fs';
import { transformWithOxc } from 'vite';

const source = 'src/core/redeem/refusal-page.ts';

/** The refusal page as an njs module, without types and named imports. */
export async function nginxRefusalPage(): Promise<string> {
  const text = readFileSync(new URL(`../${source}`, import.meta.url), 'utf8');
  const { code } = await transformWithOxc(text, 'refusal-page.ts', { target: 'es2015' });
  const names = Array.from(code.matchAll(/^export function (\w+)/gm), ([, name]) => name);
  return [
    `// The page of ${source}, for njs. "npm run generate" writes this.`,
    '',
    code.replaceAll(/^export (?=function)/gm, '').trimEnd(),
    '',
    `export default { ${names.join(', ')} };`,
    '',
  ].join('\n');
}
