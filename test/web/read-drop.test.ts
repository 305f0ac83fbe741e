import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openArchive } from 'lectern-problems';
import { type ImportPreview, settleDraft } from '../../web/src/features/task-import/import-draft.ts';
import type { DroppedFolder } from '../../web/src/features/task-import/open-folder.ts';
import { readDrop } from '../../web/src/features/task-import/read-drop.ts';
import { pdfOf } from '../support/plain-pdf.ts';
import { packageFiles, zipPackage } from '../support/problem-packages.ts';
import { tarPackage } from '../support/raw-tar.ts';
import { rawZip } from '../support/raw-zip.ts';

const pdf = (name: string) => new File([pdfOf(name)], name);
const zip = (name: string, files: Parameters<typeof zipPackage>[0]) => new File([zipPackage(files)], name);

/** A folder as browsers provide it, a hundred entries at a time. */
function folder(name: string, files: Record<string, string | Uint8Array<ArrayBuffer>>): DroppedFolder {
  const byName = Map.groupBy(Object.entries(files), ([path]) => path.split('/', 1)[0] ?? '');
  const entries = [...byName].map(([each, found]) => {
    const [[path, bytes] = ['', '']] = found;
    if (path !== each) {
      return folder(each, Object.fromEntries(found.map(([at, bytes]) => [at.slice(each.length + 1), bytes])));
    }
    const file = new File([bytes], each);
    return { name: each, isFile: true, isDirectory: false, file: (take: (file: File) => void) => take(file) };
  });
  const readEntries = (found: (some: ReadonlyArray<unknown>) => void) => found(entries.splice(0, 100));
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => ({ readEntries }),
  } as unknown as DroppedFolder;
}

/** Where each task was found, and its title. */
const namesOf = ({ drafts }: ImportPreview) => drafts.map(({ place, title }) => `${place}: ${title}`);

/** The preview as shown. */
const seen = ({ drafts, refusals }: ImportPreview, assumed = 'pl') => ({
  tasks: drafts.map((draft) => {
    const { primaryLanguage, documents, remarks } = settleDraft(draft, assumed);
    const pdfs = documents.map(({ language, fileName }) => `${language} ${fileName}`);
    return [draft.place, draft.title, primaryLanguage, pdfs, remarks.map(({ code }) => code)];
  }),
  refused: refusals.map(({ place, remarks }) => [place, remarks.map(({ code }) => code)]),
});

