import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxSeats, maxSeatsFileBytes, readSeatsFile } from '../../../src/features/booklets/seats-file.ts';
import { LecternError } from '../../../src/lib/errors.ts';
import type { RowProblem } from '../../../src/lib/row-problems.ts';

const read = (text: string) =>
  readSeatsFile(Buffer.from(text)).map(({ line, room, seat, name }) => [line, room, seat, name]);

function problemsOf(text: string | Uint8Array): ReadonlyArray<string> {
  try {
    readSeatsFile(Buffer.from(text));
  } catch (error) {
    assert.ok(error instanceof LecternError && error.code === 'seats-file-invalid', String(error));
    const problems = error.facts['problems'] as ReadonlyArray<RowProblem>;
    return problems.map(({ row, message }) => `${row}: ${message}`);
  }
  return assert.fail('it was read');
}

describe('a list of seats', () => {
  it('has its columns in any order, with or without seats and names', () => {
    assert.deepEqual(read('name,Room,seat\r\nMaria Nowak,101,1\r\n,101,\r\n'), [
      [2, '101', '1', 'Maria Nowak'],
      [3, '101', '', ''],
    ]);
    assert.deepEqual(read('room\nAula\n\nAula\n'), [
      [2, 'Aula', '', ''],
      [4, 'Aula', '', ''],
    ]);
  });

  it('is read as spreadsheets in Poland write it: with semicolons and a byte order mark', () => {
    assert.deepEqual(read('\uFEFFroom;seat;name\r\n"Sala 1, parter";3;Żółć Jaźń\r\n'), [
      [2, 'Sala 1, parter', '3', 'Żółć Jaźń'],
    ]);
  });

  it('names each wrong line, and says what to do', () => {
    assert.deepEqual(problemsOf('room,seat\n,1\n101,2,3\n"10\n1",4\n1\u202e01,5\n'), [
      '2: The room is missing. Add it.',
      '3: This row has 3 cells, but the header has 2. Check its separators and quotation marks.',
      '4: The room must be one line of text without control characters.',
      '6: The room has the invisible character U+202E. Remove it.',
    ]);
    const long = 'x'.repeat(101);
    assert.deepEqual(problemsOf(`room,seat,name\n${long},1,\n1,${long},\n1,1,${long}\n`), [
      '2: The room is longer than 100 characters. Shorten it.',
      '3: The seat is longer than 100 characters. Shorten it.',
      '4: The name is longer than 100 characters. Shorten it.',
    ]);
    assert.deepEqual(problemsOf('seat,table\n1,2\n'), [
      '1: The column "table" is unknown. Remove it, or use one of room, seat, name.',
      '1: The column "room" is missing. Add it to the header.',
    ]);
    assert.deepEqual(problemsOf(''), ['1: The file is empty. Add a header and one row for each entry.']);
    assert.deepEqual(problemsOf('room\n'), [
      '1: The list has no rows below the header. Add one for each copy.',
    ]);
    const latin2 = Buffer.from([...Buffer.from('room\n'), 0xb1]);
    assert.deepEqual(problemsOf(latin2), ['1: The file is not in UTF-8. Save it as "CSV UTF-8".']);
  });

  it('is limited in size and rows', () => {
    assert.equal(read(`room\n${'1\n'.repeat(maxSeats)}`).length, maxSeats);
    assert.deepEqual(problemsOf(`room\n${'1\n'.repeat(maxSeats + 1)}`), [
      `${maxSeats + 2}: The list has ${maxSeats + 1} rows; the limit is ${maxSeats}. Split it into several lists.`,
    ]);
    assert.throws(() => readSeatsFile(Buffer.alloc(maxSeatsFileBytes + 1)), { code: 'body-too-large' });
  });
});
