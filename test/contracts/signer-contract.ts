import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import type { InvalidUrlReason, Signer, SigningErrorCode, UploadSigner, UrlReader } from 'lectern-signing';
import { exampleDownload, exampleUpload, expiresAtSeconds } from '../signing/example.ts';

type TestedSigner = Signer & UrlReader & Partial<UploadSigner>;

export interface SignerUnderTest {
  readonly signer: TestedSigner;
  /** Signs with another key under the same name. */
  readonly otherKey: TestedSigner;
  /** A URL of `exampleDownload`, and one of `exampleUpload` where the provider takes uploads. */
  readonly downloadUrl: string;
  readonly uploadUrl?: string;
  /** Whether the issue id is in the URL. */
  readonly carriesIssueId: boolean;
  /** Seconds from the time of signing that are no lifetime. */
  readonly badLifetimes: ReadonlyArray<number>;
  /** URLs that differ from `downloadUrl`, by what has changed. */
  readonly changes: ReadonlyArray<readonly [InvalidUrlReason, change: string, url: string]>;
}

const days7 = 604_800;
export const noLifetimes = [0, -1, 1.5, Number.NaN];
/** Where the provider lets a URL live for a week. */
export const noLifetimesOfWeek = [...noLifetimes, days7 + 1];

/** What each signer refuses to sign, and to recognise. */
export function signerContract(tested: SignerUnderTest): void {
  const { signer, otherKey, downloadUrl, uploadUrl, carriesIssueId, badLifetimes, changes } = tested;
  const expiresAtMs = expiresAtSeconds * 1000;

  it('tells what a URL was for, long after it expired', () => {
    const { objectKey, issueId } = exampleDownload;
    const download = { kind: 'download', objectKey, ...(carriesIssueId && { issueId }), expiresAtMs };
    assert.partialDeepStrictEqual(signer.readUrl(downloadUrl), download);
    assert.equal('issueId' in signer.readUrl(downloadUrl), carriesIssueId);
    if (uploadUrl === undefined) return;
    const upload = { kind: 'upload', objectKey: exampleUpload.objectKey, expiresAtMs };
    assert.partialDeepStrictEqual(signer.readUrl(uploadUrl), upload);
  });

  for (const [reason, change, url] of changes) {
    it(`says \`${reason}\` of a URL with ${change}`, () => {
      assert.notEqual(url, downloadUrl);
      assert.deepEqual(signer.readUrl(url), { failure: 'url-invalid', reason });
    });
  }

  it('does not recognise what another key signed under the same name', () => {
    for (const url of [downloadUrl, uploadUrl ?? downloadUrl]) {
      assert.deepEqual(otherKey.readUrl(url), { failure: 'url-invalid', reason: 'signature' });
    }
  });

  it('signs nothing that a header, the URL or the provider cannot carry', () => {
    const refused = (code: SigningErrorCode, ofBoth: object, { download = true, upload = true } = {}) => {
      const { signedAtSeconds: from } = exampleDownload;
      const times = { ...ofBoth, signedAtSeconds: from };
      const what = inspect(ofBoth);
      if (download)
        assert.throws(() => signer.signDownload({ ...exampleDownload, ...times }), { code }, what);
      if (!upload || uploadUrl === undefined) return;
      assert.throws(() => signer.signUpload?.({ ...exampleUpload, ...times }), { code }, what);
    };
    refused('file-name-invalid', { fileName: 'a\r\nSet-Cookie: b' }, { upload: false });
    refused('object-key-invalid', { objectKey: 'a\ud83d' });
    for (const issueId of carriesIssueId ? ['', 'a b', 'a&b', 'é', 'x'.repeat(65)] : []) {
      refused('issue-id-invalid', { issueId }, { upload: false });
    }
    for (const seconds of badLifetimes) {
      refused('lifetime-invalid', { expiresAtSeconds: exampleDownload.signedAtSeconds + seconds });
    }
    const sha256 = exampleUpload.sha256.toUpperCase();
    for (const wrong of [{ size: -1 }, { size: 1.5 }, { size: Number.NaN }, { sha256 }]) {
      refused('upload-invalid', wrong, { download: false });
    }
  });
}
