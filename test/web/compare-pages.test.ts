import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareWords } from '../../web/src/features/reader/comparison/compare-pages.ts';
import { differingBoxes } from '../../web/src/features/reader/comparison/compare-pictures.ts';

/** Pages of one line, whose words are a tenth of the page apart. */
const wordsOf = (pages: ReadonlyArray<string>, top = 0.1) =>
  pages.map((page) =>
    Array.from(page.matchAll(/\S+/g), ({ 0: text }, at) => ({
      text,
      boxes: [{ left: at / 10, top, right: at / 10 + 0.08, bottom: top + 0.02 }],
    })),
  );

async function compare(before: ReadonlyArray<string>, after: ReadonlyArray<string>) {
  const { changes } = (await compareWords(wordsOf(before), wordsOf(after))) ?? assert.fail('too different');
  return changes.map((change) =>
    (['before', 'after'] as const).map((side) => `${change[side].page}: ${change[side].text}`),
  );
}

describe('the words of two versions', () => {
  it('are compared one by one, and a word and its replacement are one change', async () => {
    assert.deepEqual(await compare(['The sum is 17. End.'], ['The whole sum is 18. End.']), [
      ['1: ', '1: whole'],
      ['1: 17.', '1: 18.'],
    ]);
  });

  it('are the same where they only moved to another page', async () => {
    assert.deepEqual(await compare(['one two', 'three four'], ['one', 'two three four']), []);
  });

  it('have one change for each page, also where whole pages come or go', async () => {
    assert.deepEqual(await compare(['one two', 'three four', 'five'], ['one', 'three']), [
      ['1: two', '1: '],
      ['2: four', '2: '],
      ['3: five', '2: '],
    ]);
    assert.deepEqual(await compare(['one', 'two'], ['one', 'new page', 'two']), [['1: ', '2: new page']]);
    assert.deepEqual(await compare([''], ['one']), [['1: ', '1: one']]);
    assert.deepEqual(await compare(['one'], []), [['1: one', '1: ']]);
  });

  it('are marked where they are, a line by one box', async () => {
    const { changes } = (await compareWords(wordsOf(['a b']), wordsOf(['a c d b']))) ?? assert.fail();
    assert.deepEqual(
      changes.map(({ before, after }) => [before.boxes, after.boxes]),
      [[[], [{ left: 0.1, top: 0.1, right: 0.2 + 0.08, bottom: 0.1 + 0.02 }]]],
    );
  });

  it('pair pages whose words stayed in place, and pages without words', async () => {
    const pairsOf = async (...[before, after]: Parameters<typeof compareWords>) =>
      (await compareWords(before, after))?.pairs.map((pair) => [pair.before, pair.after]);
    const text = 'a b c d e f g h';
    assert.deepEqual(await pairsOf(wordsOf([text, '']), wordsOf([`${text} i`, ''])), [
      [1, 1],
      [2, 2],
    ]);
    assert.deepEqual(await pairsOf(wordsOf(['x y z', text]), wordsOf([text])), [[2, 1]]);
    assert.deepEqual(await pairsOf(wordsOf([text]), wordsOf([text], 0.2)), []);
  });

  it('are not compared if they are longer than any statement', async () => {
    assert.equal(await compareWords(wordsOf(['word '.repeat(200_001)]), wordsOf(['word'])), undefined);
  });
});

describe('two pictures of a page', () => {
  const [width, height] = [80, 160];
  /** White, with a square, which is black by default. */
  function picture(left: number, top: number, size: number, color = [0, 0, 0]) {
    const data = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let y = top; y < top + size; y += 1)
      for (let x = left; x < left + size; x += 1) data.set(color, (y * width + x) * 4);
    return { width, height, data };
  }
  const blank = picture(0, 0, 0);

  it('differ in boxes around connected pixels', () => {
    assert.deepEqual(differingBoxes(blank, blank, []), []);
    assert.deepEqual(differingBoxes(picture(16, 32, 16), blank, []), [
      { left: 0.2, top: 0.2, right: 0.4, bottom: 0.3 },
    ]);
    assert.equal(differingBoxes(picture(0, 0, 8), picture(64, 64, 8), []).length, 2);
    assert.equal(differingBoxes(picture(72, 0, 8), picture(0, 8, 8), []).length, 2);
    // Red and blue of nearly the same brightness.
    assert.equal(differingBoxes(picture(0, 0, 8, [255, 0, 0]), picture(0, 0, 8, [0, 0, 255]), []).length, 1);
  });

  it('are not compared where words are, nor if their sizes differ', () => {
    const words = [{ left: 0.1, top: 0.1, right: 0.5, bottom: 0.4 }];
    assert.deepEqual(differingBoxes(picture(16, 32, 16), blank, words), []);
    assert.deepEqual(differingBoxes(blank, { width: 1, height: 1, data: blank.data }, []), []);
  });
});
