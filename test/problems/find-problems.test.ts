import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FileSource } from '../../problems/file-source.ts';
import { findProblems } from '../../problems/find-problems.ts';
import { packageLimits } from '../../problems/package-limits.ts';
import type { Problem } from '../../problems/problem.ts';
import { openTar } from '../../problems/tar-source.ts';
import { openZip } from '../../problems/zip-source.ts';
import { openPath } from '../../push/disk-source.ts';
import { pdfOf } from '../support/plain-pdf.ts';
import { pluck } from '../support/pluck.ts';
import { type PackageFiles, packageFiles, writePackage, zipPackage } from '../support/problem-packages.ts';
import { tarPackage } from '../support/raw-tar.ts';

const openers: Readonly<Record<string, (files: PackageFiles, name: string) => Promise<FileSource>>> = {
  folder: (files, name) => openPath(writePackage(files, name)),
  zip: (files, name) => openZip(new Blob([zipPackage(files)]), name),
  tgz: (files, name) => openTar(new Blob([tarPackage(files)]), name),
};

/** What there is of a problem: by language the paths of PDFs, and what there is instead of a PDF. */
const summary = ({ documents, withoutPdf, titles, attachments: _, leftOut: __, ...problem }: Problem) =>
  Object.fromEntries(
    Object.entries({
      ...problem,
      titles,
      documents: Object.fromEntries(documents.map(({ language, path }) => [language, path])),
      withoutPdf: Object.fromEntries(withoutPdf.map(({ language, kind }) => [language, kind])),
    }).filter(
      ([, value]) => value !== undefined && (typeof value === 'string' || Object.keys(value).length > 0),
    ),
  );

const expected: Readonly<Record<keyof typeof packageFiles, ReadonlyArray<object>>> = {
  icpc: [
    {
      ...{ format: 'icpc', folder: 'hello', code: 'hello' },
      titles: { en: 'Hello World!', 'pt-BR': 'Olá mundo!', sv: 'Hej världen!' },
      documents: { en: 'hello/statement/problem.en.pdf', 'pt-BR': 'hello/statement/problem.pt-BR.pdf' },
      withoutPdf: { sv: 'TeX' },
    },
  ],
  'legacy icpc': [
    {
      ...{ format: 'icpc', folder: 'different', code: 'different' },
      titles: { en: 'A x^2 Problem', nb: 'Et problem' },
      documents: { en: 'different/problem_statement/problem.pdf' },
      withoutPdf: { nb: 'TeX' },
    },
  ],
  domjudge: [
    {
      ...{ format: 'domjudge', folder: '', code: 'boolfind', title: 'Boolean "switch" search' },
      documents: { en: 'problem.pdf' },
    },
  ],
  cms: [
    {
      ...{ format: 'cms', folder: 'batch', code: 'batch', primaryLanguage: 'it' },
      titles: { it: 'Somma di numeri' },
      documents: { it: 'batch/statement/statement.pdf', en: 'batch/statement/english.pdf' },
    },
  ],
  'old cms': [
    {
      ...{ format: 'cms', folder: 'bello', code: 'bello', primaryLanguage: 'it' },
      titles: { it: 'Un bel problema' },
      documents: { it: 'bello/testo/testo.pdf' },
    },
  ],
  polygon: [
    {
      ...{ format: 'polygon', folder: '', code: 'a-plus-b' },
      titles: { en: 'A & B — sum', ru: 'А и Б', pl: 'A i B' },
      documents: { en: 'statements/.pdf/english/problem.pdf', ru: 'statements/.pdf/russian/problem.pdf' },
      withoutPdf: { pl: 'TeX' },
    },
  ],
  sinol: [
    {
      ...{ format: 'sinol', folder: 'abc', code: 'abc', title: 'Sumżyce', primaryLanguage: 'pl' },
      titles: { en: 'Sums' },
      documents: { en: 'abc/doc/abczad-en.pdf', pl: 'abc/doc/abczad.pdf' },
      withoutPdf: { de: 'TeX' },
    },
  ],
  plain: [
    {
      ...{ format: 'plain', folder: 'day1', code: 'knapsack' },
      documents: { en: 'day1/knapsack.en.pdf', pl: 'day1/knapsack.pl.pdf' },
    },
    {
      ...{ format: 'plain', folder: 'day2', code: 'flow.final' },
      documents: { en: 'day2/flow.final.en.PDF' },
    },
  ],
};

