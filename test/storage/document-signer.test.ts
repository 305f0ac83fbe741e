import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bucketDefaults, createDocumentSigner } from '../../src/storage/document-signer.ts';
import { mediaType } from '../../src/storage/file-types.ts';
import {
  cachedPdfHeaders,
  exampleCorrelation,
  exampleDownload,
  exampleRing,
  exampleUpload,
  filesUrl,
  issue,
} from '../signing/example.ts';
import { azureSigner, embeddedSigner, s3Signer, swiftSigner } from '../signing/signers.ts';

const { contentType } = bucketDefaults;
const s3 = s3Signer({
  ...bucketDefaults,
  bucket: 'examplebucket',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'made up' },
});
const azure = azureSigner({
  account: 'lecternstore',
  container: 'documents',
  credential: { kind: 'account-key', key: Buffer.alloc(32).toString('base64') },
  contentType,
});
const swift = swiftSigner({
  url: 'https://swift.example.com/v1/AUTH_test',
  container: 'c',
  keys: ['k'],
  contentType,
});
const embedded = embeddedSigner({ ring: exampleRing, filesUrl });
const request = { ...exampleDownload, issueId: 'issue_1' };
const { objectKey, expiresAtSeconds } = exampleDownload;
const content = { kind: 'download', objectKey, expiresAtMs: expiresAtSeconds * 1000 };

describe('a URL of a document', () => {
  it('is served as a PDF, unless its key says that it is sealed', () => {
    for (const [key, expected] of [
      ['documents/3k/a.pdf', 'application/pdf'],
      ['documents/3k/sealed', 'application/pdf'],
      ['a.sealed/b', 'application/pdf'],
      ['envelopes/3k/a.sealed', 'application/octet-stream'],
    ] as const) {
      assert.equal(mediaType(key), expected);
      const { url } = s3.signDownload({ ...exampleDownload, responseHeaders: { contentType: expected } });
      const type = /&response-content-type=[^&]*/.exec(url)?.[0];
      const signed = createDocumentSigner('s3', s3).signDownload({ ...request, objectKey: key });
      assert.ok('url' in signed && signed.url.includes(`${type}&x-lectern-issue=issue_1&`));
    }
  });

  it('carries its issue id where the provider supports that, and can be traced', () => {
    for (const [provider, signer, asked] of [
      ['s3', s3, { correlation: exampleCorrelation, responseHeaders: cachedPdfHeaders }],
      ['azure', azure, { responseHeaders: cachedPdfHeaders }],
      ['swift', swift, {}],
      ['embedded', embedded, { correlation: issue('issue_1') }],
    ] as const) {
      const documents = createDocumentSigner(provider, signer);
      const signed = signer.signDownload({ ...exampleDownload, ...asked });
      assert.deepEqual(documents.signDownload(request), signed, provider);
      const found = 'correlation' in asked ? { issueId: 'issue_1' } : {};
      assert.partialDeepStrictEqual(documents.readUrl(signed.url), { ...content, ...found }, provider);
    }
  });

  it('binds an upload to everything that the provider can bind', () => {
    const { signedAtSeconds, objectKey: key } = exampleUpload;
    const plain = { objectKey: key, signedAtSeconds, expiresAtSeconds };
    for (const [provider, signer, expected] of [
      ['s3', s3, exampleUpload],
      ['azure', azure, plain],
      ['swift', swift, plain],
      ['embedded', embedded, exampleUpload],
    ] as const) {
      const documents = createDocumentSigner(provider, signer);
      const signed = signer.signUpload(expected);
      assert.deepEqual(documents.signUpload(exampleUpload), signed, provider);
      assert.partialDeepStrictEqual(
        documents.readUrl(signed.url),
        { kind: 'upload', objectKey: key },
        provider,
      );
    }
  });

  it('is not recognized when our key signed it for another purpose', () => {
    const others = [
      s3.signDelete({ objectKey }),
      s3.signHead({ objectKey, correlation: exampleCorrelation }),
      s3.signDownload({ objectKey }),
      s3.signDownload({ objectKey, correlation: { name: 'x-other', value: 'issue_1' } }),
    ];
    const unknown = { failure: 'url-invalid', reason: 'malformed' };
    for (const { url } of others) assert.deepEqual(createDocumentSigner('s3', s3).readUrl(url), unknown);
    const { url } = embedded.signDownload({ objectKey });
    assert.deepEqual(createDocumentSigner('embedded', embedded).readUrl(url), unknown);
  });
});
