import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkBytes } from '../../src/storage/check-bytes.ts';
import { sha256 } from '../contracts/driver-contract.ts';

describe('check of the bytes of an upload', () => {
  it('passes on the exact bytes that were announced', async () => {
    const { passedOn, error } = await check(['ab', 'cd', 'ef'], 'abcdef');
    assert.equal(passedOn, 'abcdef');
    assert.equal(error, undefined);
  });

  it('passes on nothing for an empty upload', async () => {
    assert.deepEqual(await check([], ''), { passedOn: '', error: undefined });
    assert.deepEqual(await check([''], ''), { passedOn: '', error: undefined });
  });

  // Fewer bytes than announced leave a request to the provider unfinished.
  const wrong = {
    'other bytes': { chunks: ['ab', 'cd', 'eX'], passedOn: 'abcd', code: 'upload-hash-mismatch' },
    'other bytes in one chunk': { chunks: ['abcdeX'], passedOn: '', code: 'upload-hash-mismatch' },
    'other bytes and an empty chunk': { chunks: ['abcdeX', ''], passedOn: '', code: 'upload-hash-mismatch' },
    'too few bytes': { chunks: ['ab', 'cd'], passedOn: 'ab', code: 'upload-size-mismatch' },
    'too many bytes': { chunks: ['ab', 'cd', 'ef', 'g'], passedOn: 'abcd', code: 'upload-size-mismatch' },
    'bytes that stop': { chunks: ['ab', 'cd', undefined], passedOn: 'ab', code: 'upload-interrupted' },
  };
  for (const [title, { chunks, passedOn, code }] of Object.entries(wrong)) {
    it(`does not pass on the last chunk of ${title}: \`${code}\``, async () => {
      const result = await check(chunks, 'abcdef');
      assert.equal(result.passedOn, passedOn);
      assert.equal(result.error?.code, code);
    });
  }
});

/** Undefined among the chunks is a lost connection. */
async function check(chunks: ReadonlyArray<string | undefined>, announced: string) {
  async function* source() {
    for (const chunk of chunks) {
      if (chunk === undefined) throw new Error('the connection was lost');
      yield Buffer.from(chunk);
    }
  }
  let passedOn = '';
  let error: { code?: string } | undefined;
  try {
    const expected = { size: announced.length, sha256: sha256(announced) };
    for await (const chunk of checkBytes(source(), expected)) passedOn += String(chunk);
  } catch (thrown) {
    error = thrown as { code?: string };
  }
  return { passedOn, error };
}