for (const [kind, open] of Object.entries(openers)) {
  describe(`the problems of a ${kind}`, () => {
    for (const [name, files] of Object.entries(packageFiles)) {
      it(`are found in a package of the format ${name}`, async () => {
        const { problems, broken } = await findProblems(await open(files, 'package'));
        assert.deepEqual(problems.map(summary), expected[name as keyof typeof packageFiles]);
        assert.deepEqual(broken, []);
      });
    }

    it('include all of a repository, at any depth, each in its own format', async () => {
      const repository = Object.fromEntries(
        Object.entries(packageFiles)
          .filter(([name]) => name !== 'plain')
          .flatMap(([name, files]) =>
            Object.entries(files).map(([path, content]) => [`2026/${name}/${path}`, content]),
          ),
      );
      const { problems } = await findProblems(
        await open({ ...repository, 'slides.pdf': pdfOf('slides') }, 'r'),
      );
      assert.deepEqual(problems.map(({ code }) => code).sort(), [
        ...['a-plus-b', 'abc', 'batch', 'bello', 'boolfind', 'different', 'hello'],
      ]);
    });

    it("have the source's name when the package is at its root and has no code", async () => {
      const files = { 'problem.yaml': 'name: Sum', 'statement/problem.en.pdf': pdfOf('sum') };
      const { problems } = await findProblems(await open(files, 'sum'));
      assert.deepEqual(problems[0]?.code, 'sum');
      assert.deepEqual(problems[0]?.documents[0]?.fileName, 'sum.en.pdf');
    });

    it('are read except those with invalid metadata, which are named', async () => {
      const deep = `name: ${'['.repeat(10_000)}`;
      const laughs = [
        'a: &a [x, x, x, x]',
        ...[...'bcdefghi'].map((name, at) => `${name}: &${name} [${`*${'abcdefgh'[at]},`.repeat(9)}]`),
      ];
      const files = {
        'bad/problem.yaml': 'name: [',
        'deep/problem.yaml': deep,
        'doctype/problem.xml': '<!DOCTYPE p [<!ENTITY a "aaaa">]><problem short-name="&a;"/>',
        'good/problem.yaml': 'name: Good',
        'good/statement/problem.en.pdf': pdfOf('good'),
        'huge/problem.yaml': `name: ${'x'.repeat(packageLimits.maxYamlBytes)}`,
        'italian/task.yaml': 'name: x\nprimary_language: nobody speaks it\n',
        'latin1/problem.yaml': Buffer.from('name: caf\xe9', 'latin1'),
        'laughs/problem.yaml': laughs.join('\n'),
        'list/problem.yaml': '- a\n- b\n',
        'twice/problem.yaml': 'name: a\nname: b\n',
        'xml/problem.xml': '<problem short-name="a"><names>',
      };
      const { problems, broken } = await findProblems(await open(files, 'r'));
      assert.deepEqual(pluck(problems, 'code'), ['good']);
      assert.deepEqual(
        broken.map(({ folder, error: { code } }) => [folder, code]),
        Object.keys(files)
          .map((path) => path.split('/', 1)[0])
          .filter((folder, at, all) => folder !== 'good' && all.indexOf(folder) === at)
          .map((folder) => [folder, 'metadata-invalid']),
      );
    });
  });
}

const find = async (files: PackageFiles, options = {}) =>
  (await findProblems(await openZip(new Blob([zipPackage(files)]), 'package'), options)).problems;

describe('a statement', () => {
  it('without a language has the requested one, or else that of the format', async () => {
    const languages = async (files: PackageFiles, language?: string) =>
      (await find(files, { language })).flatMap(({ documents }) => documents.map((each) => each.language));
    const { domjudge, sinol, 'old cms': cms } = packageFiles;
    assert.deepEqual(await languages(domjudge, 'nl'), ['nl']);
    assert.deepEqual(await languages(cms, 'de'), ['de']);
    assert.deepEqual(await languages(sinol, 'cs'), ['en', 'cs']);
    const plain = { 'a.pdf': pdfOf('a') };
    assert.deepEqual(await languages(plain, 'fr'), ['fr']);
    const [problem] = await find(plain);
    assert.deepEqual(problem?.documents, []);
    assert.match(problem?.leftOut[0]?.why ?? '', /language/);
  });

  it('is the first of two in the same language, and the other is named', async () => {
    const [problem] = await find({
      'problem.yaml': 'name: Twice',
      'problem_statement/problem.en.pdf': pdfOf('old'),
      'statement/problem.en.pdf': pdfOf('new'),
      'problem.pdf': pdfOf('compiled'),
    });
    assert.deepEqual(pluck(problem?.documents, 'path'), ['statement/problem.en.pdf']);
    assert.deepEqual(pluck(problem?.leftOut, 'path'), ['problem_statement/problem.en.pdf', 'problem.pdf']);
  });

  for (const [extension, kind] of [
    ['tex', 'TeX'],
    ['md', 'Markdown'],
    ['html', 'HTML'],
    ['typ', 'Typst'],
    ['txt', 'plain text'],
  ]) {
    it(`that is only ${kind} is named, in the languages that have no PDF`, async () => {
      const [problem] = await find({
        'problem.yaml': 'name: x',
        [`statement/problem.de.${extension}`]: 'x',
        [`statement/problem.en.${extension}`]: 'x',
        'statement/problem.en.pdf': pdfOf('en'),
      });
      assert.deepEqual(
        problem?.withoutPdf.map((source) => [source.language, source.kind]),
        [['de', kind]],
      );
    });
  }

  it('in an unknown language is named', async () => {
    const [problem] = await find({
      'problem.yaml': 'name: x',
      'statement/problem.klingon.pdf': pdfOf('qapla'),
    });
    assert.deepEqual([problem?.documents, problem?.leftOut.length], [[], 1]);
  });
});

