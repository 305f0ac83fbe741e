import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPeopleFile } from '../../../src/domain/accounts/people-file.ts';

const read = (text: string) => readPeopleFile(Buffer.from(text));
const problemsOf = (text: string) => read(text).problems.map(({ row, message }) => `${row}: ${message}`);

const ann = { name: 'Ann Lee', email: 'ann@example.org', role: 'teacher', group: 'Algorithms' };

describe('a list of people', () => {
  it('has its columns in any order; role and group are optional', () => {
    assert.deepEqual(read('Group;EMAIL;Role;name\nAlgorithms;Ann@Example.org;Teacher;Ann Lee').rows, [
      { line: 2, ...ann },
    ]);
    assert.equal(read('email,name\nann@example.org,Ann').rows.length, 1);
  });

  it('is accepted as spreadsheets write it: with a byte order mark, CRLF, semicolons, quotes and empty rows', () => {
    const { rows, problems } = read(
      '\ufeffname;email;role;group\r\n"Lee; ""Ann""";ann@example.org;;\r\n;;;\r\n\r\n Żółć ;z@example.org;;"A, B"\r\n',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      rows.map(({ line, name, group }) => [line, name, group]),
      [
        [2, 'Lee; "Ann"', undefined],
        [5, 'Żółć', 'A, B'],
      ],
    );
  });

  it('has its columns under the names that people write, in English and Polish', () => {
    const headers = [
      'Imię i nazwisko;E-mail;Rola;Grupa',
      'NAZWISKO I IMIĘ;Adres e-mail;rola;Klasa',
      'Full name,Email address,Role,Class',
      'Name\tE-Mail\tRole\tGroup name',
      '"Imię, nazwisko";"Email";"Rola";"Kurs"',
    ];
    for (const header of headers) {
      const separator = /;|,(?! )|\t/.exec(header)?.[0] ?? '';
      const { rows, problems } = read(`${header}\n${Object.values(ann).join(separator)}`);
      assert.deepEqual([rows, problems], [[{ line: 2, ...ann }], []], header);
    }
  });

  it('may have a name in two columns, in the order of a full name', () => {
    const { rows, problems } = read('Nazwisko;Imię;E-mail\nLee;Ann;ann@example.org\n;Bob;bob@example.org');
    assert.deepEqual([rows.map(({ name }) => name), problems], [['Ann Lee', 'Bob'], []]);
    assert.deepEqual(problemsOf('imię;e-mail\nAnn;ann@example.org'), [
      '1: The column "imię" is unknown. Remove it, or use one of name, email, role, group.',
      '1: The column "name" is missing. Add it to the header.',
    ]);
    assert.deepEqual(problemsOf('First name,Surname,Last name,email\n'), [
      '1: The column "last name" occurs twice. Remove one.',
    ]);
  });

  it('keeps empty cells where tabs separate', () => {
    const { rows, problems } = read('name\temail\trole\tgroup\nAnn Lee\tann@example.org\t\tAlgorithms\n');
    assert.deepEqual([rows, problems], [[{ line: 2, ...ann, role: undefined }], []]);
  });

  it('reports all of its problems together, with their lines', () => {
    assert.deepEqual(
      problemsOf(
        [
          'name,email,role,group',
          ',ann@example.org,,',
          'Bob,not an address,boss,',
          'Eve,eve@example.org,,,x',
          '"Two',
          'lines",two@example.org,,',
          'Zoe,,,',
        ].join('\n'),
      ),
      [
        '2: The name is missing. Add it.',
        '3: "not an address" is not an e-mail address. Correct it.',
        '3: "boss" is not a role. Use student, teacher, admin.',
        '4: This row has 5 cells, but the header has 4. Check its separators and quotation marks.',
        '5: The name must be one line of text without control characters.',
        '7: The e-mail address is missing. Add it.',
      ],
    );
  });

  it('refuses unknown, missing and duplicate columns', () => {
    assert.deepEqual(problemsOf('email,e-mail,name\n'), ['1: The column "email" occurs twice. Remove one.']);
    assert.deepEqual(problemsOf('name,password,name\n'), [
      '1: The column "password" is unknown. Remove it, or use one of name, email, role, group.',
      '1: The column "email" is missing. Add it to the header.',
      '1: The column "name" occurs twice. Remove one.',
    ]);
    assert.deepEqual(problemsOf(''), ['1: The file is empty. Add a header and one row for each entry.']);
  });

  it('refuses what is not UTF-8, and quotes that never end', () => {
    assert.deepEqual(readPeopleFile(Buffer.from('name,email\nZo\xeb,z@example.org', 'latin1')).problems, [
      { row: 1, field: null, code: 'invalid', message: 'The file is not in UTF-8. Save it as "CSV UTF-8".' },
    ]);
    const [problem] = read('name,email\n"Ann,ann@example.org\n').problems;
    assert.match(problem?.message ?? '', /quotation mark/);
  });

  it('has at most 5,000 rows and 1 MiB', () => {
    const rows = (count: number) =>
      `name,email\n${Array.from({ length: count }, (_, at) => `P,p${at}@example.org\n`).join('')}`;
    assert.equal(read(rows(5000)).rows.length, 5000);
    assert.deepEqual(problemsOf(rows(5001)), [
      '5002: The list has 5001 rows; the limit is 5000. Split it into several lists.',
    ]);
    assert.throws(() => readPeopleFile(new Uint8Array(1024 * 1024 + 1)), { code: 'body-too-large' });
  });
});
