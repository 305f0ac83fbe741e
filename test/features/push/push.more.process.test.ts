import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { exitCodes } from '../../../src/cli/exit-codes.ts';
import { startCliForSettings } from '../../support/cli-process.ts';
import { type FakeLectern, fakeApiKey, startFakeLectern } from '../../support/fake-lectern.ts';
import { pdfOf } from '../../support/plain-pdf.ts';
import { packageFiles, writePackage, zipPackage } from '../../support/problem-packages.ts';
import { tarPackage } from '../../support/raw-tar.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('lectern push', () => {
  const lectern = startCliForSettings();
  let fake: FakeLectern;
  before(async () => {
    fake = await startFakeLectern();
  });
  after(() => fake.close());

  const keyFile = join(temporaryFolder(), 'key');
  writeFileSync(keyFile, `${fakeApiKey}\n`);
  const push = (...args: ReadonlyArray<string>) =>
    lectern(['push', '--url', fake.url, '--key-file', keyFile, ...args], {});
  const lines = (stdout: string) =>
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('pushes folders and zips to the server, shows a dry run first, and does nothing the second time', async () => {
    const folder = writePackage(packageFiles.sinol);
    const zip = join(temporaryFolder(), 'polygon.zip');
    writeFileSync(zip, zipPackage(packageFiles.polygon));

    const dry = await push('--dry-run', '--prefix', 'oi:', folder, zip);
    assert.equal(dry.code, exitCodes.done.code, dry.stderr);
    assert.match(dry.stdout, /^created {4}oi:abc "Sumżyce" {2}to upload en, pl$/m);
    assert.match(dry.stderr, /Nothing was changed. With this push: 2 tasks created.*4 PDFs to upload/);
    assert.equal(fake.tasks.size, 0);

    const first = await push(
      '--prefix',
      'oi:',
      '--owner',
      'a@example.org',
      '--owner',
      'b@example.org',
      folder,
      zip,
    );
    assert.equal(first.code, exitCodes.done.code, first.stderr);
    assert.match(first.stdout, /^created {4}oi:a-plus-b "A & B — sum" {2}uploaded en, ru$/m);
    assert.match(first.stdout, /^ +no PDF in de: only TeX \(abc\/doc\/abczad-de\.tex\)$/m);
    assert.deepEqual([...fake.tasks.keys()].sort(), ['oi:a-plus-b', 'oi:abc']);
    assert.deepEqual(fake.tasks.get('oi:abc')?.settings['staff'], [
      { email: 'a@example.org', role: 'owner' },
      { email: 'b@example.org', role: 'owner' },
    ]);

    const again = await push(
      '--json',
      '--prefix',
      'oi:',
      '--owner',
      'a@example.org',
      '--owner',
      'b@example.org',
      folder,
      zip,
      `${folder}/`,
    );
    assert.equal(again.code, exitCodes.done.code, again.stderr);
    const printed = lines(again.stdout);
    assert.deepEqual(printed.map(({ type, externalId, outcome }) => [type, externalId, outcome]).sort(), [
      ['problem', 'oi:a-plus-b', 'unchanged'],
      ['problem', 'oi:abc', 'unchanged'],
      ['summary', undefined, undefined],
    ]);
    assert.deepEqual(printed.at(-1), {
      ...{ type: 'summary', dryRun: false, problems: 2, failed: 0, created: 0, changed: 0, unchanged: 2 },
      ...{ uploaded: 0, uploadedBytes: 0, alreadyThere: 4, attached: 0, withoutPdf: 2, errors: [] },
    });
    for (const { stdout, stderr } of [dry, first, again]) assert.ok(!(stdout + stderr).includes(fakeApiKey));
  });

  it('takes ids from folders or files, opens archives there, and keeps titles', async () => {
    const folder = writePackage({
      '42.tgz': tarPackage(packageFiles.sinol),
      '43.zip': zipPackage(packageFiles.polygon),
      'broken.zip': 'PK',
    });
    const titled = fake.tasks.get('oi:abc');
    assert.equal(titled?.settings['title'], 'Sumżyce');
    titled.settings = { title: 'Kept', primaryLanguage: 'pl' };
    const kept = await push('--prefix', 'oi:', '--keep-titles', folder);
    assert.equal(kept.code, exitCodes.partly.code, kept.stderr);
    assert.match(kept.stdout, /^unchanged {2}oi:abc "Kept" {2}same PDF en, pl$/m);
    assert.match(kept.stdout, /^FAILED {5}.*broken\.zip\n.*cannot be read as a zip/m);
    assert.equal(titled.settings['title'], 'Kept');

    const files = await push('--prefix', 'file:', '--id-from', 'file', folder);
    assert.match(files.stdout, /^created {4}file:42 "Sumżyce" {2}uploaded en, pl$/m);
    assert.match(files.stdout, /^created {4}file:43 "A & B — sum" {2}uploaded en, ru$/m);
    const plain = writePackage({ 'task/44/any.pl.pdf': pdfOf('44') });
    const folders = await push('--id-from', 'folder', plain);
    assert.match(folders.stdout, /^created {4}44 {2}uploaded pl$/m);
    assert.equal((await push('--id-from', 'title', plain)).code, exitCodes.settings.code);
  });

  it('takes the key from the environment too, and requires one', async () => {
    const folder = writePackage(packageFiles.domjudge, 'boolfind');
    const args = ['push', '--url', fake.url, folder];
    assert.equal((await lectern(args, { LECTERN_API_KEY: fakeApiKey })).code, exitCodes.done.code);
    const without = await lectern(args, {});
    assert.equal(without.code, exitCodes.settings.code);
    assert.match(without.stderr, /There is no API key. Give a file with --key-file, or set LECTERN_API_KEY/);
  });

  it('exits with a special code when some problems failed', async () => {
    const folder = writePackage({
      'good/problem.yaml': 'name: Good',
      'good/statement/problem.en.pdf': pdfOf('good'),
      'only-tex/problem.yaml': 'name: Only TeX',
      'only-tex/statement/problem.en.tex': 'x',
    });
    symlinkSync('/etc/hostname', join(folder, 'climbing.pdf'));
    const bomb = join(temporaryFolder(), 'bomb.zip');
    writeFileSync(bomb, zipPackage({ 'zeros.pdf': Buffer.alloc(100_000_000) }));
    const { code, stdout, stderr } = await push(folder, bomb);
    assert.equal(code, exitCodes.partly.code, stderr);
    assert.match(stdout, /^created {4}good "Good" {2}uploaded en$/m);
    assert.match(stdout, /^FAILED {5}only-tex "Only TeX"\n.*Its statement is only TeX\. Make the PDF first/m);
    assert.match(stdout, /bomb\.zip\n.*expands far more/);
    assert.match(stderr, /"climbing\.pdf" is a link .*so it is not used/);
    assert.match(stderr, /2 of 3 problems failed/);
  });

  it('exits with other codes when all failed, the server is down, or the arguments are wrong', async () => {
    const folder = writePackage({ 'a.en.pdf': pdfOf('a') });
    const key = ['--key-file', keyFile];
    const otherKey = join(temporaryFolder(), 'key');
    writeFileSync(otherKey, 'lectern_key_nobody0000000');
    for (const { args, ends } of [
      { args: ['--url', fake.url, '--key-file', otherKey, folder], ends: 'no' },
      { args: ['--url', fake.url, ...key, writePackage({ 'a.txt': 'a' })], ends: 'no' },
      { args: ['--url', fake.url, ...key, join(folder, 'none')], ends: 'unavailable' },
      { args: ['--url', 'http://127.0.0.1:1', ...key, folder], ends: 'unavailable' },
      { args: ['--url', 'ftp://example.org', ...key, folder], ends: 'settings' },
      { args: ['--url', 'https://me:secret@example.org', ...key, folder], ends: 'settings' },
      { args: ['--url', fake.url, ...key, '--language', 'no language', folder], ends: 'settings' },
      { args: [...key, folder], ends: 'settings' },
      { args: ['--url', fake.url, ...key], ends: 'settings' },
    ] as const) {
      const { code, stderr, stdout } = await lectern(['push', ...args], {});
      assert.equal(code, exitCodes[ends].code, `${args.join(' ')}\n${stderr}\n${stdout}`);
    }
  });
});