describe('a sinol package', () => {
  it('has the name of its statements when its folder has another one', async () => {
    const code = async (files: PackageFiles) => (await find(files)).map((problem) => problem.code);
    assert.deepEqual(await code({ 'abc-v2/doc/abczad.pdf': pdfOf('abc'), 'abc-v2/in/abc0.in': '1' }), [
      'abc',
    ]);
    assert.deepEqual(await code({ 'abc/doc/abczaden.pdf': pdfOf('abc'), 'abc/doc/xyzzad.pdf': pdfOf('x') }), [
      'abc',
    ]);
    assert.deepEqual(await code({ 'x/config.yml': 'sinol_task_id: abc', 'x/prog/abc.cpp': '' }), ['abc']);
  });

  it('is not recognized in a folder that has only documents', async () => {
    const files = {
      'doc/zadania.pdf': pdfOf('all'),
      'sum/problem.yaml': 'name: Sum',
      'sum/problem.pdf': pdfOf('s'),
    };
    assert.deepEqual(pluck(await find(files), 'format'), ['domjudge']);
  });
});

describe('titles', () => {
  it('are text, whatever YAML would make of them elsewhere', async () => {
    for (const [yaml, title] of [
      ['name: 007', '007'],
      ['name: no', 'no'],
      ['name: 2026-01-01', '2026-01-01'],
      ['name: |\n  Two\n  lines\n', 'Two lines'],
      ['name: !!js/function "x"', 'x'],
      ['name: "\\u001b[31mRed"', undefined],
      ['name: [a]', undefined],
    ] as const) {
      const [problem] = await find({ 'problem.yaml': yaml, 'problem.pdf': pdfOf('x') });
      assert.equal(problem?.title, title, yaml);
    }
  });

  it('come from the TeX where the metadata has none', async () => {
    const title = async (path: string, tex: string, files: PackageFiles) =>
      (await find({ ...files, [path]: tex })).map(({ titles, title }) => title ?? titles['en'])[0];
    const legacy = { 'problem.yaml': '' };
    const at = 'problem_statement/problem.en.tex';
    assert.equal(await title(at, '% \\problemname{No}\n\\problemname{Big~Sum}', legacy), 'Big Sum');
    assert.equal(await title(at, '\\problemname{$x^2$}', legacy), undefined);
    assert.equal(await title('abc/doc/abczad.tex', '\\title{Suma}', {}), 'Suma');
  });

  // "Żółw źle śpi" by the tables of https://encoding.spec.whatwg.org/#indexes.
  for (const [encoding, declared, hex] of [
    ['ISO 8859-2', '\\usepackage[latin2]{inputenc}', 'AFF3B37720BC6C6520B67069'],
    ['ISO 8859-2, which it does not say', '', 'AFF3B37720BC6C6520B67069'],
    ['Windows-1250', '\\usepackage[cp1250]{inputenc}', 'AFF3B377209F6C65209C7069'],
  ] as const) {
    it(`come from TeX in ${encoding}`, async () => {
      const title = Buffer.from(hex, 'hex');
      const tex = (command: string) =>
        Buffer.concat([Buffer.from(`${declared}\n\\${command}{`), title, Buffer.from('}')]);
      const [sinol] = await find({ 'abc/doc/abczad.tex': tex('title') });
      assert.equal(sinol?.title, 'Żółw źle śpi');
      const [icpc] = await find({
        'problem.yaml': '',
        'problem_statement/problem.pl.tex': tex('problemname'),
      });
      assert.equal(icpc?.titles['pl'], 'Żółw źle śpi');
    });
  }
});

