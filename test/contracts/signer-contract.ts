import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import {
  canBindClient,
  type DownloadRequest,
  type InvalidUrlReason,
  type Provider,
  providerLimits,
  type Signer,
  type SigningErrorCode,
  type UploadRequest,
  type UploadSigner,
  type UrlReader,
} from 'lectern-signing';
import { exampleCorrelation, exampleDownload, exampleUpload, expiresAtSeconds } from '../signing/example.ts';

type TestedSigner = Signer & UrlReader & Partial<UploadSigner>;

export interface SignerUnderTest {
  readonly signer: TestedSigner;
  /** Signs with another key under the same name. */
  readonly otherKey: TestedSigner;
  readonly provider: Provider;
  /** With the times of `exampleDownload` and `exampleUpload`. */
  readonly download: DownloadRequest;
  readonly upload?: UploadRequest;
  /** A URL of `download`, and one of `upload` where the provider takes uploads. */
  readonly downloadUrl: string;
  readonly uploadUrl?: string;
  /** Invalid lifetimes, in seconds from the time of signing. */
  readonly badLifetimes: ReadonlyArray<number>;
  /** URLs that differ from `downloadUrl`, by what has changed. */
  readonly changes: ReadonlyArray<readonly [InvalidUrlReason, change: string, url: string]>;
}

const days7 = 604_800;
export const noLifetimes = [0, -1, 1.5, Number.NaN];
/** For providers that let a URL live for a week. */
export const noLifetimesOfWeek = [...noLifetimes, days7 + 1];

