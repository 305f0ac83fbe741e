import assert from 'node:assert/strict';
import { it } from 'node:test';
import { encodedMediaType, mediaType, mediaTypeParameter } from '../../signing/media-type.ts';
import { percentEncode } from '../../signing/percent-encoding.ts';

it('an object is delivered as a PDF, unless its key says that it is sealed', () => {
  for (const [key, expected] of [
    ['documents/3k/a.pdf', 'application/pdf'],
    ['documents/3k/sealed', 'application/pdf'],
    ['a.sealed/b', 'application/pdf'],
    ['envelopes/3k/a.sealed', 'application/octet-stream'],
  ] as const) {
    assert.equal(mediaType(key), expected);
    assert.equal(mediaTypeParameter(key), percentEncode(expected));
    assert.match(mediaTypeParameter(key), encodedMediaType);
  }
});