describe('the code of a problem', () => {
  type IdFrom = 'folder' | 'file' | undefined;
  /** The codes, with the languages and paths of their PDFs. */
  async function called(files: PackageFiles, idFrom?: IdFrom, language = 'en') {
    const source = await openPath(writePackage(files, 'root'));
    const { problems, broken } = await findProblems(source, { idFrom, language });
    const found = problems.map(({ code, documents }) => [
      code,
      ...documents.map((document) => `${document.language} ${document.path}`),
    ]);
    return [...found, ...broken.map(({ folder, error }) => [folder, error.code])];
  }

  it('is the folder of a PDF with a generic name', async () => {
    const files = {
      'task/sum/description.pdf': pdfOf('42'),
      'task/43/Statement.pl.PDF': pdfOf('43 pl'),
      'task/43/Statement.en.pdf': pdfOf('43 en'),
      'task/44/treść.pl.pdf': pdfOf('44 pl'),
      'task/day1/descriptions.pdf': pdfOf('another name'),
    };
    assert.deepEqual(await called(files), [
      ['43', 'en task/43/Statement.en.pdf', 'pl task/43/Statement.pl.PDF'],
      ['44', 'pl task/44/treść.pl.pdf'],
      ['descriptions', 'en task/day1/descriptions.pdf'],
      ['sum', 'en task/sum/description.pdf'],
    ]);
    assert.deepEqual(await called({ 'description.pdf': pdfOf('root') }), [['root', 'en description.pdf']]);
  });

  it('is the name under which readers get the PDFs, unless it can be no name of a file', async () => {
    const long = 'x'.repeat(151);
    const files = {
      'task/42/description.pdf': pdfOf('42'),
      'task/43/treść.pl.PDF': pdfOf('43'),
      'task/sum/a+b.pl.pdf': pdfOf('a+b'),
      [`task/${long}/statement.en.pdf`]: pdfOf('long'),
    };
    const namesIn = async (folder: PackageFiles) => {
      const source = await openPath(writePackage(folder, 'root'));
      const { problems } = await findProblems(source, { language: 'en' });
      return problems.flatMap(({ documents }) => documents.map(({ fileName }) => fileName)).sort();
    };
    assert.deepEqual(await namesIn(files), ['42.en.pdf', '43.pl.pdf', 'a+b.pl.pdf', 'statement.en.pdf']);
    assert.deepEqual(await namesIn({ 'a/doc/abczad-en.pdf': pdfOf('abc') }), ['abc.en.pdf']);
  });

  it('is the folder of any PDF where that is a number and contains one task', async () => {
    const files = {
      'task/42/a-plus-b.pdf': pdfOf('42'),
      'task/43/text.en.pdf': pdfOf('43 en'),
      'task/43/text.pl.pdf': pdfOf('43 pl'),
      '2026/flow.en.pdf': pdfOf('flow'),
      '2026/knapsack.en.pdf': pdfOf('knapsack'),
    };
    assert.deepEqual(await called(files), [
      ['flow', 'en 2026/flow.en.pdf'],
      ['knapsack', 'en 2026/knapsack.en.pdf'],
      ['42', 'en task/42/a-plus-b.pdf'],
      ['43', 'en task/43/text.en.pdf', 'pl task/43/text.pl.pdf'],
    ]);
  });

  it('is the folder of any PDF on request, even if its name is a language', async () => {
    const files = {
      'task/sum/a-plus-b.pdf': pdfOf('42'),
      'task/43/tekst.pl.pdf': pdfOf('43 pl'),
      'task/43/text.en.pdf': pdfOf('43 en'),
      'task/44/en.pdf': pdfOf('44 en'),
      'task/44/polish.pdf': pdfOf('44 pl'),
    };
    assert.deepEqual(await called(files, 'folder'), [
      ['43', 'pl task/43/tekst.pl.pdf', 'en task/43/text.en.pdf'],
      ['44', 'en task/44/en.pdf', 'pl task/44/polish.pdf'],
      ['sum', 'en task/sum/a-plus-b.pdf'],
    ]);
    assert.deepEqual(await called({ 'task/42/description.pdf': pdfOf('42') }, 'file'), [
      ['description', 'en task/42/description.pdf'],
    ]);
  });

  it('does not choose between two PDFs of a task in one language', async () => {
    const two = { '42/answers.pdf': pdfOf('answers'), '42/text.pdf': pdfOf('42'), '43/a.pdf': pdfOf('43') };
    assert.deepEqual(await called(two, 'folder'), [
      ['43', 'en 43/a.pdf'],
      ['42', 'statement-ambiguous'],
    ]);
    const generic = { '42/description.en.pdf': pdfOf('1'), '42/problem.en.pdf': pdfOf('2') };
    assert.deepEqual(await called(generic), [['42', 'statement-ambiguous']]);
    const [{ error } = {}] = (await findProblems(await openPath(writePackage(generic)))).broken;
    assert.match(error?.message ?? '', /in "42".*: description\.en\.pdf, problem\.en\.pdf\. Leave one/);
  });

  it('is the folder or archive that contains a package, although the package has a code', async () => {
    const { sinol, polygon, cms, domjudge } = packageFiles;
    const at = (folder: string, files: PackageFiles) =>
      Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
    const files = { ...at('7', polygon), ...at('8', domjudge), ...at('9', sinol), ...at('10', cms) };
    const codes = async (idFrom: IdFrom, more: PackageFiles = {}) =>
      (await called({ ...files, ...more }, idFrom)).map(([code]) => code);
    assert.deepEqual(await codes(undefined), ['batch', 'a-plus-b', 'boolfind', 'abc']);
    assert.deepEqual(await codes('folder'), ['batch', '7', '8', 'abc']);
    const archives = { '11.zip': zipPackage(polygon), '12.tar.gz': tarPackage(sinol) };
    assert.deepEqual(await codes('folder', archives), ['batch', '11', 'abc', '7', '8', 'abc']);
    assert.deepEqual(await codes('file', archives), ['batch', '11', '12', 'a-plus-b', 'boolfind', 'abc']);
    const zip = await openZip(new Blob([zipPackage(sinol)]), '13');
    const [problem] = (await findProblems(zip, { idFrom: 'file' })).problems;
    assert.equal(problem?.code, '13');
  });
});

