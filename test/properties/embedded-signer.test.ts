import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { verifyRequest } from 'lectern-signing/embedded';
import {
  type ComparedSigner,
  clientBits,
  defined,
  encoded,
  signerProperties,
} from '../contracts/signer-properties.ts';
import { exampleRing, exampleSecret, filesUrl, inTimeMs } from '../signing/example.ts';
import { embeddedSigner } from '../signing/signers.ts';
import { anyCharacter } from '../support/any-character.ts';

/** By docs/signed-urls.md. */
function signBySpecification(method: string, objectKey: string, query: string) {
  const path = `/${objectKey.split('/').map(encoded).join('/')}`;
  const text = `lectern-url-v1\n${method}\n${path}\n${query}`;
  const signature = createHmac('sha256', exampleSecret).update(text).digest('base64url');
  return { url: `${filesUrl}${path}?${query}&sig=${signature}` };
}

describe('a signed URL of the embedded store', () => {
  const compared: ComparedSigner<string> = {
    provider: 'embedded',
    options: fc.constantFrom(filesUrl, `${filesUrl}/`),
    create: (address) => embeddedSigner({ ring: exampleRing, filesUrl: address }),
    oracle: 'the specification',
    download: (_, { objectKey, expiresAtSeconds, correlation, disposition, fileName, client }) => {
      const bound = client === undefined ? '' : `&for=${clientBits(client)}`;
      const issue = correlation === undefined ? '' : `&issue=${correlation.value}`;
      const saved = disposition === 'attachment' ? '&download=1' : '';
      const name = fileName === undefined ? '' : `&name=${encoded(fileName)}`;
      const query = `expires=${expiresAtSeconds}${bound}${issue}&kid=key-1${saved}${name}&v=1`;
      return signBySpecification('GET', objectKey, query);
    },
    upload: (_, { objectKey, expiresAtSeconds, sha256, size, contentType }) => ({
      ...signBySpecification(
        'PUT',
        objectKey,
        `expires=${expiresAtSeconds}&kid=key-1&sha256=${sha256}&size=${size}&v=1`,
      ),
      headers: defined({ 'content-type': contentType }),
    }),
    read: (url) => url,
    content({ kind, request }) {
      if (kind === 'upload') return { size: request.size, sha256: request.sha256, keyId: 'key-1' };
      if (kind !== 'download') return {};
      const { fileName, disposition = 'inline' } = request;
      return { ...defined({ fileName }), disposition, keyId: 'key-1' };
    },
    changes: 2000,
  };
  it('is verified without an exception in any request', () => {
    const method = fc.oneof(fc.constantFrom('GET', 'PUT', 'constructor'), fc.string());
    fc.assert(
      fc.property(method, fc.string({ unit: anyCharacter }), (name, target) => {
        const verified = verifyRequest(name, `/${target}`, exampleRing, inTimeMs);
        assert.ok('failure' in verified && verified.failure === 'url-invalid');
      }),
    );
  });

  signerProperties(compared, (asked) => {
    if (asked.kind === 'upload') {
      const { size = 3, sha256 = 'ab'.repeat(32), ...upload } = asked.request;
      return { kind: 'upload', request: { ...upload, size, sha256 } };
    }
    const { correlation, ...request } = asked.request;
    return correlation
      ? { ...asked, request: { ...request, correlation: { ...correlation, name: 'issue' } } }
      : asked;
  });
});