describe('dropped files', () => {
  it('make one task from the PDFs of a problem, by their names', async () => {
    const read = await readDrop([pdf('sums.en.pdf'), pdf('sums.de.pdf'), pdf('knapsack.pdf')]);
    assert.deepEqual(seen(read), {
      tasks: [
        ['knapsack', 'knapsack', 'pl', ['pl knapsack.pdf'], []],
        ['sums', 'sums', 'en', ['de sums.de.pdf', 'en sums.en.pdf'], []],
      ],
      refused: [],
    });
  });

  it('keep PDFs with the same name apart, and report a language that occurs twice', async () => {
    const same = await readDrop([pdf('sums.en.pdf'), pdf('sums.en.pdf')]);
    assert.deepEqual(namesOf(same), ['sums: sums', '2/sums: sums']);
    const twice = await readDrop([pdf('sums.en.pdf'), pdf('sums.pdf')]);
    assert.deepEqual(seen(twice, 'en').tasks, [
      ['sums', 'sums', 'en', ['en sums.en.pdf'], ['language-taken']],
    ]);
  });

  it('make a task from each problem in a zip, and name languages without a PDF', async () => {
    const read = await readDrop([zip('contest.zip', { ...packageFiles.icpc, ...packageFiles.sinol })]);
    assert.deepEqual(seen(read), {
      tasks: [
        ['contest.zip/abc', 'Sumżyce', 'pl', ['en abc.en.pdf', 'pl abc.pl.pdf'], ['only-source']],
        [
          ...['contest.zip/hello', 'Hello World!', 'en'],
          ['en hello.en.pdf', 'pt-BR hello.pt-BR.pdf'],
          ['only-source'],
        ],
      ],
      refused: [],
    });
    const [document] = read.drafts[1]?.documents ?? [];
    assert.equal(await (await document?.open())?.text(), pdfOf('hello en'));
  });

  it('include the attachments of a package', async () => {
    const path = 'hello/attachments/samples.csv';
    const read = await readDrop([zip('contest.zip', { ...packageFiles.icpc, [path]: 'a,b' })]);
    const [attachment] = read.drafts[0]?.attachments ?? [];
    assert.partialDeepStrictEqual(attachment, { fileName: 'samples.csv', path, size: 3 });
    assert.equal(await (await attachment?.open())?.text(), 'a,b');
    const small = await readDrop([zip('a.zip', { ...packageFiles.icpc, [path]: 'x'.repeat(9000) })], {
      maxAttachmentBytes: 8000,
    });
    assert.equal(small.drafts[0]?.attachments.map(({ fileName }) => fileName).join(), 'solution.en.pdf');
    assert.ok(small.drafts[0]?.remarks.some(({ code }) => code === 'file-too-large'));
  });

  it('zip a source of a package that can’t be attached as it is, and take its solution as an editorial', async () => {
    const files = {
      'hello/attachments/helper.py': 'print(1)',
      'hello/attachments/taken.py': '2',
      'hello/attachments/taken.py.zip': 'PK',
    };
    const read = () => readDrop([zip('contest.zip', { ...packageFiles.icpc, ...files })]);
    const [draft] = (await read()).drafts;
    const attached = draft?.attachments.map(({ fileName, kind }) => `${fileName} ${kind}`);
    const expected = ['taken.py.zip attachment', 'solution.en.pdf editorial', 'helper.py.zip attachment'];
    assert.deepEqual(attached, expected);
    const left = draft?.remarks.filter(({ code }) => code !== 'only-source');
    assert.deepEqual(left, [{ code: 'attachment-taken', path: 'hello/attachments/taken.py' }]);
    const [again] = (await read()).drafts;
    const [zipped, same] = await Promise.all([draft, again].map((each) => each?.attachments[2]?.open()));
    const unpacked = await openArchive(zipped ?? assert.fail(), 'helper.py.zip');
    assert.equal(new TextDecoder().decode(await unpacked.read('helper.py')), 'print(1)');
    assert.deepEqual(await same?.bytes(), await zipped?.bytes());
  });

  it('take a solution next to its statement as an editorial, and one without a statement as a task', async () => {
    const { drafts } = await readDrop(
      ['sums.pdf', 'sums.solution.pdf', 'sums-editorial.pl.pdf', 'maps.solution.pdf', 'solution.pdf'].map(
        pdf,
      ),
    );
    assert.deepEqual(
      drafts.map(({ title, attachments }) => [
        title,
        attachments.map((each) => `${each.fileName} ${each.kind}`),
      ]),
      [
        ['maps.solution', []],
        ['solution', []],
        ['sums', ['sums.solution.pdf editorial', 'sums-editorial.pl.pdf editorial']],
      ],
    );
    const opened = await drafts[2]?.attachments[0]?.open();
    assert.equal(await opened?.text(), pdfOf('sums.solution.pdf'));
  });

  it('make a task from each problem in a .tgz, and from folders named after their task', async () => {
    const read = await readDrop([
      new File([tarPackage(packageFiles.sinol)], 'abc.tgz'),
      zip('tasks.zip', { '42/description.pdf': pdfOf('42') }),
      pdf('description.pdf'),
      pdf('description.pdf'),
    ]);
    assert.deepEqual(namesOf(read), [
      'description: description',
      '2/description: description',
      'abc.tgz/abc: Sumżyce',
      'tasks.zip/42/42: 42',
    ]);
  });

  it('make a task from each problem in a folder, its archives and subfolders, and other dropped files', async () => {
    const many = Array.from({ length: 150 }, (_, at) => [`tests/${at}.in`, '1'] as const);
    const dropped = folder('contest', {
      ...Object.fromEntries(
        Object.entries(packageFiles.icpc).map(([path, bytes]) => [path, new Uint8Array(Buffer.from(bytes))]),
      ),
      ...Object.fromEntries(many.map(([path, bytes]) => [`hello/${path}`, bytes])),
      'abc.zip': new Uint8Array(zipPackage(packageFiles.sinol)),
      'node_modules/a/problem.yaml': 'name: No',
    });
    const read = await readDrop([pdf('sums.en.pdf'), dropped]);
    const found = ['sums: sums', 'contest/abc.zip/abc: Sumżyce', 'contest/hello: Hello World!'];
    assert.deepEqual(namesOf(read), found);
    const pdfs = read.drafts.flatMap(({ documents }) => documents);
    for (const { open } of pdfs) assert.match(await (await open()).text(), /^%PDF/);
  });

  it('refuse a folder with too many files, or too deeply nested folders', async () => {
    const files = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}.in`, '']));
    const deep = `${'a/'.repeat(33)}sums.en.pdf`;
    const { tasks, refused } = seen(
      await readDrop([
        folder('tests', files(20_001)),
        folder('deep', { [deep]: pdfOf('deep') }),
        folder('fits', { ...files(19_999), 'a.en.pdf': pdfOf('a') }),
      ]),
    );
    assert.equal(tasks.map(([place]) => place).join(), 'fits/a');
    assert.deepEqual(refused, [
      ['tests', ['too-many-files']],
      ['deep', ['too-many-files']],
    ]);
  });

  it('refuse files that are not PDFs or too large, archives without PDFs or problems, and accept the rest', async () => {
    const files = [
      pdf('sums.en.pdf'),
      new File(['hello'], 'notes.en.pdf'),
      new File([pdfOf('large'), 'x'.repeat(5000)], 'large.en.pdf'),
      new File(['\\title{A}'], 'only.tex'),
      new File(['MZ'], 'setup.exe'),
      new File(['PK no'], 'broken.zip'),
      zip('tex.zip', { 'a/problem.yaml': 'name: A\n', 'a/problem_statement/problem.tex': 'A' }),
      zip('empty.zip', { 'readme.txt': 'nothing' }),
      new File([rawZip([{ name: '../up.pdf', bytes: Buffer.from(pdfOf('up')) }])], 'climbing.zip'),
      new File([rawZip([{ name: 'a.en.pdf', bytes: new Uint8Array(20_000_000) }])], 'bomb.zip'),
    ];
    const { tasks, refused } = seen(await readDrop(files, { maxPdfBytes: 4000 }));
    assert.equal(tasks.map(([, title]) => title).join(), 'sums');
    assert.deepEqual(refused, [
      ['large', ['file-too-large']],
      ['notes', ['not-a-pdf']],
      ['only.tex', ['source']],
      ['setup.exe', ['not-taken']],
      ['broken.zip', ['archive-unreadable']],
      ['tex.zip/a', ['only-source']],
      ['empty.zip', ['no-problem']],
      ['climbing.zip', ['path-refused']],
      ['bomb.zip', ['archive-bomb']],
    ]);
  });

  /** The text of a PDF of `pdfOf` is its title. */
  const titled = async (file: Blob) => ({ title: /% (.+)\n/.exec(await file.text())?.[1] });
  const withTitle = (name: string, title: string) => new File([pdfOf(title)], name);
  const titlesOf = ({ drafts }: ImportPreview, assumed = 'pl') =>
    drafts.map((draft) => [draft.title, settleDraft(draft, assumed).titles]);

  it('take the titles of tasks from PDFs, each in its language', async () => {
    const files = [
      withTitle('train.en.pdf', 'Evening train'),
      withTitle('train.pl.pdf', 'Wieczorny'),
      withTitle('train.de.pdf', 'Abendzug'),
      withTitle('shelf.pdf', 'Shelves'),
    ];
    assert.deepEqual(titlesOf(await readDrop(files, { check: titled })), [
      ['Shelves', null],
      ['Evening train', { de: 'Abendzug', pl: 'Wieczorny' }],
    ]);
    const named = [withTitle('shelf.pdf', 'Shelves'), withTitle('shelf.de.pdf', 'Regale')];
    assert.deepEqual(titlesOf(await readDrop(named, { check: titled })), [['Regale', { pl: 'Shelves' }]]);
    assert.deepEqual(titlesOf(await readDrop(named, { check: titled }), 'de'), [['Regale', null]]);
  });

  it('use the file name if other PDFs have the same title', async () => {
    const files = [
      withTitle('shelf.en.pdf', 'Autumn round'),
      withTitle('train.en.pdf', 'Autumn Round'),
      withTitle('train.pl.pdf', 'Wieczorny'),
    ];
    assert.deepEqual(titlesOf(await readDrop(files, { check: titled })), [
      ['shelf', null],
      ['train', { pl: 'Wieczorny' }],
    ]);
  });

  it('prefer the titles of a package to those of its PDFs', async () => {
    const packages = [zip('abc.zip', packageFiles.polygon), zip('sinol.zip', packageFiles.sinol)];
    const read = await readDrop(packages, { check: async () => ({ title: 'Template' }) });
    const [polygon, sinol] = titlesOf(read);
    assert.deepEqual(polygon, ['A & B — sum', { pl: 'A i B', ru: 'А и Б' }]);
    assert.equal(sinol?.[0], 'Sumżyce');
  });

  it('refuse a PDF that readers could not open, and say why', async () => {
    const check = async (file: Blob) =>
      (await file.text()).includes('locked') ? { fault: 'pdf-password' as const } : {};
    const some = zip('some.zip', { 'a.en.pdf': pdfOf('a'), 'a.pl.pdf': pdfOf('locked') });
    const { tasks, refused } = seen(await readDrop([pdf('locked.en.pdf'), some], { check }));
    assert.deepEqual(tasks, [['some.zip/a', 'a', 'en', ['en a.en.pdf'], ['pdf-password']]]);
    assert.deepEqual(refused, [['locked', ['pdf-password']]]);
  });

  it('are refused as a whole when they contain more problems than a page can show', async () => {
    const names = Array.from({ length: 501 }, (_, index) => [`p${index}.en.pdf`, pdfOf('p')]);
    const { tasks, refused } = seen(await readDrop([zip('many.zip', Object.fromEntries(names))]));
    assert.deepEqual([tasks, refused], [[], [['many.zip', ['too-many-problems']]]]);
  });

  it('are not read further after they are removed', async () => {
    const signal = AbortSignal.abort(new Error('put away'));
    await assert.rejects(readDrop([pdf('sums.en.pdf')], { signal }), /put away/);
  });
});
