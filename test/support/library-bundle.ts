import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, minify } from 'vite';
import { temporaryFolder } from './temporary-folder.ts';

/** What Vite makes of code, minified, for browsers or for Node alone; what begins with `node:` stays outside. */
export async function bundleOf(code: string, runtime: 'web' | 'node' = 'web'): Promise<string> {
  const folder = temporaryFolder();
  const entry = join(folder, 'entry.js');
  await writeFile(entry, code);
  const output = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      write: false,
      minify: true,
      target: 'esnext',
      ...(runtime === 'web' ? { lib: { entry, formats: ['es'] } } : { ssr: entry }),
      rolldownOptions: { external: /^node:/ },
    },
  });
  const outputs = (Array.isArray(output) ? output : [output]).flatMap((each) =>
    'output' in each ? each.output : [],
  );
  // Once more: of a library in ES, Vite itself leaves the white space.
  const minified = outputs.map(async (each) =>
    each.type === 'chunk' ? (await minify(each.fileName, each.code, { module: true })).code : '',
  );
  return (await Promise.all(minified)).join('\n');
}
