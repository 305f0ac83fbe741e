import { type ChildProcess, spawn } from 'node:child_process';
import { findPackageJSON } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Limits } from './watchdog.ts';

/**
 * Starts a program that opens PDFs, which may be hostile: without an environment, which has secrets, and with the right
 * to read its own scripts, the packages and the fonts, and nothing else. Files come by its standard input.
 * @param program its URL, as `import.meta.resolve` has it
 * @param output what becomes of its standard output
 */
export function startPdfProcess(program: string, limits: Limits, output: 'ignore' | 'pipe'): ChildProcess {
  const path = fileURLToPath(program);
  const manifest = findPackageJSON(import.meta.url) as string;
  const packages = join(dirname(manifest), 'node_modules');
  // Its own scripts, and those of this folder that they share, with the fonts.
  const folders = [dirname(path), import.meta.dirname, packages];
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
  child.on('error', () => {}); // whoever waits for an answer says that it did not start
  child.stdin?.on('error', () => {}); // it is gone, which `exit` says as well
  return child;
}
