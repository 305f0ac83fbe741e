import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createEmbeddedSigner, verifyRequest, verifySignedUrl } from 'lectern-signing/embedded';
import { encoded, signerProperties } from '../contracts/signer-properties.ts';
import { exampleRing, exampleSecret, exampleSigner, filesUrl, targetOf } from '../signing/example.ts';
import { download, upload } from './arbitrary-requests.ts';

/** By docs/signed-urls.md. */
function signBySpecification(method: string, objectKey: string, query: string) {
  const path = `/${objectKey.split('/').map(encoded).join('/')}`;
  const text = `lectern-url-v1\n${method}\n${path}\n${query}`;
  const signature = createHmac('sha256', exampleSecret).update(text).digest('base64url');
  return { url: `${filesUrl}${path}?${query}&sig=${signature}` };
}

describe('a signed URL of the embedded store', () => {
  signerProperties({
    parts: fc.constantFrom(filesUrl, `${filesUrl}/`),
    create: (address) => ({
      ...createEmbeddedSigner({ ring: () => exampleRing, filesUrl: address }),
      readUrl: (url) => verifySignedUrl(url, filesUrl, exampleRing, 0),
    }),
    oracle: 'the specification',
    download: (_, { objectKey, expiresAtSeconds, issueId, disposition, fileName }) =>
      signBySpecification(
        'GET',
        objectKey,
        `expires=${expiresAtSeconds}&issue=${issueId}&kid=key-1${disposition === 'attachment' ? '&download=1' : ''}&name=${encoded(fileName)}&v=1`,
      ),
    upload: (_, { objectKey, expiresAtSeconds, sha256, size }) => ({
      ...signBySpecification(
        'PUT',
        objectKey,
        `expires=${expiresAtSeconds}&kid=key-1&sha256=${sha256}&size=${size}&v=1`,
      ),
      headers: {},
    }),
    read: (url) => url,
    content({ objectKey, signedAtSeconds, expiresAtSeconds, ...asked }) {
      return { ...asked, keyId: 'key-1' };
    },
    changes: 2000,
  });

  it('is refused for another method', () => {
    const methods = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'get', 'put', ''];
    fc.assert(
      fc.property(fc.oneof(download, upload), fc.constantFrom(...methods), (request, method) => {
        const isDownload = 'issueId' in request;
        const signed = isDownload ? exampleSigner.signDownload(request) : exampleSigner.signUpload(request);
        const verification = verifyRequest(method, targetOf(signed), exampleRing, 0);
        const isRefused = 'failure' in verification && verification.failure === 'url-invalid';
        assert.equal(isRefused, method !== (isDownload ? 'GET' : 'PUT'));
      }),
    );
  });
});
