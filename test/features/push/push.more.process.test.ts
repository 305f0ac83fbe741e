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

const lectern = startCliForSettings();
let fake: FakeLectern;
before(async () => {
  fake = await startFakeLectern();
});
after(() => fake.close());

describe('lectern push', () => {
  const keyFile = join(temporaryFolder(), 'key');
  writeFileSync(keyFile, `${fakeApiKey}\n`);
  const push = (...args: ReadonlyArray<string>) =>
    lectern(['push', '--url', fake.url, '--key-file', keyFile, ...args], {});
  const owners = ['--owner', 'a@example.org', '--owner', 'b@example.org', '--owner', 'ext:7'];

  it('pushes folders and zips once, and shows a dry run first', async () => {
    const folder = writePackage(packageFiles.sinol);
    const zip = join(temporaryFolder(), 'polygon.zip');
    writeFileSync(zip, zipPackage(packageFiles.polygon));

    const dry = await push('--dry-run', '--prefix', 'oi:', folder, zip);
    assert.equal(dry.code, exitCodes.done.code, dry.stderr);
    assert.match(dry.stdout, /^created {4}oi:abc "Sumżyce" {2}to upload en, pl$/m);
    assert.match(dry.stderr, /Nothing was changed. With this push: 2 tasks created.*4 PDFs to upload/);
    assert.equal(fake.tasks.size, 0);

    const first = await push('--json', '--prefix', 'oi:', ...owners, folder, zip, `${folder}/`);
    assert.equal(first.code, exitCodes.done.code, first.stderr);
    const printed = first.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(printed.map(({ type, externalId, outcome }) => [type, externalId, outcome]).sort(), [
      ['problem', 'oi:a-plus-b', 'created'],
      ['problem', 'oi:abc', 'created'],
      ['summary', undefined, undefined],
    ]);
    assert.partialDeepStrictEqual(printed.at(-1), { dryRun: false, problems: 2, created: 2, uploaded: 4 });
    assert.deepEqual([...fake.tasks.keys()].sort(), ['oi:a-plus-b', 'oi:abc']);
    assert.deepEqual(fake.tasks.get('oi:abc')?.settings['staff'], [
      { email: 'a@example.org', role: 'owner' },
      { email: 'b@example.org', role: 'owner' },
      { externalId: '7', role: 'owner' },
    ]);
    for (const { stdout, stderr } of [dry, first]) assert.ok(!(stdout + stderr).includes(fakeApiKey));
  });

  it('takes ids from folders or files, and reports an archive that cannot be opened', async () => {
    const folder = writePackage({ '42.tgz': tarPackage(packageFiles.sinol), 'broken.zip': 'PK' });
    const files = await push('--prefix', 'file:', '--id-from', 'file', folder);
    assert.equal(files.code, exitCodes.partly.code, files.stderr);
    assert.match(files.stdout, /^created {4}file:42 "Sumżyce" {2}uploaded en, pl$/m);
    assert.match(files.stdout, /^FAILED {5}.*broken\.zip\n.*cannot be read as a zip/m);
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
    const { code, stdout, stderr } = await push(folder);
    assert.equal(code, exitCodes.partly.code, stderr);
    assert.match(stdout, /^created {4}good "Good" {2}uploaded en$/m);
    assert.match(stdout, /^FAILED {5}only-tex "Only TeX"\n.*Its statement is only TeX\. Make the PDF first/m);
    assert.match(stderr, /"climbing\.pdf" is a link .*so it is not used/);
    assert.match(stderr, /1 of 2 problems failed/);
  });

  it('exits with other codes when all failed, the server is down, or the arguments are wrong', async () => {
    const folder = writePackage({ 'a.en.pdf': pdfOf('a') });
    const key = ['--key-file', keyFile];
    const otherKey = join(temporaryFolder(), 'key');
    writeFileSync(otherKey, 'lectern_key_nobody0000000');
    for (const { args, ends, says } of [
      { args: ['--url', fake.url, '--key-file', otherKey, folder], ends: 'no' },
      { args: ['--url', fake.url, ...key, writePackage({ 'a.txt': 'a' })], ends: 'no' },
      { args: ['--url', fake.url, ...key, join(folder, 'none')], ends: 'unavailable' },
      {
        args: ['--url', 'http://127.0.0.1:1', ...key, folder],
        ends: 'unavailable',
        says: /http:\/\/127\.0\.0\.1:1 does not respond\. Waiting/,
      },
      { args: ['--url', 'ftp://example.org', ...key, folder], ends: 'settings' },
      { args: ['--url', 'https://me:secret@example.org', ...key, folder], ends: 'settings' },
      { args: ['--url', fake.url, ...key, '--language', 'no language', folder], ends: 'settings' },
      {
        args: ['--url', fake.url, ...key, '--prefix', 'ext:', folder],
        ends: 'settings',
        says: /--prefix must not/,
      },
      { args: [...key, folder], ends: 'settings' },
      { args: ['--url', fake.url, ...key], ends: 'settings' },
    ] satisfies ReadonlyArray<{ args: ReadonlyArray<string>; ends: keyof typeof exitCodes; says?: RegExp }>) {
      const { code, stderr, stdout } = await lectern(['push', ...args], {});
      assert.match(stderr, says ?? /./);
      assert.equal(code, exitCodes[ends].code, `${args.join(' ')}\n${stderr}\n${stdout}`);
    }
  });
});

describe('lectern api', () => {
  before(() => fake.tasks.clear());
  const api = (...args: ReadonlyArray<string>) =>
    lectern(['api', '--url', fake.url, ...args], { LECTERN_API_KEY: fakeApiKey });

  it('sends a request below /api/v1, and prints the reply as JSON', async () => {
    const body = JSON.stringify({ title: 'Sum' });
    const put = await api('put', '/tasks/ext:42?dryRun=true', '--body', body);
    assert.equal(put.code, exitCodes.done.code, put.stderr);
    assert.equal(JSON.parse(put.stdout).outcome, 'created');
    assert.equal(fake.tasks.size, 0);
    assert.equal((await api('PUT', '/api/v1/tasks/ext:42', '--body', body)).code, exitCodes.done.code);
    assert.partialDeepStrictEqual(fake.tasks.get('42')?.settings, { title: 'Sum' });
  });

  it('names what is wrong with a request, before it or as the server does', async () => {
    for (const [args, code, message] of [
      [['FETCH', 'tasks'], exitCodes.settings.code, /The method must be one of GET, POST/],
      [['PUT', 'tasks/ext:1', '--body', '[1'], exitCodes.settings.code, /The body is not a JSON object/],
      [['PUT', 'tasks/ext:1', '--body', '{}'], exitCodes.no.code, /\(request-invalid\)$/m],
      [['GET', 'tasks', '--url', 'http://127.0.0.1:1'], exitCodes.unavailable.code, /could not be reached/],
    ] as const) {
      const refused = await api(...args);
      assert.equal(refused.code, code, refused.stderr);
      assert.match(refused.stderr, message);
      assert.equal(refused.stdout, '');
    }
  });

  it('does not repeat a request that could happen twice', async () => {
    fake.interfere = ({ method }) => (method === 'POST' ? { status: 503 } : undefined);
    const before = fake.requests.length;
    const post = await api('POST', 'groups', '--body', '{"name":"Algorithms"}');
    assert.equal(post.code, exitCodes.no.code, post.stderr);
    assert.equal(fake.requests.length, before + 1);
  });
});
