import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ComparedPage, compareTexts } from '../../web/src/features/reader/comparison/compare-texts.ts';

/** A side as one text: `-what was removed-`, `+what was added+`. */
const sideOf = (parts: ComparedPage['before']) =>
  parts
    .map(({ kind, text, gap }) => ({ same: text, removed: `-${text}-`, added: `+${text}+` })[kind] + gap)
    .join('')
    .trimEnd();

async function compare(before: ReadonlyArray<string>, after: ReadonlyArray<string>) {
  const pages = (await compareTexts(before, after)) ?? assert.fail('they are too different');
  return pages.map((page) => [page.isChanged, sideOf(page.before), sideOf(page.after)]);
}

describe('two texts of pages', () => {
  it('are compared word by word, each side with its own marks', async () => {
    assert.deepEqual(await compare(['The sum is 17.\nEnd.'], ['The whole sum is 18.\nEnd.']), [
      [true, 'The sum is -17.-\nEnd.', 'The +whole+ sum is +18.+\nEnd.'],
    ]);
  });

  it('are the same where words have only moved to another line or page', async () => {
    assert.deepEqual(await compare(['one two', 'three four'], ['one\ntwo three', 'four']), [
      [false, 'one two three', 'one\ntwo three'],
      [false, 'four', 'four'],
    ]);
  });

  it('keep what was removed at the page where it stood, also at the end', async () => {
    assert.deepEqual(await compare(['one two', 'three four', 'five'], ['one', 'three']), [
      [false, 'one', 'one'],
      [true, '-two- three -four five-', 'three'],
    ]);
  });

  it('may be empty', async () => {
    assert.deepEqual(await compare([''], ['one']), [[true, '', '+one+']]);
    assert.deepEqual(await compare(['one'], []), [[true, '-one-', '']]);
  });

  it('are not compared where they are longer than any statement', async () => {
    assert.equal(await compareTexts(['word '.repeat(200_001)], ['word']), undefined);
  });
});