describe('the attachments of a problem', () => {
  const { icpc, domjudge, cms, sinol, polygon } = packageFiles;
  for (const [format, files, folder] of [
    ['icpc', icpc, 'hello/attachments'],
    ['domjudge', domjudge, 'attachments'],
    ['cms', cms, 'batch/att'],
    ['sinol', sinol, 'abc/attachments'],
  ] as const) {
    it(`are the files that a package of the format ${format} gives to participants`, async () => {
      const added = {
        [`${folder}/samples.zip`]: 'zip',
        [`${folder}/.gitkeep`]: '',
        [`${folder}/tool.py`]: 'print()',
        [`${folder}/more/notes.txt`]: 'in a folder below',
      };
      const { problems } = await findProblems(await openPath(writePackage({ ...files, ...added })));
      assert.deepEqual(problems[0]?.attachments, [
        { fileName: 'samples.zip', path: `${folder}/samples.zip`, size: 3 },
      ]);
      assert.deepEqual(
        problems[0]?.leftOut.map(({ path, code }) => [path, code]),
        [[`${folder}/tool.py`, 'not-attachable']],
      );
    });
  }

  it('are the attachments of a Polygon package, and materials published with the statement', async () => {
    const lists = `<files><resources><file path="files/olymp.sty"/></resources><attachments>
        <file path="files/local-judge.zip" type="zip"/><file path="files\\notes.txt"/></attachments></files>
      <materials><material publish="with-statement" path="materials/samples.zip"/>
        <material publish="with-statement" path="materials/notes.txt"/>
        <material publish="with-tutorial" path="materials/tests.zip"/>
        <material path="materials/unknown.zip"/></materials></problem>`;
    const files = {
      ...polygon,
      'problem.xml': polygon['problem.xml'].replace('</problem>', lists),
      'files/olymp.sty': '',
      'files/local-judge.zip': 'zip',
      'files/notes.txt': 'one',
      'materials/samples.zip': 'zip 2',
      'materials/notes.txt': 'two',
      'materials/tests.zip': '',
      'materials/unknown.zip': '',
    };
    const { problems } = await findProblems(await openPath(writePackage(files)));
    assert.deepEqual(
      problems[0]?.attachments.map(({ fileName, path }) => [fileName, path]),
      [
        ['local-judge.zip', 'files/local-judge.zip'],
        ['notes.txt', 'files/notes.txt'],
        ['samples.zip', 'materials/samples.zip'],
      ],
    );
    assert.deepEqual(
      problems[0]?.leftOut.map(({ path, code }) => [path, code]),
      [['materials/notes.txt', 'attachment-taken']],
    );
  });

  it('never include the solution', async () => {
    for (const files of [icpc, domjudge, cms, sinol, polygon]) {
      const { problems } = await findProblems(await openPath(writePackage(files)));
      assert.deepEqual(
        problems.flatMap(({ attachments }) => attachments),
        [],
      );
    }
  });
});
