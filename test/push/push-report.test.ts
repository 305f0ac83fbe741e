import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProblemResult } from '../../push/push-problems.ts';
import { describeResult, describeSummary, summarize } from '../../push/push-report.ts';
import { toTerminalLine } from '../../src/cli/output.ts';

const noPdf = { code: 'file-unreadable', message: 'It is not a PDF.' } as const;
const noText = { code: 'wrong-file-type', message: 'Save it as UTF-8.' } as const;
const result: ProblemResult = {
  ...{ place: 'repo/hello', externalId: 'hello', title: 'Hello\u001b[31m \u202eolleH', outcome: 'failed' },
  documents: [
    { language: 'en', path: 'hello/en.pdf', size: 10, outcome: 'uploaded' },
    { language: 'pl', path: 'hello/pl.pdf', size: 20, outcome: 'uploaded' },
    { language: 'de', path: 'hello/de.pdf', size: 40, outcome: 'unchanged' },
    { language: 'fr', path: 'hello/fr.pdf', size: 80, outcome: 'failed', error: noPdf },
  ],
  attachments: [
    { path: 'hello/attachments/a.zip', size: 5, outcome: 'uploaded' },
    { path: 'hello/attachments/b.txt', size: 5, outcome: 'failed', error: noText },
  ],
  withoutPdf: [{ language: 'sv', kind: 'TeX', path: 'hello/sv\n.tex' }],
  leftOut: [{ path: 'hello/link.pdf', code: 'link', why: 'is a link' }],
};
const refused: ProblemResult = {
  ...{ place: 'bad.zip', externalId: undefined, title: undefined, outcome: 'failed', documents: [] },
  ...{ attachments: [], withoutPdf: [], leftOut: [] },
  error: { code: 'archive-bomb', message: 'It is a bomb.' },
};
const created: ProblemResult = {
  ...{ ...result, outcome: 'created', attachments: [] },
  documents: result.documents.slice(0, 1),
};

describe('the report of a push', () => {
  it('has a line for a problem, and one for each thing that a person has to check', () => {
    assert.deepEqual(describeResult(result, toTerminalLine).split('\n'), [
      'FAILED     hello "Hello\\x1b[31m \\u202eolleH"  uploaded en, pl; same PDF de; failed fr; 1 attachment uploaded; 1 attachment failed',
      '           -> fr: It is not a PDF.',
      '           -> hello/attachments/b.txt: Save it as UTF-8.',
      '           no PDF in sv: only TeX (hello/sv\\x0a.tex)',
      '           not used: hello/link.pdf is a link',
    ]);
    assert.equal(describeResult(refused, toTerminalLine), 'FAILED     bad.zip\n           -> It is a bomb.');
    const documents = created.documents.map((each) => ({ ...each, hasLanguageOfTask: true as const }));
    assert.match(
      describeResult({ ...created, documents, withoutPdf: [], leftOut: [] }, toTerminalLine),
      /uploaded en\n {11}language of the task: hello\/en\.pdf is in en$/,
    );
  });

  it('counts tasks, PDFs, bytes and failures', () => {
    const summary = summarize([result, refused, created], { dryRun: false });
    assert.deepEqual(summary, {
      ...{ dryRun: false, problems: 3, failed: 2, created: 1, changed: 0, unchanged: 0 },
      ...{ uploaded: 3, uploadedBytes: 40, alreadyThere: 1, attached: 1, withoutPdf: 2 },
      errors: ['archive-bomb', 'file-unreadable', 'wrong-file-type'],
    });
    assert.match(
      describeSummary(summary),
      /^1 task created.*3 PDFs uploaded.*; 1 attachment uploaded\. 2 of 3 problems failed\.$/,
    );
    assert.match(
      describeSummary({ ...summary, dryRun: true }),
      /^Nothing was changed. With this push: .*3 PDFs to upload/,
    );
    assert.match(describeSummary(summarize([], { dryRun: false })), /^No problems were found/);
  });
});
