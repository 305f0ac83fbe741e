import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findProblems, openZip } from 'lectern-problems';
import { planPush } from '../../push/plan-push.ts';
import { pdfOf } from '../support/plain-pdf.ts';
import { pluck } from '../support/pluck.ts';
import { type PackageFiles, packageFiles, zipPackage } from '../support/problem-packages.ts';

async function read(path: string, files: PackageFiles) {
  const source = await openZip(new Blob([zipPackage(files)]), path.replace(/\.zip$/, ''));
  return { path, source, found: await findProblems(source) };
}
const icpc = (name: string, languages: ReadonlyArray<string>): PackageFiles =>
  Object.fromEntries([
    ['problem.yaml', name],
    ...languages.map((language) => [`statement/problem.${language}.pdf`, pdfOf(language)]),
  ]);

describe('the plan of a push', () => {
  it('has the external id, title and main language of each problem', async () => {
    const { problems, refused } = planPush(
      [await read('polygon.zip', packageFiles.polygon), await read('repo', packageFiles.sinol)],
      { prefix: 'oi:' },
    );
    assert.partialDeepStrictEqual(problems, [
      { externalId: 'oi:a-plus-b', title: 'A & B — sum', primaryLanguage: 'en', place: 'polygon.zip' },
      { externalId: 'oi:abc', title: 'Sumżyce', primaryLanguage: 'pl', place: 'repo/abc' },
    ]);
    assert.deepEqual([problems.length, refused], [2, []]);
  });

  it('prefers English to the first language, and the title in that language to others', async () => {
    const plan = async (name: string, languages: ReadonlyArray<string>) => {
      const [problem] = planPush([await read('p', icpc(name, languages))]).problems;
      return [problem?.primaryLanguage, problem?.title];
    };
    assert.deepEqual(await plan('name: {sv: Hej, en: Hi}', ['sv', 'en']), ['en', 'Hi']);
    assert.deepEqual(await plan('name: {sv: Hej, en: Hi}', ['sv']), ['sv', 'Hej']);
    assert.deepEqual(await plan('name: {en: Hi}', ['de', 'sv']), ['de', 'Hi']);
    assert.deepEqual(await plan('name: Salut', ['fr']), ['fr', 'Salut']);
    assert.deepEqual(await plan('', ['fr']), ['fr', 'p']);
  });

  it('refuses problems without a PDF, and lists what there is', async () => {
    const said = async (files: PackageFiles) => planPush([await read('p', files)]).refused[0]?.error;
    const yaml = { 'problem.yaml': 'name: x' };
    assert.match((await said({ ...yaml, 'statement/problem.en.tex': 'x' }))?.message ?? '', /only TeX/);
    assert.match((await said(yaml))?.message ?? '', /no statement/);
    const unknown = { ...yaml, 'statement/problem.e.pdf': pdfOf('a') };
    assert.match((await said(unknown))?.message ?? '', /Put a language tag such as "en" in its name/);
    assert.deepEqual((await said({ 'problem.yaml': '[' }))?.code, 'metadata-invalid');
  });

  it('names the PDFs that were built next to a package, and no others', async () => {
    const built = {
      'tasks/fries/problem.yaml': 'name: Fries',
      'tasks/fries/statement/problem.en.tex': 'x',
      'tasks/fries.pdf': pdfOf('x'),
      'tasks/fries-en.pdf': pdfOf('x'),
      'tasks/friesland.pdf': pdfOf('x'),
      'tasks/all.pdf': pdfOf('x'),
    };
    const [refused] = planPush([await read('p', built)]).refused;
    const message =
      'Its statement is only TeX. Move the PDF next to the package to where its format expects statements: tasks/fries-en.pdf, tasks/fries.pdf.';
    assert.deepEqual(refused?.error, { code: 'no-pdf', message });
    const whole = { ...built, 'tasks/fries/statement/problem.en.pdf': pdfOf('x') };
    const { problems } = planPush([await read('p', whole)]);
    assert.deepEqual(pluck(problems, 'leftOut'), [[]]);
  });

  it('refuses all problems that have the same external id, in any normalization, and names three others', async () => {
    const same = await Promise.all(
      Array.from({ length: 20 }, (_, at) => read(`contest-${at}`, { 'a.en.pdf': pdfOf(`${at}`) })),
    );
    const { problems, refused } = planPush([
      ...same,
      await read('one', { 'caf\u00e9.en.pdf': pdfOf('x'), 'other.en.pdf': pdfOf('y') }),
      await read('two', { 'cafe\u0301.en.pdf': pdfOf('z') }),
    ]);
    assert.equal(problems.map(({ externalId }) => externalId).join(), 'other');
    assert.equal(refused.length, 22);
    for (const [at, place] of ['one', 'two'].entries()) {
      const { externalId, error } = refused[20 + at] ?? assert.fail();
      assert.deepEqual([externalId, error.code], ['caf\u00e9', 'external-id-ambiguous'], place);
    }
    assert.equal(
      refused[0]?.error.message,
      'It has the same external id as contest-1, contest-2, contest-3 and 16 more. Rename one, or push them with another --prefix or --id-from.',
    );
  });

  it('refuses ids that the server would', async () => {
    for (const code of ['x'.repeat(201), 'a\u0007b']) {
      const { refused } = planPush([await read('p', { [`${code}.en.pdf`]: pdfOf('x') })]);
      assert.deepEqual(refused[0]?.error.code, 'external-id-invalid');
    }
  });
});
