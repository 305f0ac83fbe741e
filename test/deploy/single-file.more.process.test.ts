import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import packageJson from '../../package.json' with { type: 'json' };
import type { Diagnosis } from '../../src/lib/findings.ts';
import { pagesOfUpload, signIn } from '../support/api-client.ts';
import { bundledLectern } from '../support/bundle.ts';
import {
  childrenOf,
  outputOf,
  repositoryRoot,
  run,
  type ServerProcess,
  startServer,
  waitUntil,
} from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { unpackVariable } from '../support/variables.ts';

const folder = temporaryFolder();
const file = join(folder, `lectern-linux-${process.arch}`);

before(async () => {
  const made = ['tools/single-file.ts', folder, `--bundle=${await bundledLectern()}`];
  await outputOf(process.execPath, made, repositoryRoot);
});

/** Starts the file where nothing but its folder is known. */
const versionFrom = (cache: string, program = file) =>
  run(program, ['--version'], { env: { [unpackVariable]: cache } });

const unpackedIn = (cache: string) => readdirSync(join(cache, 'lectern')).filter((name) => name !== 'lock');

async function assertRefused(cache: string, says: RegExp, program = file): Promise<void> {
  const { code, stdout, stderr } = await versionFrom(cache, program);
  assert.match(stderr, says);
  assert.match(stderr, /^lectern: [^\n]+\n$/);
  assert.deepEqual([code, stdout], [1, '']);
}

describe('the single file', () => {
  it('unpacks itself once, however many start at once, also after a start that was killed', async () => {
    const cache = temporaryFolder();
    mkdirSync(join(cache, 'lectern/unpacking/chunks'), { recursive: true, mode: 0o700 });
    chmodSync(join(cache, 'lectern'), 0o700);
    const starts = await Promise.all([1, 2, 3, 4].map(() => versionFrom(cache)));
    for (const { stdout, stderr } of starts)
      assert.deepEqual([stdout, stderr], [`${packageJson.version}\n`, '']);
    const [program = '', ...others] = unpackedIn(cache);
    assert.match(program, new RegExp(`^${RegExp.escape(packageJson.version)}-[0-9a-f]{16}$`));
    assert.deepEqual(others, []);
  });

  it('removes earlier versions, but not one that runs', async () => {
    const cache = temporaryFolder();
    const server = await startServer('serve', { [unpackVariable]: cache }, undefined, [file]);
    const running = unpackedIn(cache);
    mkdirSync(join(cache, 'lectern/0.0.1-0123456789abcdef'));
    const later = edited('later', (bytes) =>
      bytes.write('99.', bytes.indexOf(`/${packageJson.version}-`) + 1),
    );
    const { stderr } = await versionFrom(cache, later);
    assert.equal(stderr, '');
    assert.deepEqual(unpackedIn(cache).sort(), [...running, running[0]?.replace(/^.../, '99.')]);
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
    await server.end();
  });

  it('runs the demo, and takes PDFs only while the process that examines them can start', async () => {
    const cache = temporaryFolder();
    const server = await startServer('demo', { [unpackVariable]: cache }, undefined, [file]);
    const script = join(cache, 'lectern', unpackedIn(cache)[0] ?? '', 'examiner-process.js');
    try {
      const teacher = await signIn(server.apiUrl, 'teacher');
      renameSync(script, `${script}.gone`);
      // The one that examined the demo's PDFs waits for more.
      for (const child of childrenOf(server)) process.kill(child, 'SIGKILL');
      await waitUntil('its end', () => childrenOf(server).length === 0);
      await assert.rejects(pagesOfUpload(teacher), /503: .*"unavailable".*`lectern doctor`/);
      assert.equal(await outcomeOfExaminer(server), 'failed');

      renameSync(`${script}.gone`, script);
      assert.equal(await pagesOfUpload(teacher), 1);
      assert.equal(await outcomeOfExaminer(server), 'ok');
    } finally {
      await server.end();
    }
  });

  it('refuses what it must not run, and says what to do', async () => {
    const damaged = edited('damaged', (bytes) => bytes.write('?', bytes.length - 1));
    await assertRefused(temporaryFolder(), /is damaged\. Copy or download it again\.$/m, damaged);

    const cache = temporaryFolder();
    await versionFrom(cache);
    const [program = ''] = unpackedIn(cache);
    for (const open of [join(cache, 'lectern', program), join(cache, 'lectern')]) {
      chmodSync(open, 0o770);
      await assertRefused(cache, /must be a folder of this user alone \(mode 700\)\. Remove it, /);
      chmodSync(open, 0o700);
    }
    const elsewhere = join(cache, 'elsewhere');
    renameSync(join(cache, 'lectern', program), elsewhere);
    symlinkSync(elsewhere, join(cache, 'lectern', program));
    await assertRefused(cache, /must be a folder of this user alone/);

    await assertRefused('', /Set LECTERN_UNPACK_DIR to a folder\.$/m);
    await assertRefused(
      '/proc',
      /cannot be unpacked into \/proc\/lectern\. Set LECTERN_UNPACK_DIR to another folder\.$/m,
    );
  });
});

/** A copy of the file with other bytes at one place. */
function edited(name: string, edit: (bytes: Buffer) => unknown): string {
  const copy = join(folder, name);
  const bytes = readFileSync(file);
  edit(bytes);
  writeFileSync(copy, bytes, { mode: 0o755 });
  return copy;
}

/** What the doctor finds out about the process that examines PDFs. */
async function outcomeOfExaminer({ env }: ServerProcess): Promise<unknown> {
  const { stdout } = await run(file, ['doctor', '--json'], { env: { ...env } });
  const findings: ReadonlyArray<Diagnosis> = JSON.parse(`[${stdout.trim().replaceAll('\n', ',')}]`);
  return findings.find(({ id }) => id === 'pdf-examiner')?.outcome;
}
