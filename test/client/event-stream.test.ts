import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createEventReader } from '../../client/src/event-stream.ts';

type Told = readonly [type: string, data: string] | number;

/** The events of a stream that arrives in chunks of this many bytes. */
function read(text: string, bytesAtOnce: number): ReadonlyArray<Told> {
  const told: Array<Told> = [];
  const take = createEventReader({
    onEvent: (type, data) => told.push([type, data]),
    onRetry: (ms) => told.push(ms),
  });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += bytesAtOnce) take(bytes.subarray(at, at + bytesAtOnce));
  return told;
}

/** Examples and rules of HTML, "Interpreting an event stream", and the events of each. */
const cases: Readonly<Record<string, readonly [string, ReadonlyArray<Told>]>> = {
  'lines of data are one event': ['data: YHOO\ndata: +2\ndata: 10\n\n', [['message', 'YHOO\n+2\n10']]],
  'a comment is ignored, one space after a colon is dropped, and ids are ignored': [
    ': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n',
    [
      ['message', 'first event'],
      ['message', 'second event'],
      ['message', ' third event'],
    ],
  ],
  'empty data is an event, and data without an empty line after it is none': [
    'data\n\ndata\ndata\n\ndata:',
    [
      ['message', ''],
      ['message', '\n'],
    ],
  ],
  'a space after the colon makes no difference': [
    'data:test\n\ndata: test\n\n',
    [
      ['message', 'test'],
      ['message', 'test'],
    ],
  ],
  'an event keeps only its own type': [
    'event: add\ndata: 1\n\ndata: 2\n\n',
    [
      ['add', '1'],
      ['message', '2'],
    ],
  ],
  'a type without data is no event, and is forgotten': ['event: add\n\ndata: 1\n\n', [['message', '1']]],
  'lines end by CR LF, LF or CR': [
    'data: 1\r\n\r\ndata: 2\r\rdata: 3\n\ndata: 4\r\ndata: 5\r\n\r\n',
    [
      ['message', '1'],
      ['message', '2'],
      ['message', '3'],
      ['message', '4\n5'],
    ],
  ],
  'a byte order mark at the beginning is ignored': ['\uFEFFdata: 1\n\n', [['message', '1']]],
  'characters of several bytes may be split': ['data: zażółć 🙂\n\n', [['message', 'zażółć 🙂']]],
  'only digits are a time': ['retry: 5000\nretry: 1.5\nretry: -1\nretry\nretry: 0\n\n', [5000, 0]],
  'unknown fields are ignored': ['datum: 1\n data: 2\nData: 3\n\n', []],
};

describe('server-sent events', () => {
  for (const [title, [text, told]] of Object.entries(cases)) {
    it(`${title}, however they are split`, () => {
      for (const bytes of [1, 2, 3, 1000]) assert.deepEqual(read(text, bytes), told, `${bytes}`);
    });
  }

  it('without an end are abandoned before they fill the memory', () => {
    assert.throws(() => read(`data: ${'x'.repeat(70_000)}`, 1000), RangeError);
    assert.throws(() => read('data: 1234567890\n'.repeat(10_000), 1000), RangeError);
  });
});
