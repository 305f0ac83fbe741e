import { join } from 'node:path';
import { build, type Rollup } from 'vite';

const root = join(import.meta.dirname, '..');

/** An entry point of deploy/edge/src with all that it imports, as one script for a runtime at the edge. */
export async function edgeScript(name: string): Promise<string> {
  const output = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      write: false,
      // CloudFront Functions know parts of later editions.
      target: name.startsWith('cloudfront') ? 'es2018' : 'es2022',
      minify: false,
      copyPublicDir: false,
      lib: { entry: join(root, 'deploy/edge/src', `${name}.ts`), formats: ['es'] },
      rolldownOptions: { external: ['crypto', 'cloudfront'] },
    },
  });
  const [{ output: files }] = output as [Rollup.RollupOutput];
  const [script] = files;
  // CloudFront calls a global function.
  const code = script.code.replace(/^export \{ handler \};\n/m, '');
  return `// deploy/edge/src/${name}.ts and what it imports. "npm run generate" writes this.\n\n${code}`;
}
