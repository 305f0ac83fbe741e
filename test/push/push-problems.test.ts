import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import type { Schemas } from 'lectern-client';
import { findProblems, openZip } from 'lectern-problems';
import { planPush } from '../../push/plan-push.ts';
import { createPushApi } from '../../push/push-api.ts';
import { type ProblemResult, pushProblems } from '../../push/push-problems.ts';
import { endEarly } from '../support/end-early.ts';
import { type FakeLectern, fakeApiKey, startFakeLectern } from '../support/fake-lectern.ts';
import { pdfOf } from '../support/plain-pdf.ts';
import { type PackageFiles, packageFiles, zipPackage } from '../support/problem-packages.ts';

describe('a push', () => {
  let fake: FakeLectern;
  const fakes: Array<FakeLectern> = [];
  beforeEach(async () => {
    fake = await startFakeLectern();
    fakes.push(fake);
  });
  after(() => Promise.all(fakes.map((each) => each.close())));

  interface Options {
    readonly dryRun?: boolean;
    readonly keepTitles?: boolean;
    readonly owners?: Array<string>;
    readonly reason?: Schemas.ChangeReason;
  }
  async function push(files: PackageFiles, options: Options = {}) {
    const { dryRun = false, keepTitles = false, owners = [], reason } = options;
    const source = await openZip(new Blob([zipPackage(files)]), 'package');
    const plan = planPush([{ path: 'package', source, found: await findProblems(source) }]);
    const results: Array<ProblemResult> = [];
    const pauses: Array<number> = [];
    let bytes = 0;
    const api = createPushApi({
      ...{ baseUrl: fake.url, apiKey: fakeApiKey, timeoutMs: 5000, firstPauseMs: 10, longestPauseMs: 3000 },
      reason,
      onPause: (pauseMs) => pauses.push(pauseMs),
    });
    await pushProblems(plan, {
      ...{ api, dryRun, keepTitles, owners },
      onResult: (result) => results.push(result),
      onBytes: (more) => {
        bytes += more;
      },
    });
    return { results, bytes, pauses };
  }
  const outcomes = (results: ReadonlyArray<ProblemResult>) =>
    results.map(({ externalId, outcome, documents }) => [
      externalId,
      outcome,
      ...documents.map(({ language, outcome: of }) => `${language} ${of}`),
    ]);

  it('uploads the attachments of a problem, and only those that have changed', async () => {
    const attached = { ...packageFiles.icpc, 'hello/attachments/samples.zip': 'one' };
    const filesIn = async (files: PackageFiles, dryRun = false) =>
      (await push(files, { dryRun })).results[0]?.attachments.map(({ path, outcome }) => [path, outcome]);
    const path = 'hello/attachments/samples.zip';
    assert.deepEqual(await filesIn(attached, true), [[path, 'to-upload']]);
    assert.deepEqual(await filesIn(attached), [[path, 'uploaded']]);
    assert.equal(fake.tasks.get('hello')?.documents.get('samples.zip')?.fileName, 'samples.zip');
    assert.deepEqual(await filesIn(attached), [[path, 'unchanged']]);
    assert.deepEqual(await filesIn({ ...attached, [path]: 'two' }, true), [[path, 'to-upload']]);
    const { results } = await push({ ...attached, [path]: 'two' });
    assert.equal(results[0]?.outcome, 'changed');
  });

  it('creates tasks and uploads PDFs with the reason, its owners and no key, and does nothing the second time', async () => {
    const options = { owners: ['ann@example.org'], reason: { en: 'Sample 2 was wrong.' } };
    const first = await push(packageFiles.polygon, options);
    assert.deepEqual(outcomes(first.results), [['a-plus-b', 'created', 'en uploaded', 'ru uploaded']]);
    const task = fake.tasks.get('a-plus-b');
    const titles = { pl: 'A i B', ru: 'А и Б' };
    const staff = [{ email: 'ann@example.org', role: 'owner' }];
    assert.deepEqual(task?.settings, { title: 'A & B — sum', titles, primaryLanguage: 'en', staff });
    const { fileName, reason } = task?.documents.get('ru') ?? assert.fail();
    assert.deepEqual([fileName, reason], ['a-plus-b.ru.pdf', options.reason]);
    assert.deepEqual(fake.storageCredentials, [undefined, undefined]);
    assert.equal(first.bytes, pdfOf('a-plus-b en').length + pdfOf('a-plus-b ru').length);

    const before = fake.requests.length;
    const second = await push(packageFiles.polygon, options);
    assert.deepEqual(outcomes(second.results), [['a-plus-b', 'unchanged', 'en unchanged', 'ru unchanged']]);
    assert.deepEqual(second.bytes, first.bytes);
    assert.deepEqual(fake.requests.slice(before), [
      'GET /api/v1/tasks/ext%3Aa-plus-b/settings',
      'PUT /api/v1/tasks/ext%3Aa-plus-b',
      'POST /api/v1/tasks/task-0/staff',
      'PUT /api/v1/tasks/task-0/documents/en',
      'PUT /api/v1/tasks/task-0/documents/ru',
    ]);
  });

  it('uploads only what has changed, and nothing in a dry run', async () => {
    const changed = { ...packageFiles.icpc, 'hello/statement/problem.en.pdf': pdfOf('hello en, corrected') };
    const outcomeOf = async (files: PackageFiles, dryRun = false) =>
      outcomes((await push(files, { dryRun })).results)[0]?.slice(1);
    const allNew = ['created', 'en to-upload', 'pt-BR to-upload'];
    assert.deepEqual(await outcomeOf(packageFiles.icpc, true), allNew);
    assert.equal(fake.tasks.size, 0);
    const requests = ['GET /api/v1/tasks/ext%3Ahello/settings', 'PUT /api/v1/tasks/ext%3Ahello dry'];
    assert.deepEqual(fake.requests, requests);
    await push(packageFiles.icpc);
    assert.deepEqual(await outcomeOf(changed, true), ['changed', 'en to-upload', 'pt-BR unchanged']);
    const unchanged = ['unchanged', 'en unchanged', 'pt-BR unchanged'];
    assert.deepEqual(await outcomeOf(packageFiles.icpc), unchanged);
    assert.deepEqual(await outcomeOf(changed), ['changed', 'en uploaded', 'pt-BR unchanged']);
  });

  it('keeps the titles of existing tasks, and sets those of new ones', async () => {
    const { icpc, polygon } = packageFiles;
    await push(icpc);
    const task = fake.tasks.get('hello');
    assert.ok(task);
    task.settings = { ...task.settings, title: 'Corrected by hand' };
    const other = Object.fromEntries(Object.entries(polygon).map(([path, of]) => [`p/${path}`, of]));
    const both = { ...icpc, ...other };
    const options = { keepTitles: true, owners: ['ann@example.org'] };
    const dry = await push(both, { ...options, dryRun: true });
    const outcomeOf = Object.fromEntries(outcomes(dry.results).map(([id, outcome]) => [id, outcome]));
    assert.deepEqual(outcomeOf, { 'a-plus-b': 'created', hello: 'changed' });
    await push(both, options);
    assert.equal(task.settings['title'], 'Corrected by hand');
    assert.ok('staff' in task.settings);
    assert.equal(fake.tasks.get('a-plus-b')?.settings['title'], 'A & B — sum');
    const again = (await push(both, options)).results.map((result) => result.outcome);
    assert.deepEqual(again, ['unchanged', 'unchanged']);
    await push(icpc);
    assert.equal(task.settings['title'], 'Hello World!');
  });

  it('takes the language of a PDF without one from its task, whose title and main language stay', async () => {
    const files = { '42/description.pdf': pdfOf('42') };
    const refused = await push(files);
    assert.deepEqual(outcomes(refused.results), [['42', 'failed']]);
    assert.equal(refused.results[0]?.error?.code, 'language-unknown');
    assert.match(refused.results[0]?.error?.message ?? '', /"description\.en\.pdf", or use --language/);
    assert.equal(fake.tasks.size, 0);

    await push({ '42/description.de.pdf': pdfOf('42, German') });
    const task = fake.tasks.get('42');
    assert.ok(task);
    task.settings = { title: 'Brot', primaryLanguage: 'pl' };
    const dry = await push(files, { dryRun: true });
    assert.deepEqual(outcomes(dry.results), [['42', 'changed', 'pl to-upload']]);
    const { results } = await push(files, { owners: ['ann@example.org'] });
    assert.deepEqual(outcomes(results), [['42', 'changed', 'pl uploaded']]);
    assert.deepEqual(
      [results[0]?.title, results[0]?.documents[0]?.hasLanguageOfTask, results[0]?.leftOut],
      ['Brot', true, []],
    );
    const staff = [{ email: 'ann@example.org', role: 'owner' }];
    assert.deepEqual(task.settings, { title: 'Brot', primaryLanguage: 'pl', staff });
    const names = [...task.documents].map(([language, { fileName }]) => [language, fileName]);
    assert.deepEqual(names, [
      ['de', '42.de.pdf'],
      ['pl', '42.pdf'],
    ]);
    assert.deepEqual(outcomes((await push(files)).results), [['42', 'unchanged', 'pl unchanged']]);
  });

  it('keeps what staff have set of a task, also while it reads the task', async () => {
    await push(packageFiles.icpc);
    const task = fake.tasks.get('hello') ?? assert.fail();
    const set = { visibility: 'signed-in', visibleFrom: '2030-01-01T00:00:00Z' };
    task.settings = { ...task.settings, title: 'Hi', ...set };
    let isFirst = true;
    fake.interfere = ({ method }) => {
      if (method !== 'PUT' || !isFirst) return undefined;
      isFirst = false;
      task.settings = { ...task.settings, embargoUntil: '2031-01-01T00:00:00Z' };
      return { status: 412, code: 'precondition-failed' };
    };
    await push(packageFiles.icpc);
    assert.partialDeepStrictEqual(task.settings, {
      ...set,
      ...{ embargoUntil: '2031-01-01T00:00:00Z', title: 'Hello World!' },
    });
  });

  it('continues where one problem fails', async () => {
    fake.interfere = ({ path }) =>
      path.includes('ext%3Aa') ? { status: 403, code: 'forbidden' } : undefined;
    const { results } = await push({
      'a.en.pdf': pdfOf('a'),
      'b.en.pdf': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n',
      'c.en.pdf': pdfOf('c'),
      'd.en.pdf': 'hello',
    });
    assert.deepEqual(outcomes(results).sort(), [
      ['a', 'failed'],
      ['b', 'failed', 'en failed'],
      ['c', 'created', 'en uploaded'],
      ['d', 'failed', 'en failed'],
    ]);
    const messages = results.flatMap(({ error, documents }) =>
      [error, ...documents.map((each) => each.error)].flatMap((each) => each?.message ?? []),
    );
    assert.match(messages.join('\n'), /Refused: forbidden/);
    assert.match(messages.join('\n'), /git lfs pull/);
  });

  for (const [status, code] of [
    [401, 'unauthenticated'],
    [401, 'api-key-invalid'],
    [401, 'api-key-expired'],
    [401, 'api-key-revoked'],
    [403, 'insufficient-scope'],
  ] as const) {
    it(`ends at ${code}, without further requests`, async () => {
      fake.interfere = () => ({ status, code });
      const files = Object.fromEntries([...'abcdefghijkl'].map((name) => [`${name}.en.pdf`, pdfOf(name)]));
      const { results } = await push(files);
      assert.ok(fake.requests.length <= 4, String(fake.requests.length));
      assert.deepEqual(new Set(results.map(({ error }) => error?.code)), new Set([code]));
      assert.equal(results.length, 12);
    });
  }

  it('waits as long as an overloaded server asks, and tries again', async (context) => {
    const waited = endEarly(context, { from: '/push/push-api.ts', isMeant: (ms) => ms === 1000 });
    const refused = new Set<string>();
    fake.interfere = ({ method, path }) => {
      const request = `${method} ${path}`;
      if (path.startsWith('/storage') || refused.has(request)) return undefined;
      refused.add(request);
      return { status: refused.size % 2 ? 429 : 503, code: 'rate-limited', headers: { 'retry-after': '1' } };
    };
    const { results, pauses } = await push({ 'a.en.pdf': pdfOf('a') });
    assert.deepEqual(outcomes(results), [['a', 'created', 'en uploaded']]);
    assert.deepEqual(pauses, [1000, 1000, 1000, 1000]);
    assert.deepEqual(waited, pauses);
  });

  it('waits no longer than its limit', async () => {
    fake.interfere = () => ({ status: 429, code: 'rate-limited', headers: { 'retry-after': '3600' } });
    const { results, pauses } = await push({ 'a.en.pdf': pdfOf('a') });
    assert.deepEqual([results[0]?.error?.code, pauses], ['rate-limited', []]);
    fake.interfere = () => ({ status: 503, headers: { 'retry-after': '0' } });
    assert.equal((await push({ 'a.en.pdf': pdfOf('a') })).pauses.length, 4);
  });

  it('sends the bytes again when the storage fails for a moment, and counts them once', async (context) => {
    const isMeant = (ms: number) => ms === 1000 || ms === 2000;
    const waited = endEarly(context, { from: '/push/push-file.ts', isMeant });
    let failures = 2;
    fake.interfere = ({ path }) =>
      path.startsWith('/storage') && failures-- > 0 ? { status: 500 } : undefined;
    const { results, bytes } = await push({ 'a.en.pdf': pdfOf('a') });
    assert.deepEqual(outcomes(results), [['a', 'created', 'en uploaded']]);
    assert.equal(bytes, pdfOf('a').length);
    assert.deepEqual(waited, [1000, 2000]);
  });

  it('reports a refusal of the storage, and a server that is down', async () => {
    fake.interfere = ({ path }) => (path.startsWith('/storage') ? { status: 403 } : undefined);
    const refused = await push({ 'a.en.pdf': pdfOf('a') });
    assert.deepEqual(refused.results[0]?.documents[0]?.error?.code, 'upload-failed');
    fake.interfere = () => ({ status: 302, headers: { location: 'https://elsewhere.example.org' } });
    const redirected = await push({ 'a.en.pdf': pdfOf('a') });
    assert.match(redirected.results[0]?.error?.message ?? '', /elsewhere\.example\.org/);
    await fake.close();
    fakes.pop();
    const { results } = await push({ 'a.en.pdf': pdfOf('a') });
    assert.deepEqual(results[0]?.error?.code, 'network');
  });
});
