import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { copyBundle } from './copy-bundle.ts';

/**
 * `node tools/deb.ts [BUNDLE [FOLDER]]` builds the Debian package for this machine's architecture from the output of `tools/bundle.ts`
 * (default: `dist/`), with the Node.js that runs this script. It needs debhelper and dpkg-dev. dpkg-deb reads its compression from
 * DPKG_DEB_COMPRESSOR_TYPE and DPKG_DEB_COMPRESSOR_LEVEL.
 */
const root = join(import.meta.dirname, '..');
const bundle = resolve(process.argv[2] ?? join(root, 'dist'));
const folder = resolve(process.argv[3] ?? root);

const work = mkdtempSync(join(tmpdir(), 'lectern-deb-'));
try {
  const source = join(work, 'lectern');
  const copies: Readonly<Record<string, string>> = {
    'deploy/debian': 'debian',
    'deploy/debian/lectern.sh': 'lectern',
    'deploy/debian/lectern.env': 'lectern.env',
    'deploy/lectern.env.example': 'lectern.env.example',
    'deploy/grafana': 'grafana',
    'deploy/edge': 'edge',
    'deploy/nginx': 'nginx',
    'deploy/prometheus/lectern.rules.yml': 'lectern.rules.yml',
    'deploy/systemd/lectern.service': 'debian/lectern.service',
    'deploy/systemd/lectern@.service': 'debian/lectern@.service',
    'CHANGELOG.md': 'CHANGELOG.md',
  };
  for (const [from, to] of Object.entries(copies))
    cpSync(join(root, from), join(source, to), { recursive: true });
  copyBundle(bundle, join(source, 'program'));
  cpSync(process.execPath, join(source, 'node'), { dereference: true });
  writeFileSync(join(source, 'debian/changelog'), changelog());
  // Nothing is compiled, so skip the check for build-essential.
  execFileSync('dpkg-buildpackage', ['--build=binary', '--no-sign', '--no-check-builddeps'], {
    cwd: source,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const name of globSync('*.deb', { cwd: work })) {
    cpSync(join(work, name), join(folder, name));
    process.stdout.write(`${join(folder, name)}\n`);
  }
} finally {
  rmSync(work, { recursive: true });
}

/** dpkg reads the version from it; the changes are in CHANGELOG.md. */
function changelog(): string {
  const { name, version } = packageJson;
  const date = new Date().toUTCString().replace('GMT', '+0000');
  return `${name} (${version}) unstable; urgency=medium

  * See CHANGELOG.md.

 -- The authors of Lectern <lectern@localhost>  ${date}
`;
}
