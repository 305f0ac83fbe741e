import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { readPeopleFile } from '../../src/domain/accounts/people-file.ts';
import { readRoster, rosterToCsv } from '../../web/src/features/people/roster.ts';

describe('a pasted roster', () => {
  for (const [title, text, emails, notPeople] of [
    ['one per line', 'a@example.org\r\nb@example.org\n\n', ['a@example.org', 'b@example.org'], []],
    ['between commas and semicolons', 'a@x.org, b@x.org;c@x.org,', ['a@x.org', 'b@x.org', 'c@x.org'], []],
    ['once each, in lower case', 'A@X.org a@x.org', ['a@x.org'], []],
    ['next to a name', 'Anna Nowak <anna@x.org>, Jan <jan@x.org>', ['anna@x.org', 'jan@x.org'], []],
    ['next to a name with a comma', '"Nowak, Anna" <anna@x.org>', ['anna@x.org'], []],
    ['next to the same address', 'anna@x.org <anna@x.org>', ['anna@x.org'], []],
    ['in a table', 'Anna Nowak\tanna@x.org\nJan\tjan@x.org', ['anna@x.org', 'jan@x.org'], []],
    ['after a name and a comma', 'Anna Nowak,anna@x.org\nJan,jan@x.org', ['anna@x.org', 'jan@x.org'], []],
    ['below the names of columns', 'Name;E-mail\nAnna;anna@x.org', ['anna@x.org'], []],
    ['in quotes', '"Anna ""Ania"" Nowak","anna@x.org"', ['anna@x.org'], []],
    ['as links', 'mailto:anna@x.org', ['anna@x.org'], []],
    ['with an apostrophe', "o'brien@x.org", [], ["o'brien@x.org"]],
    ['among lines about none', 'Class 2A\nanna@x.org\nTotal: 1', ['anna@x.org'], ['Class 2A', 'Total: 1']],
    ['with a mistake', 'Anna <anna>\njan@\nkasia@x.org', ['kasia@x.org'], ['Anna <anna>', 'jan@']],
    ['with a mistake in the same line', 'jan@ kasia@x.org', ['kasia@x.org'], ['jan@']],
    ['not at all', ' \n, ', [], []],
  ] as ReadonlyArray<[string, string, ReadonlyArray<string>, ReadonlyArray<string>]>) {
    it(`has addresses ${title}`, () => {
      const roster = readRoster(text);
      assert.deepEqual([roster.emails, roster.notPeople.map((each) => each.text)], [emails, notPeople]);
    });
  }

  const word = fc.stringMatching(/^[A-Za-zŁż]{1,8}$/);
  const person = fc.record({
    name: fc.tuple(word, word).map((words) => words.join(' ')),
    email: fc.tuple(word, word).map(([local, host]) => `p${local.length}.${host.length}@${host.length}.org`),
    written: fc.constantFrom(
      ...[
        '{n},{e}',
        '{n};{e}',
        '{n}\t{e}',
        '"{n}" <{e}>',
        '{n} <{e}>',
        '"{n}","{e}"',
        '{e}',
        '{e};{n}',
        ' {n}  {e} ',
      ],
    ),
  });
  const line = fc.oneof(person, fc.constantFrom('', ' ; ', 'Class 2A', 'no one', '"'));

  it('gives each written person with their name and line, and lists every other line', async () => {
    await fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n', '\r'), (lines, ending) => {
        const text = lines.map((each) =>
          typeof each === 'string'
            ? each
            : each.written.replace('{n}', each.name).replace('{e}', each.email.toUpperCase()),
        );
        const people = lines.flatMap((each, at) =>
          typeof each === 'string'
            ? []
            : [{ line: at + 1, email: each.email, name: each.written === '{e}' ? '' : each.name, rest: [] }],
        );
        const others = lines.flatMap((each, at) =>
          typeof each === 'string' && /[a-z"]/i.test(each) ? [at + 1] : [],
        );
        const roster = readRoster(text.join(ending));
        assert.deepEqual(roster.people, people);
        assert.deepEqual(
          roster.notPeople.map((each) => each.line),
          others,
        );
      }),
    );
  });

  it('reads every text: each line is empty, a header, a person, or listed', async () => {
    const hostile = fc.string({
      unit: fc.constantFrom(...'a@.<>"\',;()\t \n\r=ł\u0000'),
      maxLength: 200,
    });
    await fc.assert(
      fc.property(hostile, (text) => {
        const { people, notPeople, header } = readRoster(text);
        const seen = new Set([...people, ...notPeople].map((each) => each.line));
        for (const [at, whole] of text.split(/\r\n|[\r\n]/).entries()) {
          const isFound = seen.has(at + 1) || header === at + 1;
          assert.equal(isFound, /[^\s,;]/.test(whole), JSON.stringify(whole));
        }
        rosterToCsv(text);
      }),
    );
  });

  for (const unit of ['a', '@', '<', '"', 'a@', '<a@x.org', '" ', 'a.', ' ', ',']) {
    it(`of a megabyte of ${JSON.stringify(unit)} is read at once`, { timeout: 20_000 }, () => {
      readRoster(unit.repeat((1024 * 1024) / unit.length));
    });
  }
});

describe('a pasted list for the import', () => {
  const read = (text: string) => {
    const { csv, lineOf, notPeople } = rosterToCsv(text);
    const { rows, problems } = readPeopleFile(Buffer.from(csv));
    return {
      rows: rows.map(({ line, name, email, role, group }) => [lineOf(line), name, email, role, group]),
      problems: problems.map(({ row, message }) => `${lineOf(row)}: ${message}`),
      notPeople: notPeople.map((each) => each.text),
    };
  };
  const ann = ['Ann Lee', 'ann@example.org', undefined, undefined];

  it('needs no header, and lists the lines that name no person', () => {
    assert.deepEqual(read('Class 2A\n\nAnn Lee <ann@example.org>\n"Bo ""B""",bo@example.org,teacher,3b\n'), {
      rows: [
        [3, ...ann],
        [4, 'Bo B', 'bo@example.org', 'teacher', '3b'],
      ],
      problems: [],
      notPeople: ['Class 2A'],
    });
    assert.deepEqual(read('\nann@example.org').problems, ['2: The name is missing. Add it.']);
  });

  it('keeps a table with a header and its lines, without titles and totals', () => {
    assert.deepEqual(read('Class 2A;\nImię i nazwisko;E-mail\nAnn Lee;ann@example.org\nBo;bo\nTotal: 2;\n'), {
      rows: [[3, ...ann]],
      problems: ['4: "bo" is not an e-mail address. Correct it.'],
      notPeople: ['Class 2A;', 'Total: 2;'],
    });
    const lines = 'name,email\n"Ann\nLee",ann@example.org';
    const { csv, notPeople } = rosterToCsv(lines);
    assert.deepEqual({ csv, notPeople }, { csv: lines, notPeople: [] });
  });
});
