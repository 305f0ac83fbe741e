import { cpSync } from 'node:fs';
import { join } from 'node:path';

/** Copies the output of `tools/bundle.ts`, without the compile cache that V8 leaves in it. */
export function copyBundle(bundle: string, folder: string): void {
  const cache = join(bundle, 'node_modules');
  cpSync(bundle, folder, { recursive: true, filter: (path) => !path.startsWith(cache) });
}
