import { isAddress } from '../../lib/format/is-address.ts';
import { toCsv } from '../../lib/format/to-csv.ts';

interface RosterLine {
  /** Its number, from 1. */
  readonly line: number;
  readonly text: string;
}

interface Listed {
  readonly line: number;
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  /** What follows the address, in cells. */
  readonly rest: ReadonlyArray<string>;
}

export interface Roster {
  readonly people: ReadonlyArray<Listed>;
  /** In order, without duplicates. */
  readonly emails: ReadonlyArray<string>;
  /** Lines, or parts of them, that name no person. */
  readonly notPeople: ReadonlyArray<RosterLine>;
  /** The line with names of columns; undefined if there is none. */
  readonly header: number | undefined;
}

const headerWords = /mail|adres|poczt/i;

/**
 * Finds people in pasted text: in lines, in the cells of a table, separated by commas, semicolons or tabs, or as
 * `"Nowak, Anna" <anna@example.org>` (RFC 5322, `name-addr`). Reads every text, in linear time.
 */
export function readRoster(text: string): Roster {
  const people: Array<Listed> = [];
  const notPeople: Array<RosterLine> = [];
  let header: number | undefined;
  for (const [at, whole] of text.split(/\r\n|[\r\n]/).entries()) {
    const line = at + 1;
    if (!/[^\s,;]/.test(whole)) continue;
    if (header === undefined && people.length === 0 && !whole.includes('@') && headerWords.test(whole)) {
      header = line;
      continue;
    }
    const { found, wrong } = readLine(whole);
    for (const person of found) people.push({ line, ...person });
    for (const text of found.length === 0 ? [whole.trim()] : wrong) notPeople.push({ line, text });
  }
  return { people, emails: [...new Set(people.map(({ email }) => email))], notPeople, header };
}

function readLine(line: string) {
  const found: Array<Omit<Listed, 'line'>> = [];
  const wrong: Array<string> = [];
  let from = 0;
  for (const { 0: word, index } of line.matchAll(/[^\s<>",;()]+/g)) {
    if (!word.includes('@')) continue;
    const email = word.replace(/^mailto:/i, '').toLowerCase();
    if (isAddress(email)) {
      const cells = cellsOf(line.slice(from, index));
      found.push({ email, name: cells.join(' '), rest: [] });
    } else wrong.push(word);
    from = index + word.length;
  }
  const last = found.pop();
  if (last) {
    // A table may have the address first.
    const cells = cellsOf(line.slice(from));
    const [name = '', ...rest] = last.name === '' ? cells : [last.name, ...cells];
    found.push({ ...last, name, rest });
  }
  return { found, wrong };
}

/** Without quotes and brackets, which only hold an address or a name together. */
const cellsOf = (text: string): ReadonlyArray<string> =>
  text
    .split(/[,;\t<>()"]/)
    .map((cell) => cell.trim().replace(/\s+/g, ' '))
    .filter((cell) => cell !== '');

/**
 * A pasted list as the CSV that the server imports. A table with a header stays as it is, without lines that name no
 * person; of other texts, each person becomes a row.
 * @returns `lineOf`: the line of the text that a line of the CSV is about
 */
export function rosterToCsv(text: string) {
  const { people, notPeople, header } = readRoster(text);
  if (header === undefined) {
    const rows = people.map(({ name, email, rest: [role = '', group = '', ...more] }) => {
      return [name, email, role, group, ...more];
    });
    return {
      csv: people.length === 0 ? text : toCsv([['name', 'email', 'role', 'group'], ...rows]),
      lineOf: (line: number) => people[line - 2]?.line ?? line,
      notPeople: people.length === 0 ? [] : notPeople,
    };
  }
  const lines = text.split(/\r\n|[\r\n]/);
  // A cell in quotes may have several lines.
  const isWhole = lines.every((line) => line.split('"').length % 2 === 1);
  const left = notPeople.filter(
    (each) => isWhole && (each.line < header || (!each.text.includes('@') && cellsOf(each.text).length < 2)),
  );
  const leftLines = new Set(left.map(({ line }) => line));
  return {
    csv: lines.map((line, at) => (leftLines.has(at + 1) ? '' : line)).join('\n'),
    lineOf: (line: number) => line,
    notPeople: left,
  };
}
