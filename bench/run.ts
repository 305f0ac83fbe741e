/** `npm run bench -- NAME` runs `bench/NAME.ts`; without a name it lists them. */
import { readdir } from 'node:fs/promises';

const names = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length));
const name = process.argv[2];

if (name !== undefined && names.includes(name)) await import(`./${name}.ts`);
else process.stdout.write(`npm run bench -- ${names.join(' | ')}\n`);