/** What each signer refuses to sign and to recognize. */
export function signerContract(tested: SignerUnderTest): void {
  const { provider, signer, otherKey, download, upload, downloadUrl, uploadUrl, badLifetimes, changes } =
    tested;
  const { carriesCorrelation, responseHeaders, bindsUpload, bindsClient } = providerLimits[provider];
  const expiresAtMs = expiresAtSeconds * 1000;

  it('reads the purpose of a URL long after it expired', () => {
    const { objectKey, correlation } = download;
    const downloaded = { kind: 'download', objectKey, ...(correlation && { correlation }), expiresAtMs };
    assert.partialDeepStrictEqual(signer.readUrl(downloadUrl), downloaded);
    assert.equal('correlation' in signer.readUrl(downloadUrl), carriesCorrelation);
    if (uploadUrl === undefined) return;
    const uploaded = { kind: 'upload', objectKey: exampleUpload.objectKey, expiresAtMs };
    assert.partialDeepStrictEqual(signer.readUrl(uploadUrl), uploaded);
  });

  it('signs from now for five minutes by default, and for any time from a second to seven days', async () => {
    const signedAtSeconds = expiresAtSeconds;
    const { objectKey } = download;
    const signed = await signer.signDownload({ objectKey, signedAtSeconds });
    assert.equal(signed.expiresAtMs, (expiresAtSeconds + 300) * 1000);
    assert.deepEqual(
      await signer.signDownload({ objectKey, signedAtSeconds, expiresIn: 10 }),
      await signer.signDownload({ objectKey, signedAtSeconds, expiresAtSeconds: expiresAtSeconds + 10 }),
    );
    for (const seconds of [1, days7]) {
      const { expiresAtMs } = await signer.signDownload({ objectKey, signedAtSeconds, expiresIn: seconds });
      assert.equal(expiresAtMs, (signedAtSeconds + seconds) * 1000);
    }
    const left = (await signer.signDownload({ objectKey })).expiresAtMs - Date.now();
    assert.ok(left > 290_000 && left <= 300_000, String(left));
    assert.deepEqual(signer.readUrl(signed.url), {
      ...signer.readUrl((await signer.signDownload({ objectKey })).url),
      expiresAtMs: signed.expiresAtMs,
    });
  });

  for (const [family, address, client] of [
    ['ipv4', '192.0.2.7', '192.0.2.7'],
    ['ipv4', '::ffff:192.0.2.7', '192.0.2.7'],
    ['ipv6', '2001:DB8:1::7', '20010db800010000'],
  ] as const) {
    if (!bindsClient.includes(family)) {
      it(`does not sign a URL for the client at ${address}, rather than one for everybody`, () => {
        assert.equal(canBindClient(provider, address), false);
        assert.throws(() => signer.signDownload({ ...download, client: address }), { code: 'not-supported' });
      });
      continue;
    }
    it(`binds a URL to the client at ${address}, and reads it back`, async () => {
      assert.equal(canBindClient(provider, address), true);
      const { url } = await signer.signDownload({ ...download, client: address });
      const { url: other } = await signer.signDownload({ ...download, client: '192.0.2.8' });
      assert.deepEqual(signer.readUrl(url), { ...signer.readUrl(downloadUrl), client });
      assert.notEqual(new URL(url).search, new URL(other).search);
      const signatureOf = (text: string) => text.slice(text.lastIndexOf('=') + 1);
      const moved = other.slice(0, other.lastIndexOf('=') + 1) + signatureOf(url);
      assert.deepEqual(signer.readUrl(moved), { failure: 'url-invalid', reason: 'signature' });
    });
  }

  for (const [reason, change, url] of changes) {
    it(`returns \`${reason}\` for a URL with ${change}`, () => {
      assert.notEqual(url, downloadUrl);
      assert.deepEqual(signer.readUrl(url), { failure: 'url-invalid', reason });
    });
  }

  it('does not recognize what another key signed under the same name', () => {
    for (const url of [downloadUrl, uploadUrl ?? downloadUrl]) {
      assert.deepEqual(otherKey.readUrl(url), { failure: 'url-invalid', reason: 'signature' });
    }
  });

  it('signs nothing that a header, the URL or the provider cannot carry', () => {
    const refused = (code: SigningErrorCode, ofBoth: object, { ofDownload = true, ofUpload = true } = {}) => {
      const { signedAtSeconds } = exampleDownload;
      const times = { ...ofBoth, signedAtSeconds };
      const what = inspect(ofBoth);
      if (ofDownload)
        assert.throws(
          () => signer.signDownload({ ...download, ...times } as DownloadRequest),
          { code },
          what,
        );
      if (!ofUpload || upload === undefined) return;
      assert.throws(() => signer.signUpload?.({ ...upload, ...times } as UploadRequest), { code }, what);
    };
    refused('file-name-invalid', { fileName: 'a\r\nSet-Cookie: b' }, { ofUpload: false });
    const noClients = ['', 'localhost', '192.0.2', '192.0.2.256', '010.0.0.1', '192.0.2.0/24', '[::1]'];
    for (const client of bindsClient.length > 0 ? noClients : []) {
      refused('client-invalid', { client }, { ofUpload: false });
    }
    refused('object-key-invalid', { objectKey: 'a\ud83d' });
    const ofDownload = { ofUpload: false };
    const named = download.correlation ?? exampleCorrelation;
    for (const value of carriesCorrelation ? ['', 'a b', 'a&b', 'é', 'x'.repeat(65)] : []) {
      refused('correlation-invalid', { correlation: { ...named, value } }, ofDownload);
    }
    for (const name of carriesCorrelation ? ['', 'a', 'X-A', 'x-', 'x-a=b', 'x-amz-acl', 'x-goog-acl'] : []) {
      refused('correlation-invalid', { correlation: { ...named, name } }, ofDownload);
    }
    if (!carriesCorrelation) refused('not-supported', { correlation: named }, ofDownload);
    for (const name of ['cacheControl', 'contentLanguage', 'contentType', 'expires'] as const) {
      const isSupported = responseHeaders.includes(name);
      const code = isSupported ? 'header-invalid' : 'not-supported';
      refused(code, { responseHeaders: { [name]: 'a\r\nb: c' } }, ofDownload);
    }
    refused('header-invalid', { contentType: 'a\r\nb: c' }, { ofDownload: false });
    for (const bound of ['size', 'sha256'] as const) {
      const asked = { [bound]: exampleUpload[bound] };
      if (!bindsUpload.includes(bound)) refused('not-supported', asked, { ofDownload: false });
    }
    refused('lifetime-invalid', { expiresIn: 300 });
    for (const seconds of badLifetimes) {
      refused('lifetime-invalid', { expiresAtSeconds: exampleDownload.signedAtSeconds + seconds });
    }
    const sha256 = exampleUpload.sha256.toUpperCase();
    for (const wrong of [{ size: -1 }, { size: 1.5 }, { size: Number.NaN }, { sha256 }]) {
      refused('upload-invalid', wrong, { ofDownload: false });
    }
  });
}
