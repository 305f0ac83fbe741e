/** `npm run bench -- NAME` runs `bench/NAME.ts`; with `--help`, it prints what that measures; without a name, it lists them. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const names = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length));
const [, , name, ...options] = process.argv;

if (name === undefined || !names.includes(name)) {
  process.stdout.write(`npm run bench -- ${names.join(' | ')} [--help]\n`);
} else if (options.includes('--help')) {
  const source = await readFile(join(import.meta.dirname, `${name}.ts`), 'utf8');
  const [, comment = ''] = /^\/\*\*\n(.*?)\n \*\/$/ms.exec(source) ?? [];
  process.stdout.write(`${comment.replaceAll(/^ \* ?/gm, '')}\n`);
} else {
  await import(`./${name}.ts`);
}
