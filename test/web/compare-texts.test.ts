import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type ComparedPage,
  compareTexts,
  foldText,
} from '../../web/src/features/reader/comparison/compare-texts.ts';

/** A side as one text: `-removed-`, `+added+`. */
const sideOf = (parts: ComparedPage['before']) =>
  parts
    .map(({ kind, text, gap }) => ({ same: text, removed: `-${text}-`, added: `+${text}+` })[kind] + gap)
    .join('')
    .trimEnd();

async function compare(before: ReadonlyArray<string>, after: ReadonlyArray<string>) {
  const pages = (await compareTexts(before, after)) ?? assert.fail('the texts are too different');
  return pages.map((page) => [page.isChanged, sideOf(page.before), sideOf(page.after)]);
}

describe('two texts of pages', () => {
  it('are compared word by word, each side with its own marks', async () => {
    assert.deepEqual(await compare(['The sum is 17.\nEnd.'], ['The whole sum is 18.\nEnd.']), [
      [true, 'The sum is -17.-\nEnd.', 'The +whole+ sum is +18.+\nEnd.'],
    ]);
  });

  it('have no difference where words only moved to another line or page', async () => {
    assert.deepEqual(await compare(['one two', 'three four'], ['one\ntwo three', 'four']), [
      [false, 'one two three', 'one\ntwo three'],
      [false, 'four', 'four'],
    ]);
  });

  it('keep removed text on its page, also at the end', async () => {
    assert.deepEqual(await compare(['one two', 'three four', 'five'], ['one', 'three']), [
      [false, 'one', 'one'],
      [true, '-two- three -four five-', 'three'],
    ]);
  });

  it('may be empty', async () => {
    assert.deepEqual(await compare([''], ['one']), [[true, '', '+one+']]);
    assert.deepEqual(await compare(['one'], []), [[true, '-one-', '']]);
  });

  it('count removed text and its replacement as one difference', async () => {
    const pages = (await compareTexts(['a b c d e', 'f'], ['a X c d', 'f g'])) ?? assert.fail();
    const marks = pages.map(({ before, after }) =>
      [before, after].map((side) =>
        side.flatMap(({ text, difference }) => (difference === undefined ? [] : [[text, difference]])),
      ),
    );
    assert.deepEqual(marks, [
      [[['b', 0]], [['X', 0]]],
      [[['e', 1]], [['g', 2]]],
    ]);
  });

  it('are collapsed except for the words next to a difference', () => {
    const text = Array.from({ length: 100 }, (_, at) => `w${at}`).join(' ');
    const inside = foldText(text, { isFirst: false, isLast: false });
    assert.equal(inside.start + inside.folded + inside.end, text);
    const withGap = foldText(`${text}\n`, { isFirst: false, isLast: false });
    assert.equal(withGap.end, `${inside.end}\n`);
    assert.match(inside.start, /^w0 .* w24$/);
    assert.match(inside.end, /^ w75 .* w99$/);
    assert.equal(foldText(text, { isFirst: true, isLast: false }).start, '');
    assert.equal(foldText(text, { isFirst: false, isLast: true }).end, '');
    assert.deepEqual(foldText('short', { isFirst: false, isLast: false }), {
      start: 'short',
      folded: '',
      end: '',
    });
  });

  it('are not compared if they are longer than any statement', async () => {
    assert.equal(await compareTexts(['word '.repeat(200_001)], ['word']), undefined);
  });
});
