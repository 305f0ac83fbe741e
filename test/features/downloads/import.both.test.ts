import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LogFormatName } from 'lectern-access-logs';
import { createImportDownloads, emptyReport } from '../../../src/features/downloads/import-downloads.ts';
import { openTestApp } from '../../support/app.ts';
import { issueRecord } from '../../support/issue-record.ts';
import { logExamples } from '../../support/log-examples.ts';
import { minuteMs } from '../../support/settable-clock.ts';

const { core, clock, person, task, publish } = await openTestApp();
const { issueRecorder, issuedUrls } = core;
const importer = createImportDownloads(core);

/** Reads a log in chunks of a few bytes, as from a pipe. */
async function importText(text: string, options: { isComplete?: boolean } = {}) {
  async function* chunks() {
    for (let at = 0; at < text.length; at += 37) yield text.slice(at, at + 37);
  }
  const report = emptyReport();
  const given = { format: undefined, isComplete: false, ...options };
  await importer.import({ name: 'the log', text: chunks() }, given, report);
  return Object.fromEntries(Object.entries(report).filter(([, count]) => count));
}

let made = 0;
async function issued(changes: Parameters<typeof issueRecord>[0] = {}): Promise<string> {
  const record = issueRecord({ issueId: `0url${++made}`, issuedAt: clock.nowMs(), ...changes });
  await issueRecorder.record(record);
  return record.issueId;
}

const nginxLine = (issueId: string, requestId: string, at: number = clock.nowMs(), status = 200) =>
  `${JSON.stringify({
    ...{ time: new Date(at).toISOString(), requestId, client: '192.0.2.7', method: 'GET', path: '/a.pdf' },
    ...{ status, outcome: 'ok', why: '', issueId, keyId: 'k', bytes: 500, seconds: 0.001 },
  })}\n`;

