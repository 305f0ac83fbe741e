import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { download, expect200, pdfOfSize, signIn } from '../support/api-client.ts';
import { pluck } from '../support/pluck.ts';
import { packageFiles } from '../support/problem-packages.ts';
import { tarPackage } from '../support/raw-tar.ts';
import { runLectern, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Only here `lectern push` meets the real server; its own suites have a fake that can fail. */
describe('a push to a running server', async () => {
  const server = await startServer('demo');
  after(() => server.end());
  const folder = temporaryFolder();
  const created = await server.lectern(['api-keys', 'create', '--name', 'push', '--scopes', 'sync,upload']);
  const keyFile = join(folder, 'push.key');
  writeFileSync(keyFile, created.stdout, { mode: 0o600 });
  const statements = temporaryFolder();
  const pdf = pdfOfSize(20_000);
  writeFileSync(join(statements, 'sum.en.pdf'), pdf);
  writeFileSync(join(statements, 'sum.pl.pdf'), pdfOfSize(30_000));
  const pushFrom = (from: string, ...options: ReadonlyArray<string>) => {
    const to = ['--url', server.apiUrl, '--key-file', keyFile, '--prefix', 'repo:', '--json'];
    return runLectern(['push', from, ...to, ...options], {});
  };
  const push = (...options: ReadonlyArray<string>) => pushFrom(statements, ...options);
  const outcomes = (stdout: string) =>
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type?: string; outcome?: string });

  it('creates what is missing, for its owners to find, and nothing twice', async () => {
    const dry = await push('--dry-run');
    assert.equal(dry.code, 0, dry.stderr);
    const first = await push('--owner', 'teacher@example.org');
    assert.equal(first.code, 0, first.stderr);
    const teacher = await signIn(server.apiUrl, 'teacher');
    const detail = await teacher.task(encodeURIComponent('ext:repo:sum'));
    assert.deepEqual(pluck(detail.documents, 'language'), ['en', 'pl']);
    assert.deepEqual(await download(detail.descriptionPdfUrl as string), pdf);

    const again = await push('--owner', 'teacher@example.org');
    assert.equal(again.code, 0, again.stderr);
    assert.deepEqual(
      outcomes(again.stdout).filter(({ outcome }) => outcome === 'created' || outcome === 'changed'),
      [],
    );
    const next = pdfOfSize(21_000);
    writeFileSync(join(statements, 'sum.en.pdf'), next);
    assert.equal((await push()).code, 0);
    const { descriptionPdfUrl } = await teacher.task(encodeURIComponent('ext:repo:sum'));
    assert.deepEqual(await download(descriptionPdfUrl as string), next);
  });

  it('keeps a title that a person corrected, and reads an archive in the folder', async () => {
    const text = pdf.toString('latin1');
    writeFileSync(join(statements, '42.tgz'), tarPackage({ 'description.pl.pdf': text }));
    const named = { ...packageFiles.icpc, 'hello/statement/problem.en.pdf': text };
    const packages = temporaryFolder();
    writeFileSync(join(packages, 'contest.tgz'), tarPackage(named));
    const pushBoth = async (...options: ReadonlyArray<string>) => {
      for (const from of [statements, packages]) {
        const { code, stderr } = await pushFrom(from, ...options);
        assert.equal(code, 0, stderr);
      }
    };
    await pushBoth('--owner', 'teacher@example.org');
    const teacher = await signIn(server.apiUrl, 'teacher');
    const task = (id: string) => teacher.task(encodeURIComponent(`ext:repo:${id}`));
    const titles = async () => Promise.all(['42', 'sum', 'hello'].map(async (id) => (await task(id)).title));
    assert.deepEqual(await titles(), ['42', 'sum', 'Hello World!']);
    for (const id of ['42', 'hello']) {
      const path = `/api/v1/tasks/${encodeURIComponent(`ext:repo:${id}`)}`;
      expect200(await teacher.request('PATCH', path, { title: 'Corrected' }));
    }
    await pushBoth('--keep-titles');
    assert.deepEqual(await titles(), ['Corrected', 'sum', 'Corrected']);
    await pushBoth();
    // A PDF alone contains no title.
    assert.deepEqual(await titles(), ['Corrected', 'sum', 'Hello World!']);
  });
});
