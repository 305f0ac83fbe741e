import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Limits } from './watchdog.ts';

/**
 * Starts a program that opens PDFs, which may be hostile. It has no environment, which contains secrets, and may only read its scripts, the
 * packages and the fonts. Files arrive on its standard input.
 * @param program its URL, from `import.meta.resolve`
 * @param output its standard output
 */
export function startPdfProcess(program: string, limits: Limits, output: 'ignore' | 'pipe'): ChildProcess {
  const path = fileURLToPath(program);
  const manifest = findPackageJSON(import.meta.url) as string;
  const packages = join(dirname(manifest), 'node_modules');
  // A bundle has no packages; elsewhere their folder may be a link.
  const linked = existsSync(packages) ? realpathSync(packages) : packages;
  // Its scripts, and this folder with the shared ones. In a checkout, node_modules has only a link to the package that binds booklets.
  const folders = [dirname(path), import.meta.dirname, packages, linked, join(dirname(manifest), 'binding')];
  const readable = [manifest, ...folders.map((folder) => `${folder}${sep}`)];
  const child = spawn(
    process.execPath,
    [
      '--permission',
      '--allow-worker',
      ...readable.map((each) => `--allow-fs-read=${each}`),
      path,
      JSON.stringify(limits),
    ],
    { stdio: ['pipe', output, 'ignore', 'ipc'], env: {} },
  );
  child.on('error', () => {}); // the caller that waits for a response reports it
  child.stdin?.on('error', () => {}); // it has exited, which `exit` reports
  return child;
}
