import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { fillDataFolder } from '../test/support/full-data-folder.ts';

/** Keeps a small data folder of this version, which all later ones must open: node tools/keep-data-folder.ts */
const archive = join(import.meta.dirname, `../test/fixtures/data-folders/${packageJson.version}.tar.gz`);
const folder = mkdtempSync(join(tmpdir(), 'lectern-fixture-'));
try {
  await fillDataFolder(folder);
  // A megabyte that doesn't compress; a server without it seals the statements again.
  rmSync(join(folder, 'files/objects/envelopes'), { recursive: true });
  // Without the user, group and time of this run.
  execFileSync('tar', ['-czf', archive, '--owner=0', '--group=0', '--sort=name', '-C', folder, '.']);
  process.stdout.write(`${archive}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
