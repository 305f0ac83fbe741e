import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isoTime } from '../../../src/lib/clock.ts';
import { openTestApp } from '../../support/app.ts';
import { startCliProcess } from '../../support/cli-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { clock, environment, person, program, task, core } = await openTestApp();
const teacher = await person('teacher');
const judge = await program(['grant'], 'Judge');
const lectern = startCliProcess(environment);
const compare = (...items: ReadonlyArray<object>) => judge.send('POST /api/v1/shadow-decisions', { items });

const header = /^ALLOWED BY +REASON +READER +TASK +OPENS +TIMES +FIRST +LAST +KEY\n/;

describe('lectern shadow report', () => {
  it('reports that there is nothing, and what to check then', async () => {
    const { code, stdout, stderr } = await lectern('shadow', 'report');
    assert.equal(code, 0, stderr);
    assert.match(stdout, header);
    assert.match(
      stderr,
      /^No disagreements in the last 30 days\. Check that your platform sends its decisions\.$/m,
    );
  });

  it('lists who reads on only one side, with a running server', async () => {
    const given = await task(teacher, { visibility: 'signed-in', visibleFrom: clock.nowMs() + 1000 });
    const ada = await person('student', 'Ada\u001b[2J');
    await core.accounts.change(ada.id, { externalId: '7' });
    await compare(
      { taskId: given.id, reader: { externalId: '7' }, allowed: true },
      { taskId: 'ext:43', reader: { externalId: '8' }, allowed: true },
    );
    const now = isoTime(clock.nowMs());
    const opensAt = isoTime(clock.nowMs() + 1000);

    const { code, stdout, stderr } = await lectern('shadow', 'report');
    assert.equal(code, 0, stderr);
    assert.match(stdout, header);
    const [, ...rows] = stdout.trim().split('\n');
    assert.deepEqual(
      rows.map((line) => line.split(/ {2,}/)),
      [
        ['platform', 'not-open-yet', '7 (Ada\\x1b[2J)', given.id, opensAt, '1', now, now, 'Judge'],
        ['platform', 'unknown', '8', 'ext:43', '-', '1', now, now, 'Judge'],
      ],
    );
    assert.equal(stderr, '');

    const { stdout: json } = await lectern('shadow', 'report', '--json', '--limit', '1');
    const first = {
      ...{ side: 'platform', reason: 'not-open-yet', externalId: '7', name: 'Ada\u001b[2J' },
      ...{ task: given.id, apiKeyId: judge.id, apiKeyName: 'Judge', count: 1 },
      ...{ opensAt, firstAt: now, lastAt: now },
    };
    assert.deepEqual(JSON.parse(json), { total: 2, items: [first] });
  });

  it('says how many there are when it lists fewer, and refuses an invalid number', async () => {
    const fewer = await lectern('shadow', 'report', '--limit', '1');
    assert.equal(fewer.stderr, 'Listed 1 of 2. Use --limit to list more.\n');
    for (const limit of ['0', '10001', '1.5', 'all']) {
      const { code, stderr } = await lectern('shadow', 'report', '--limit', limit);
      assert.equal(code, 2);
      assert.match(stderr, /Use a whole number from 1 to 10000\./);
    }
  });
});

describe('lectern shadow compare', () => {
  it('counts the answers of a log, lists who reads on only one side, and stores nothing', async () => {
    const stored = (await lectern('shadow', 'report', '--json')).stdout;
    const log = join(temporaryFolder(), 'answers.jsonl');
    const answers = [
      { task: '42', reader: '7', status: 200, at: isoTime(clock.nowMs()) },
      { task: '42', reader: '7', status: 200, at: isoTime(clock.nowMs()) },
      { task: '43', reader: '8', allowed: false },
      { task: '43', reader: '8', status: 502 },
    ];
    writeFileSync(log, answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
    const { code, stdout, stderr } = await lectern('shadow', 'compare', log);
    assert.equal(code, 0, stderr);
    const now = isoTime(clock.nowMs());
    assert.deepEqual(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(/ {2,}/)),
      [
        ['ANSWERS', 'NUMBER'],
        ['compared', '3'],
        ['the same on both sides', '1'],
        ['allowed only by your platform', '2'],
        ['allowed only by Lectern', '0'],
        ['lines left out', '1'],
        ['ALLOWED BY', 'REASON', 'READER', 'TASK', 'OPENS', 'TIMES', 'FIRST', 'LAST'],
        ['platform', 'unknown', '7', 'ext:42', '-', '2', now, now],
      ],
    );
    assert.equal(
      stderr,
      'Left out: first line 4, which has the status 502, which neither allows nor refuses.\n',
    );
    assert.equal((await lectern('shadow', 'report', '--json')).stdout, stored);
  });

  for (const [pattern, expected] of [
    ['(?<task>a)(?<status>b)', /Name the groups \(\?<reader>…\)\./],
    ['(?<task>a)(?<status>b)(?<reader>c', /Unterminated group/],
  ] as const) {
    it(`refuses the pattern ${pattern}`, async () => {
      const { code, stderr } = await lectern('shadow', 'compare', '-', '--pattern', pattern);
      assert.equal(code, 2);
      assert.match(stderr, expected);
    });
  }
});