describe('lectern downloads import', () => {
  it('records each download once, however often and in whatever parts a log is imported', async () => {
    const [one, two] = [await issued(), await issued()];
    const ofOne = ['r1', 'r2'].map((requestId) => nginxLine(one, requestId));
    const lines = [...ofOne, nginxLine(two, 'r3'), nginxLine(two, 'r4', 0, 403)];
    assert.deepEqual(await importText(lines.slice(0, 2).join('')), { lines: 2, imported: 2 });
    const all = { lines: 4, imported: 1, known: 2, other: 1 };
    assert.deepEqual(await importText(lines.join('').trimEnd()), all);
    const record = await issuedUrls.find(one);
    const read = { opened: 'yes', requests: 2, bytes: 1000, firstReadAt: clock.nowMs() };
    assert.partialDeepStrictEqual(record, read);
  });

  it('counts what it cannot match or read, says where that begins, and keeps the rest', async () => {
    const one = await issued();
    const text = `\n${nginxLine('0forged', 'r5')}not JSON\n${'x'.repeat(70_000)}\n${nginxLine(one, 'r6')}`;
    assert.deepEqual(await importText(text), {
      ...{ lines: 4, imported: 1, unmatched: 1, unreadable: 2 },
      firstUnreadable: { log: 'the log', line: 3 },
    });
  });

  /** Changes of the line of a format, and how the changed line counts. */
  type Change = (line: string) => string;
  const noText = '{"valueOf":null,"toString":null}';
  const deep = '['.repeat(30_000) + ']'.repeat(30_000);
  const hostileLines: ReadonlyArray<readonly [LogFormatName, what: string, count: string, Change]> = [
    ['azure', 'such a path of a 404', 'other', (line) => line.replace('c%20d', '%FF').replace('200', '404')],
    ['azure', 'NUL in its path', 'unmatched', (line) => line.replace('c%20d', '%00')],
    ['azure', 'a quote that never ends', 'unreadable', (line) => line.slice(0, line.indexOf('?'))],
    ['azure', 'an expiry beyond all times', 'other', (line) => line.replace('se=2014', 'se=%2B275760')],
    ['s3', 'brackets that never end', 'unreadable', () => '['.repeat(60_000)],
    ['s3', 'a request id of NUL', 'unreadable', (line) => line.replace('DD6CC', '\0')],
    ['gcs', 'a time beyond all times', 'unreadable', (line) => line.replace('"1301', '"9999991301')],
    ['gcs', 'a whole file of quotes', 'unreadable', () => '"'.repeat(60_001)],
    ['lectern', 'half a character', 'unmatched', (line) => line.replace('"0tp', '"\\ud800')],
    ['nginx', 'deep lists', 'unreadable', (line) => line.replace('"9f2c"', deep)],
    ['ceph', 'a URL that is no text', 'other', (line) => line.replace(/"GET[^"]*"/, noText)],
  ];
  for (const [format, what, count, change] of hostileLines) {
    it(`goes on after a line of ${format} with ${what}`, async () => {
      const { heading = [], line } = logExamples[format];
      const hostile = change(line);
      assert.notEqual(hostile, line);
      const text = [...heading, line, hostile, line, ''].join('\n');
      const { lines, unmatched = 0, firstUnreadable, ...report } = await importText(text);
      const counts = { ...report, ...(unmatched > 2 && { unmatched: unmatched - 2 }) };
      assert.deepEqual({ lines, ...counts }, { lines: 3, [count]: 1 });
      const at = { log: 'the log', line: heading.length + 2 };
      assert.deepEqual(firstUnreadable, count === 'unreadable' ? at : undefined);
    });
  }

  it('stores only what columns can hold: whole milliseconds, sizes, and IP addresses', async () => {
    const one = await issued();
    const { heading = [], line } = logExamples.gcs;
    const micros = line
      .replace('1301414400000000', '1301414400000999')
      .replace(/x-lectern-issue=[^&]*/, `x-lectern-issue=${one}`);
    assert.deepEqual(await importText(`${heading.join('')}\n${micros}\n`), { lines: 1, imported: 1 });
    const odd = nginxLine(one, 'odd').replace('"bytes":500', '"bytes":1e300').replace('192.0.2.7', '\\u0000');
    assert.deepEqual(await importText(odd), { lines: 1, imported: 1 });
    const port = odd.replace('"odd"', '"port"').replace('\\u0000', '[2001:DB8::7]:443');
    assert.deepEqual(await importText(port), { lines: 1, imported: 1 });
    const addresses = core.database.kysely.selectFrom('downloads').select(['requestId', 'address']);
    const stored = await addresses.where('issueId', '=', one).execute();
    const addressOf = Object.fromEntries(stored.map(({ requestId, address }) => [requestId, address]));
    assert.partialDeepStrictEqual(addressOf, { odd: null, port: '2001:db8::7' });
    const record = await issuedUrls.find(one);
    assert.deepEqual([record?.firstReadAt, record?.bytes], [1_301_414_400_000, 5000]);
  });

  it('reads all of the objects that Ceph wrote on a line, however long the line is', async () => {
    const object = (issueId: string, requestId: string) =>
      JSON.stringify({
        ...{ bucket: 'lectern', time: new Date(clock.nowMs()).toISOString(), remote_addr: '192.0.2.7' },
        ...{ uri: `GET /lectern/a.pdf?x-lectern-issue=${issueId}&X-Amz-Signature=0 HTTP/1.1` },
        ...{ http_status: '200', bytes_sent: 500, object_size: 500, user_agent: '}{"bucket":' },
        ...{ trans_id: requestId },
      });
    const objects: Array<string> = [];
    for (let at = 0; at < 400; at += 1) objects.push(object(await issued(), `c${at}`));
    const text = `${objects.join('')}\n`;
    assert.ok(text.length > 64 * 1024);
    assert.deepEqual(await importText(text), { lines: 400, imported: 400 });
    const half = `${objects.slice(0, 2).join('')}\n\n${objects.slice(2, 4).join('').slice(0, -9)}`;
    assert.deepEqual(await importText(half), { lines: 4, known: 3, unfinished: 1 });
  });

  it('leaves a last line that is still being written to the next import', async () => {
    const text = nginxLine(await issued(), 'h1') + nginxLine(await issued(), 'h2');
    assert.deepEqual(await importText(text.slice(0, -40)), { lines: 2, imported: 1, unfinished: 1 });
    assert.deepEqual(await importText(text), { lines: 2, imported: 1, known: 1 });
  });

  it('finds URLs that were issued while it follows a log', async () => {
    const report = emptyReport();
    async function* growing() {
      yield nginxLine(await issued(), 'f1');
      yield nginxLine(await issued(), 'f2');
    }
    const given = { format: undefined, isComplete: false };
    await importer.import({ name: 'the log', text: growing() }, given, report);
    assert.deepEqual([report.imported, report.unmatched], [2, 0]);
  });

  it('says which formats it knows when it knows none', async () => {
    await assert.rejects(
      importText('hello\n'),
      /format of the log is not known.*--format: lectern, nginx, s3/,
    );
  });

  it('finds the record by the file and the expiry where the URL carries no issue id, if that is one', async () => {
    const expiresAt = Math.floor(clock.nowMs() / 1000) * 1000 + 5 * minuteMs;
    const prefix = (expiresAt / 1000).toString(36).padStart(7, '0');
    const mine = await issued({ issueId: `${prefix}one`, objectKey: 'documents/ab/one.pdf', expiresAt });
    for (const at of [1, 2])
      await issued({ issueId: `${prefix}same${at}`, objectKey: 'documents/ab/same.pdf', expiresAt });
    const line = (file: string, requestId: string) =>
      `2.0;${new Date(clock.nowMs()).toISOString()};GetBlob;SASSuccess;200;17;16;sas;;me;blob;"https://me.blob.core.windows.net/box/documents/ab/${file}?se=${encodeURIComponent(new Date(expiresAt).toISOString())}&amp;sig=X";"/me/box/x";${requestId};0;192.0.2.1:4;;1;0;1;77;0\n`;
    const text = line('one.pdf', 'a1') + line('same.pdf', 'a2') + line('other.pdf', 'a3');
    assert.deepEqual(await importText(text), { lines: 3, imported: 1, unmatched: 1, ambiguous: 1 });
    assert.equal((await issuedUrls.find(mine))?.bytes, 77);
  });

  it('makes "no" of "unknown" only for URLs whose whole time is in a log that is said to be complete', async () => {
    const [early, late] = [await issued(), await issued({ issuedAt: clock.nowMs() + 8 * minuteMs })];
    const [start, end] = [clock.nowMs() - minuteMs, clock.nowMs() + 9 * minuteMs];
    const text = nginxLine('0other', 'r7', start) + nginxLine('0other', 'r8', end);
    clock.advance(20 * minuteMs);
    for (const [isComplete, opened] of [
      [false, 'unknown'],
      [true, 'no'],
    ] as const) {
      await importText(text, { isComplete });
      assert.equal((await issuedUrls.find(early))?.opened, opened);
      assert.equal((await issuedUrls.find(late))?.opened, 'unknown');
    }
  });

  it('knows the size of a statement, which nginx does not log', async () => {
    const owner = await person('teacher');
    const given = await task(owner);
    const { size } = await publish(given, owner);
    const { body } = await owner.send(`POST /api/v1/tasks/${given.id}/description-url`, {});
    const issueId = new URL(body.descriptionPdfUrl).searchParams.get('issue') ?? '';
    const half = (requestId: string) =>
      nginxLine(issueId, requestId).replace('500', String(Math.ceil(size / 2)));
    await importText(half('h1'));
    assert.equal((await issuedUrls.find(issueId))?.wholeFile, 'unknown');
    await importText(half('h2'));
    assert.equal((await issuedUrls.find(issueId))?.wholeFile, 'yes');
  });
});
