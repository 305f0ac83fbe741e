import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPdfCheck } from '../../src/tasks/pdf-check.ts';

/** Checks the text in chunks of so many bytes. */
function isPdf(text: string, chunkBytes = Number.POSITIVE_INFINITY): boolean {
  const bytes = Buffer.from(text, 'latin1');
  const check = createPdfCheck();
  for (let at = 0; at < bytes.length; at += chunkBytes) check.update(bytes.subarray(at, at + chunkBytes));
  return check.isPdf();
}

describe('the check for a PDF', () => {
  it('asks for %PDF- as the first bytes (ISO 32000-2 §7.5.2) and %%EOF near the end (§7.5.5)', () => {
    for (const text of [
      '%PDF-1.7\n%%EOF',
      '%PDF-2.0\nbody\n%%EOF\r\n',
      `%PDF-1.4\n%%EOF${' '.repeat(1000)}`,
    ]) {
      assert.ok(isPdf(text), text);
    }
    for (const text of [
      '',
      '%PDF-',
      '%PDF-1.7\n',
      '%%EOF',
      ' %PDF-1.7\n%%EOF',
      '%pdf-1.7\n%%EOF',
      '<html>%PDF-1.7\n%%EOF',
      'PK\u0003\u0004\n%%EOF',
    ]) {
      assert.ok(!isPdf(text), text);
    }
  });

  it('takes the end-of-file marker within the last 1024 bytes, and no earlier (ISO 32000-1 Annex H.3, note 18)', () => {
    assert.ok(isPdf(`%PDF-1.7\n${'x'.repeat(5000)}%%EOF${'x'.repeat(1019)}`));
    assert.ok(!isPdf(`%PDF-1.7\n${'x'.repeat(5000)}%%EOF${'x'.repeat(1020)}`));
  });

  it('gives the same answer for any size of chunk', () => {
    for (const chunkBytes of [1, 2, 3, 7, 512, 1023, 1024, 1025]) {
      assert.ok(isPdf(`%PDF-1.7\n${'x'.repeat(5000)}%%EOF${'x'.repeat(1019)}`, chunkBytes));
      assert.ok(!isPdf(`%PDF-1.7\n${'x'.repeat(5000)}%%EOF${'x'.repeat(1020)}`, chunkBytes));
    }
  });
});
