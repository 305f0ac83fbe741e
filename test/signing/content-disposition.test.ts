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
  it("equals the package's, for every valid file name", () => {
    fc.assert(
      fc.property(name, fc.constantFrom('inline' as const, 'attachment' as const), (fileName, type) => {
        const written = () => contentDisposition({ fileName, disposition: type });
        if (isFileName(fileName)) assert.equal(written(), create(fileName, { type }));
        else assert.throws(written, { code: 'file-name-invalid' });
      }),
      { numRuns: 2000 },
    );
  });

  it("equals the package's in a query, read by a URL parser", () => {
    fc.assert(
      fc.property(name, fc.constantFrom('inline' as const, 'attachment' as const), (fileName, type) => {
        fc.pre(isFileName(fileName));
        const parameter = contentDispositionParameter({ fileName, disposition: type });
        assert.match(parameter, /^(?:[\w.~-]|%[\dA-F]{2})+$/); // RFC 3986 §2.3
        assert.equal(decodeURIComponent(parameter), create(fileName, { type }));
      }),
      { numRuns: 2000 },
    );
  });
});
