import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPdfCheck } from '../../../src/domain/tasks/inspect-stored.ts';

/** Checks the text in chunks of this many bytes. */
function problemOf(text: string, chunkBytes = Number.POSITIVE_INFINITY) {
  const bytes = Buffer.from(text, 'latin1');
  const check = createPdfCheck();
  for (let at = 0; at < bytes.length; at += chunkBytes) check.update(bytes.subarray(at, at + chunkBytes));
  return check.problem();
}

const begins = (at: number) => `${'x'.repeat(at)}%PDF-1.7\n%%EOF`;
const ends = (after: number) => `%PDF-1.7\n${'x'.repeat(5000)}%%EOF${'x'.repeat(after)}`;

describe('the check for a PDF', () => {
  it('requires %PDF- (ISO 32000-2 §7.5.2) and %%EOF near the end (§7.5.5)', () => {
    for (const text of [
      '%PDF-1.7\n%%EOF',
      '%PDF-2.0\nbody\n%%EOF\r\n',
      `%PDF-1.4\n%%EOF${' '.repeat(1000)}`,
      '\u00ef\u00bb\u00bf%PDF-1.7\n%%EOF',
      '\r\n\r\n%PDF-1.7\n%%EOF',
    ]) {
      assert.equal(problemOf(text), undefined, text);
    }
    for (const text of ['', '%%EOF', '%pdf-1.7\n%%EOF', 'PK\u0003\u0004\n%%EOF']) {
      assert.equal(problemOf(text), 'not-a-pdf', text);
    }
    for (const text of ['%PDF-', '%PDF-1.7\n', '%PDF-1.7\n%%EO']) {
      assert.equal(problemOf(text), 'pdf-cut-off', text);
    }
  });

  for (const chunkBytes of [1, 2, 3, 7, 512, 1023, 1024, 1025, 10_000]) {
    it(`accepts the header within the first 1024 bytes, and no later (ISO 32000-1 Annex H.3, note 13), in chunks of ${chunkBytes}`, () => {
      assert.equal(problemOf(begins(1019), chunkBytes), undefined);
      assert.equal(problemOf(begins(1020), chunkBytes), 'not-a-pdf');
    });

    it(`accepts the end-of-file marker within the last 1024 bytes, and no earlier (note 18), in chunks of ${chunkBytes}`, () => {
      assert.equal(problemOf(ends(1019), chunkBytes), undefined);
      assert.equal(problemOf(ends(1020), chunkBytes), 'pdf-cut-off');
    });
  }
});
