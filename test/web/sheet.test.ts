import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDrop } from '../../web/src/features/task-import/read-drop.ts';
import {
  bytesOf,
  contestNameOf,
  emptySheet,
  gapsOf,
  isPlanned,
  languagesOf,
  savingLatest,
  toRow,
} from '../../web/src/features/task-import/sheet.ts';
import { pdfOf } from '../support/plain-pdf.ts';

const files = ['a.en.pdf', 'a.pl.pdf', 'b.en.pdf', 'c.pdf'].map((name) => new File([pdfOf(name)], name));

describe('the sheet of dropped files', () => {
  it('marks the languages that tasks lack, with the language that is chosen for PDFs without one', async () => {
    const { drafts } = await readDrop(files);
    const sheet = { ...emptySheet('pl', true), rows: drafts.map(toRow) };
    assert.deepEqual(languagesOf(sheet), ['en', 'pl']);
    assert.deepEqual(gapsOf(sheet), [
      ['en', [2]],
      ['pl', [1]],
    ]);
    assert.deepEqual(gapsOf({ ...sheet, language: 'en' }), [['pl', [1, 2]]]);
  });

  it('counts the bytes of all files, and those of uploaded ones', async () => {
    const { drafts } = await readDrop(files);
    const rows = drafts.map(toRow);
    const total = files.reduce((sum, { size }) => sum + size, 0);
    const sent = files[0]?.size ?? assert.fail();
    const sheet = { ...emptySheet('pl', true), rows };
    assert.deepEqual(bytesOf(sheet), { total, sent: 0 });
    const begun = rows.map((row, at) => (at === 0 ? { ...row, sent: ['a.en.pdf'] } : row));
    assert.deepEqual(bytesOf({ ...sheet, rows: begun }), { total, sent });
  });

  it('is saved at once, then at most every half second, and what waits when the page is left', (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const saved: Array<string> = [];
    const saving = savingLatest((text: string) => saved.push(text));
    for (const text of ['S', 'Su', 'Sum']) saving.save(text);
    assert.deepEqual(saved, ['S']);
    test.mock.timers.tick(500);
    assert.deepEqual(saved, ['S', 'Sum']);
    saving.save('Sums');
    test.mock.timers.tick(499);
    assert.deepEqual(saved, ['S', 'Sum']);
    saving.flush();
    assert.deepEqual(saved, ['S', 'Sum', 'Sums']);
    saving.save('Sums of');
    saving.cancel();
    test.mock.timers.tick(1000);
    saving.save('Other');
    assert.deepEqual(saved, ['S', 'Sum', 'Sums', 'Other']);
  });

  it('proposes the name of the contest from its folder or archive', () => {
    assert.equal(contestNameOf('autumn-cup'), 'Autumn cup');
    assert.equal(contestNameOf('Finals_2026.tar.gz'), 'Finals 2026');
    assert.equal(contestNameOf('round.zip'), 'Round');
  });

  it('needs a name, a start, and an end after the start, if a contest is wanted', () => {
    const [startsAt, before, after] = [
      '2030-01-05T10:00:00Z',
      '2030-01-05T09:00:00Z',
      '2030-01-05T15:00:00Z',
    ];
    const { contest } = emptySheet('en', true);
    const named = { ...contest, name: 'Cup', startsAt };
    const answers = [contest, { ...contest, name: 'Cup' }, named, { ...named, endsAt: before }].map(
      isPlanned,
    );
    assert.deepEqual(answers, [false, false, true, false]);
    assert.ok(isPlanned({ ...named, endsAt: after }));
    assert.ok(isPlanned({ ...contest, isWanted: false }));
  });
});
