import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import packageJson from '../package.json' with { type: 'json' };
import { copyBundle } from './copy-bundle.ts';

/**
 * `node tools/single-file.ts FOLDER` makes `FOLDER/lectern-linux-x64` from the output of `tools/bundle.ts`: Lectern with its Node in one file,
 * which unpacks itself at its first start. It needs GNU tar.
 *
 * - `--bundle DIRECTORY`: default `dist/`.
 * - `--arch arm64`: for another architecture than this machine's, with the Node of that architecture from the package registry.
 */
const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    bundle: { type: 'string', default: join(root, 'dist') },
    arch: { type: 'string', default: process.arch },
  },
});
const folder = resolve(positionals[0] ?? root);
const file = join(folder, `lectern-linux-${values.arch}`);

const work = mkdtempSync(join(tmpdir(), 'lectern-file-'));
try {
  copyBundle(values.bundle, work);
  cpSync(values.arch === process.arch ? process.execPath : fetchNode(values.arch), join(work, 'node'), {
    dereference: true,
  });
  chmodSync(join(work, 'node'), 0o755);
  const archive = makeArchive();
  const texts: Readonly<Record<string, string>> = {
    VERSION: packageJson.version,
    ARCHITECTURE: values.arch,
    DIGEST: createHash('sha256').update(archive).digest('hex'),
  };
  const script = Object.entries(texts).reduce(
    (text, [name, value]) => text.replaceAll(`@${name}@`, value),
    readFileSync(join(root, 'deploy/single-file/unpack.sh'), 'utf8'),
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, Buffer.concat([Buffer.from(withOffset(script)), archive]), { mode: 0o755 });
  process.stdout.write(`${file}\n`);
} finally {
  rmSync(work, { recursive: true });
}

/** The same bytes for the same content, whenever and wherever it is made. */
function makeArchive(): Buffer {
  const reproducible = [
    '--sort=name',
    '--mtime=@0',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--mode=go=',
  ];
  const tar = ['--create', ...reproducible, '-C', work, '.'];
  return gzipSync(execFileSync('tar', tar, { maxBuffer: 2 ** 30 }));
}

/** Where the archive begins, as `tail -c +NUMBER` counts: from 1. The number of digits is part of it. */
function withOffset(script: string): string {
  const replaced = (offset: number) => script.replace('@OFFSET@', String(offset));
  const bytesOf = (offset: number) => Buffer.byteLength(replaced(offset)) + 1;
  return replaced(bytesOf(bytesOf(1000)));
}

/** Downloads the package that the `node` package consists of on that architecture. */
function fetchNode(arch: string): string {
  const into = mkdtempSync(join(tmpdir(), 'lectern-node-'));
  process.once('exit', () => rmSync(into, { recursive: true }));
  const name = `node-linux-${arch}@${process.versions.node}`;
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', into, name], {
    encoding: 'utf8',
  });
  execFileSync('tar', ['-xzf', join(into, packed.trim()), '-C', into]);
  return join(into, 'package/bin/node');
}
