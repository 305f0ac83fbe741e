import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import fastify from 'fastify';
import { csvFile, listAsCsv, toCsv } from '../../src/api/csv-list.ts';
import { toCsv as toCsvInBrowser } from '../../web/src/lib/format/to-csv.ts';
import { sized } from '../support/test-size.ts';

/**
 * The cells of a file as Excel reads them with a locale's list separator: quotation marks count only at the beginning
 * of a cell, and text after the closing one belongs to the cell.
 */
function cellsOf(csv: string, separator: string): ReadonlyArray<string> {
  const cells: Array<string> = [];
  let cell = '';
  let state: 'begin' | 'plain' | 'quoted' = 'begin';
  for (let at = 0; at < csv.length; at += 1) {
    const character = csv.charAt(at);
    if (state === 'quoted') {
      if (character !== '"') cell += character;
      else if (csv[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else state = 'plain';
    } else if (character === separator || character === '\r' || character === '\n') {
      cells.push(cell);
      cell = '';
      state = 'begin';
    } else if (character === '"' && state === 'begin') {
      state = 'quoted';
    } else {
      cell += character;
      state = 'plain';
    }
  }
  return [...cells, cell];
}

/** https://owasp.org/www-community/attacks/CSV_Injection, also after blanks, which some programs skip. */
const isFormula = (cell: string) => /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(cell);

const separators = [',', ';', '\t'];
const payloads = [
  ...['=cmd()', '+1', '-1', '@SUM(A1)', '＝cmd()', '＋1', '－1', '＠a'],
  '=HYPERLINK("http://x.org")',
];
const before = ['', ' ', '\u00a0', '\t', '\r', '\n', '\r\n', '"', '""', '" ', '\u200b', '\0', "x'"];
const separated = ['', ';', '; ', ';"', ';;', ';""', '\t', '\n', '\r\n', '";', ',;', 'a;b;'];
const attacks = separated.flatMap((between) =>
  before.flatMap((blank) =>
    payloads.flatMap((payload) => [between + blank + payload, `x${between}${blank}${payload}`]),
  ),
);

/** Reproducible: a linear congruential generator (Numerical Recipes). */
function* randomTexts(count: number): Generator<string> {
  const alphabet = [...'=+-@＝;;,""\'\t\r\n \u200bx1'];
  let state = 20261126;
  const below = (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  for (let made = 0; made < count; made += 1) {
    yield Array.from({ length: below(12) }, () => alphabet[below(alphabet.length)]).join('');
  }
}

for (const [where, write] of [
  ['the API', toCsv],
  ['the web app', toCsvInBrowser],
] as const) {
  describe(`CSV of ${where}`, () => {
    const formulasOf = (row: ReadonlyArray<string>) =>
      separators.flatMap((separator) => cellsOf(write([row]), separator).filter(isFormula));

    it('has no cell that a spreadsheet would run, whether it splits at commas, semicolons or tabs', () => {
      assert.ok(attacks.length > 2000);
      for (const attack of attacks) {
        assert.deepEqual(formulasOf([attack, 'id', attack]), [], JSON.stringify(attack));
      }
    });

    it('has no such cell even when several cells with user input are adjacent', () => {
      const texts = [...randomTexts(sized(10_000, 3_000_000, 2500))];
      for (let at = 0; at + 3 <= texts.length; at += 3) {
        const row = texts.slice(at, at + 3);
        assert.deepEqual(formulasOf(row), [], JSON.stringify(row));
      }
    });

    it('is read back unchanged, except for apostrophes', () => {
      const rows = [
        ['Zażółć gęślą jaźń', 'a, "b"; c', 'two\nlines', ''],
        ['x;=1', 'ends with;', '=1', '"quoted"'],
      ];
      const read = parse(write(rows), { record_delimiter: '\r\n' }) as Array<Array<string>>;
      assert.deepEqual(read, [rows[0], ["x;'=1", 'ends with;', "'=1", '"quoted"']]);
    });

    it('splits at commas and ends its lines with CRLF, with quotation marks where needed (RFC 4180)', () => {
      assert.equal(
        write([
          ['a', 'b,c', 'd"e', 'f\rg'],
          ['h', '', '', ''],
        ]),
        'a,"b,c","d""e","f\rg"\r\nh,,,\r\n',
      );
    });
  });
}

describe('a list as CSV', () => {
  const list = { columns: ['letter'], rowOf: (letter: string) => ({ letter }), rowsPerRead: 2 };
  const replyWith = async (read: Parameters<typeof listAsCsv<string>>[1]) => {
    const server = fastify();
    server.get('/', (_request, reply) => csvFile(reply, 'letters.csv', listAsCsv(list, read)));
    return server.inject('/');
  };

  it('is read in parts while it is sent', async () => {
    const { payload, headers } = await replyWith(async ({ after }) =>
      after === undefined ? { items: ['a', 'b'], next: 'b' } : { items: ['c'], next: undefined },
    );
    assert.equal(payload, 'letter\r\na\r\nb\r\nc\r\n');
    assert.equal(headers['content-disposition'], 'attachment; filename="letters.csv"');
    assert.equal((await replyWith(async () => ({ items: [], next: undefined }))).payload, 'letter\r\n');
  });

  it('is refused like any request if its first part cannot be read', async () => {
    const refusal = Object.assign(new Error('A text contains the character U+0000.'), { statusCode: 400 });
    const { statusCode, headers } = await replyWith(() => Promise.reject(refusal));
    assert.deepEqual([statusCode, headers['content-disposition']], [400, undefined]);
  });
});
