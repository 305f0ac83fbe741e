import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { create } from 'content-disposition';
import fc from 'fast-check';
import { contentDisposition, contentDispositionParameter } from '../../signing/content-disposition.ts';
import { isFileName } from '../../signing/file-name.ts';

const ascii = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 250 });
const name = fc.oneof(
  fc.stringMatching(/^[\w!#$%&'*+.^`|~-]{1,250}$/),
  ascii,
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'aZ09 ._~-!"\'()*%;=+&é漢😀'), minLength: 1, maxLength: 60 }),
);

describe('the Content-Disposition of a download', () => {
  it("equals the package's for every valid file name, also when a URL parser reads it from a query", () => {
    fc.assert(
      fc.property(name, fc.constantFrom('inline', 'attachment'), (fileName, disposition) => {
        const asked = { fileName, disposition } as const;
        if (!isFileName(fileName)) {
          assert.throws(() => contentDisposition(asked), { code: 'file-name-invalid' });
          return;
        }
        const expected = create(fileName, { type: disposition });
        assert.equal(contentDisposition(asked), expected);
        const parameter = contentDispositionParameter(asked);
        assert.match(parameter, /^(?:[\w.~-]|%[\dA-F]{2})+$/); // RFC 3986 §2.3
        assert.equal(decodeURIComponent(parameter), expected);
      }),
      { numRuns: 2000 },
    );
  });
});
