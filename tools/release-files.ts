import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };

/**
 * `node tools/release-files.ts FOLDER [--key FILE]` puts all files of a release but the container image into a folder, from the output of
 * `npm run build` and `tools/build-libraries.ts`, and lists them. It needs debhelper and dpkg-dev: `SHA256SUMS` for readers, `provenance.json` for programs
 * (https://slsa.dev/spec/v1.0/provenance), and with the key, an SSH signature of the first, `SHA256SUMS.sig`.
 */
const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { key: { type: 'string' } } });
const folder = resolve(positionals[0] ?? join(root, 'release'));
const { name, version } = packageJson;

const run = (program: string, ...args: ReadonlyArray<string>) =>
  execFileSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
const pathOf = (file: string) => join(folder, file);
const archive = (file: string, directory: string, ...paths: ReadonlyArray<string>) =>
  run(
    'tar',
    '--create',
    '--gzip',
    '--sort=name',
    // Of the commit, so that the same commit gives the same bytes.
    `--mtime=@${run('git', 'log', '-1', '--format=%ct').trim()}`,
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--file',
    pathOf(file),
    '-C',
    join(root, directory),
    ...paths,
  );

for (const arch of ['x64', 'arm64']) run('node', 'tools/single-file.ts', folder, '--arch', arch);
run('node', 'tools/deb.ts', 'dist', folder);
run('npm', 'pack', '--silent', '--pack-destination', folder, './dist', './client/dist', './signing/dist');
archive(`${name}-manual-${version}.tgz`, 'dist', 'manual');
for (const language of ['go', 'python'])
  archive(`${name}-client-${language}-${version}.tgz`, 'clients', language);
writeFileSync(pathOf(`${name}-${version}.cdx.json`), run('node', 'tools/sbom.ts'));

const lists = ['SHA256SUMS', 'SHA256SUMS.sig', 'provenance.json', 'notes.txt'];
const subject = readdirSync(folder)
  .filter((file) => !lists.includes(file))
  .sort()
  .map((file) => ({
    name: file,
    digest: {
      sha256: createHash('sha256')
        .update(readFileSync(pathOf(file)))
        .digest('hex'),
    },
  }));
writeFileSync(
  pathOf('SHA256SUMS'),
  subject.map(({ name, digest }) => `${digest.sha256}  ${name}\n`).join(''),
);
const provenance = {
  _type: 'https://in-toto.io/Statement/v1',
  subject,
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {
    buildDefinition: {
      buildType: `tools/${basename(import.meta.filename)}`,
      externalParameters: { version },
      resolvedDependencies: [
        { uri: `git+${name}`, digest: { gitCommit: run('git', 'rev-parse', 'HEAD').trim() } },
      ],
    },
    runDetails: { builder: { id: 'local', version: { node: process.versions.node } } },
  },
};
writeFileSync(pathOf('provenance.json'), `${JSON.stringify(provenance, null, 2)}\n`);
if (values.key) run('ssh-keygen', '-q', '-Y', 'sign', '-n', name, '-f', values.key, pathOf('SHA256SUMS'));
process.stdout.write(run('ls', '-l', folder));
