import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AnswerForm, readAnswers } from '../../../src/features/shadow/read-answers.ts';

const nowMs = Date.parse('2026-12-02T12:00:00Z');
const atMs = Date.parse('2026-12-01T09:00:00Z');
const json: AnswerForm = { allowed: ['200'], refused: ['403'] };
const combined: AnswerForm = {
  ...json,
  pattern:
    /^\S+ \S+ (?<reader>\S+) \[(?<at>[^\]]+)\] "GET \/tasks\/(?<task>[^/]+)\/pdf [^"]*" (?<status>\d+)/u,
};

async function* inPieces(text: string) {
  for (const piece of text.match(/.{1,7}/gs) ?? []) yield piece;
}

async function read(text: string, form = json) {
  return Array.fromAsync(readAnswers(inPieces(text), form, nowMs));
}

describe('answers of a platform in a log', () => {
  const ada = { taskId: 'ext:42', externalId: '7', allowed: true, atMs };
  for (const [title, line, expected] of [
    ['with a verdict', '{"task": "42", "reader": "7", "allowed": true, "at": "2026-12-01T09:00:00Z"}', ada],
    [
      'with numbers and seconds',
      '{"task": 42, "reader": 7, "status": 200, "at": 1796115600.9}',
      { ...ada, atMs: 1_796_115_600_900 },
    ],
    [
      'with a refusal',
      '{"task": "ext:42", "reader": "7", "status": "403"}',
      { ...ada, allowed: false, atMs: nowMs },
    ],
  ] as const) {
    it(`are read from JSON ${title}`, async () => assert.deepEqual(await read(line), [expected]));
  }

  it('are read from the combined log of Apache and nginx by a pattern', async () => {
    // The form: https://httpd.apache.org/docs/2.4/logs.html#combined
    const line =
      '127.0.0.1 - 7 [01/Dec/2026:10:00:00 +0100] "GET /tasks/sum%20up/pdf HTTP/1.1" 403 12 "-" "curl"';
    assert.deepEqual(await read(`${line}\r\n\n${line.replace('403', '200')}`, combined), [
      { ...ada, taskId: 'ext:sum up', allowed: false },
      { ...ada, taskId: 'ext:sum up' },
    ]);
  });

  for (const [why, line, form] of [
    ['is no JSON object', 'GET /', json],
    ['is no JSON object', '42', json],
    ['has no "task"', '{"reader": "7", "allowed": true}', json],
    ['has no "task"', '{"task": {}, "reader": "7", "allowed": true}', json],
    ['has no "reader"', '{"task": "42", "reader": "", "allowed": true}', json],
    ['has no "status"', '{"task": "42", "reader": "7"}', json],
    [
      'has the status 500, which neither allows nor refuses',
      '{"task": "42", "reader": "7", "status": 500}',
      json,
    ],
    ['does not match the pattern', '{"task": "42", "reader": "7", "allowed": true}', combined],
    ['has no "task"', '- - 7 [01/Dec/2026:10:00:00 +0100] "GET /tasks/%ff/pdf HTTP/1.1" 200', combined],
    ['has more than 65536 characters', `{"task": "${'4'.repeat(70_000)}`, json],
  ] as const) {
    it(`leave out a line that ${why}: ${line.slice(0, 40)}`, async () => {
      assert.deepEqual(await read(`\n${line}`, form), [{ line: 2, why }]);
    });
  }

  it('leave out a line with an invalid time or id, and say what is allowed', async () => {
    const [time, id] = await read(
      '{"task": "42", "reader": "7", "allowed": true, "at": "yesterday"}\n{"task": "42", "reader": "a\\u0000", "allowed": true}',
    );
    assert.ok(time && 'why' in time && /^is invalid: Use a time/.test(time.why));
    assert.ok(id && 'why' in id && /^is invalid: An external id must have 1 to 200/.test(id.why));
  });
});
