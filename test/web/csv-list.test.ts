import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readListFile } from '../../web/src/lib/csv-list.ts';

describe('a list of people from a spreadsheet', () => {
  for (const [encoding, bytes] of [
    ['UTF-8', Buffer.from('name\nŁucja')],
    ['UTF-8', Buffer.from('\uFEFFname\nŁucja')],
    ['UTF-16', Buffer.from('\uFEFFname\nŁucja', 'utf16le')],
    ['Windows-1250', Buffer.from('name\n\xa3ucja', 'latin1')],
  ] as const) {
    it(`is read as ${encoding}: ${bytes.toString('hex', 0, 4)}…`, async () => {
      const read = await readListFile(new File([bytes], 'people.csv'));
      assert.deepEqual(read, { text: 'name\nŁucja', encoding });
    });
  }

  it('is refused if it is no text', async () => {
    const workbook = Buffer.from('PK\x03\x04\0\0name,email\nJózef,j@example.org', 'latin1');
    await assert.rejects(readListFile(new File([workbook], 'people.xlsx')), TypeError);
  });
});
