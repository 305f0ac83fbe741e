import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openTestApp } from '../../support/app.ts';
import { startCliProcess } from '../../support/cli-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { environment, person, task, publish } = await openTestApp();
const folder = temporaryFolder();

const line = (issueId: string, requestId: string) =>
  `${JSON.stringify({ level: 30, time: '2026-11-24T12:00:00.000Z', requestId, method: 'GET', status: 200, outcome: 'ok', issueId, bytes: 5, ms: 1, msg: 'file request' })}\n`;

async function newIssue(): Promise<{ issueId: string; url: string }> {
  const teacher = await person('teacher');
  const given = await task(teacher);
  await publish(given, teacher);
  const { body } = await teacher.send(`POST /api/v1/tasks/${given.id}/description-url`, {});
  const url: string = body.descriptionPdfUrl;
  return { url, issueId: new URL(url).searchParams.get('issue') ?? '' };
}

describe('lectern downloads import', () => {
  it('reads files, also compressed ones, with a running server, and reports what it found', async () => {
    const lectern = startCliProcess(environment);
    const { issueId, url } = await newIssue();
    const [plain, packed] = [join(folder, 'files.log'), join(folder, 'files.log.1.gz')];
    writeFileSync(plain, `${line(issueId, 'one')}{\n${line('0unknown', 'two')}`);
    writeFileSync(packed, gzipSync(line(issueId, 'one') + line(issueId, 'three')));
    const { code, stdout, stderr } = await lectern('downloads', 'import', plain, packed);
    assert.equal(code, 0, stderr);
    const rows = stdout.trim().split('\n').slice(1);
    assert.deepEqual(
      rows.map((row) => row.split(/ +/).join(' ')),
      [
        ...['lines 5', 'imported 2', 'known 1', 'unmatched 1', 'ambiguous 0', 'other 0', 'unreadable 1'],
        'unfinished 0',
      ],
    );
    assert.match(stderr, /^Unreadable: first at line 2 of \/.*files\.log\.\nUnmatched: /);
    const traced = await lectern('trace', url);
    assert.match(traced.stdout, /^opened +2026-11-24T11:59:59.*: 2 request\(s\), 10 bytes$/m);
    const again = await lectern('downloads', 'import', '--json', '--format', 'lectern', plain);
    assert.deepEqual(JSON.parse(again.stdout), {
      ...{ lines: 3, imported: 0, known: 1, unmatched: 1, ambiguous: 0, other: 0, unreadable: 1 },
      ...{ firstUnreadable: { log: plain, line: 2 }, unfinished: 0 },
    });
  });

  it('says what to do about a missing or damaged file, and when downloads are off', async () => {
    const lectern = startCliProcess(environment);
    const missing = await lectern('downloads', 'import', join(folder, 'missing.log'));
    assert.equal(missing.code, 3);
    assert.match(missing.stderr, /missing\.log does not exist/);
    const damaged = join(folder, 'damaged.gz');
    writeFileSync(damaged, 'no gzip');
    assert.match((await lectern('downloads', 'import', damaged)).stderr, /damaged\.gz/);
    const off = startCliProcess({ ...environment, LECTERN_DOWNLOADS: 'off' });
    const refused = await off('downloads', 'import', join(folder, 'files.log'));
    assert.match(refused.stderr, /LECTERN_DOWNLOADS is off/);
  });
});
