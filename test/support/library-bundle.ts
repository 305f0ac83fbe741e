import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, minify } from 'vite';
import { temporaryFolder } from './temporary-folder.ts';

/** Code bundled and minified by Vite, for browsers or for Node; modules that begin with `node:` stay external. */
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
  // Minified separately, because Vite keeps the white space of libraries in ES.
  const minified = outputs.map(async (each) =>
    each.type === 'chunk' ? (await minify(each.fileName, each.code, { module: true })).code : '',
  );
  return (await Promise.all(minified)).join('\n');
}
