import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import type { GcsSignature } from '../../signing/gcs/gcs-key.ts';
import { createGcsSigner } from '../../signing/gcs/gcs-signer.ts';
import type { InvalidUrlReason } from '../../signing/verification.ts';
import { exampleDownload, exampleUpload, expiresAtSeconds } from './example.ts';

const clientEmail = 'signer@example-project.iam.gserviceaccount.com';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsa: GcsSignature = { kind: 'rsa', clientEmail, privateKey };
const hmac: GcsSignature = {
  kind: 'hmac',
  accessId: 'GOOGTS7C7FUP3AIRVJTE',
  secret: 'bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ',
};

// The canonical request and the string to sign written by hand, then `openssl dgst -sha256 -mac HMAC` for the
// four steps of the key and for the signature.
const downloadUrl =
  'https://storage.googleapis.com/example-bucket/documents/ab/%C3%9Cbung%201.pdf?X-Goog-Algorithm=GOOG4-HMAC-SHA256&X-Goog-Credential=GOOGTS7C7FUP3AIRVJTE%2F20261124%2Fauto%2Fstorage%2Fgoog4_request&X-Goog-Date=20261124T155500Z&X-Goog-Expires=300&X-Goog-SignedHeaders=host&response-content-disposition=attachment%3B%20filename%3D%22%3Fbung%20%281%29.pdf%22%3B%20filename%2A%3DUTF-8%27%27%25C3%259Cbung%2520%25281%2529.pdf&response-content-type=application%2Fpdf&x-lectern-issue=issue_1&X-Goog-Signature=15274e41db560d9a808a1a5c1d9e407960a010ebfce43d8978f7e258cf313310';

const signerWith = (signature: GcsSignature, endpoint?: string) =>
  createGcsSigner({ bucket: 'example-bucket', endpoint, signature });

/** IAM in the shape of a function: it signs with the same RSA key, and counts how often it is asked. */
function iam() {
  const asked: Array<string> = [];
  const signBlob = async (bytes: string) => {
    asked.push(bytes);
    return sign('sha256', Buffer.from(bytes), privateKey).toString('base64');
  };
  return { asked, signer: signerWith({ kind: 'sign-blob', clientEmail, signBlob }) };
}

describe('signed URL of Google Cloud Storage, V4', () => {
  it('signs a download with an HMAC key as OpenSSL does', async () => {
    const expected = { url: downloadUrl, expiresAtMs: expiresAtSeconds * 1000 };
    assert.deepEqual(await signerWith(hmac).signDownload(exampleDownload), expected);
  });

  it('uses the HMAC key of the day on which it signs', async () => {
    const signer = signerWith(hmac);
    const nextDay = {
      ...exampleDownload,
      signedAtSeconds: exampleDownload.signedAtSeconds + 86_400,
      expiresAtSeconds: expiresAtSeconds + 86_400,
    };
    const { url } = await signer.signDownload(nextDay);
    assert.match(url, /%2F20261125%2Fauto%2F/);
    assert.equal(url, (await signerWith(hmac).signDownload(nextDay)).url);
    assert.equal((await signer.signDownload(exampleDownload)).url, downloadUrl);
  });

  it('signs for the port that a browser sends in `Host`, and for none that belongs to the scheme', async () => {
    const signedFor = async (endpoint: string) =>
      new URL((await signerWith(hmac, endpoint).signDownload(exampleDownload)).url);
    assert.equal((await signedFor('https://storage.googleapis.com:443/')).href, downloadUrl);
    const [plain, withPort] = [
      await signedFor('http://storage.googleapis.com'),
      await signedFor('http://storage.googleapis.com:4443'),
    ];
    assert.equal(withPort.host, 'storage.googleapis.com:4443');
    assert.notEqual(
      withPort.searchParams.get('X-Goog-Signature'),
      plain.searchParams.get('X-Goog-Signature'),
    );
  });

  it('lives a second to seven days (X-Goog-Expires), and refuses all else', async () => {
    const { signedAtSeconds } = exampleDownload;
    const signer = signerWith(hmac);
    for (const lifetime of [1, 604_800]) {
      const { url } = await signer.signDownload({
        ...exampleDownload,
        expiresAtSeconds: signedAtSeconds + lifetime,
      });
      assert.equal(new URL(url).searchParams.get('X-Goog-Expires'), String(lifetime));
    }
    for (const lifetime of [0, -1, 604_801, 1.5, Number.NaN]) {
      const times = { signedAtSeconds, expiresAtSeconds: signedAtSeconds + lifetime };
      assert.throws(() => signer.signDownload({ ...exampleDownload, ...times }), {
        code: 'lifetime-invalid',
      });
      assert.throws(() => signer.signUpload({ ...exampleUpload, ...times }), { code: 'lifetime-invalid' });
    }
  });

  it('refuses what a reply header or the URL cannot carry', () => {
    const signer = signerWith(rsa);
    assert.throws(() => signer.signDownload({ ...exampleDownload, fileName: 'a\r\nSet-Cookie: b' }), {
      code: 'file-name-invalid',
    });
    for (const issueId of ['', 'a b', 'a&b', 'x'.repeat(65)]) {
      assert.throws(() => signer.signDownload({ ...exampleDownload, issueId }), { code: 'issue-id-invalid' });
    }
    assert.throws(() => signer.signDownload({ ...exampleDownload, objectKey: 'a\ud83d' }), {
      code: 'object-key-invalid',
    });
    for (const size of [-1, 1.5, Number.NaN]) {
      assert.throws(() => signer.signUpload({ ...exampleUpload, size }), { code: 'upload-invalid' });
    }
  });
});

describe('signed URL of Google Cloud Storage, signed by IAM', () => {
  it('is the URL that the key itself would sign', async () => {
    const { signer } = iam();
    assert.deepEqual(
      await signer.signDownload(exampleDownload),
      await signerWith(rsa).signDownload(exampleDownload),
    );
    assert.deepEqual(await signer.signUpload(exampleUpload), await signerWith(rsa).signUpload(exampleUpload));
  });

  it('asks once for a URL that stays the same, also when several ask at once', async () => {
    const { signer, asked } = iam();
    const [first, second] = await Promise.all([
      signer.signDownload(exampleDownload),
      signer.signDownload(exampleDownload),
    ]);
    assert.deepEqual(second, first);
    assert.deepEqual(await signer.signDownload(exampleDownload), first);
    assert.equal(asked.length, 1);
    await signer.signDownload({ ...exampleDownload, issueId: 'issue_2' });
    assert.equal(asked.length, 2);
  });

  it('asks again after a failure, which it hands on as it is', async () => {
    let calls = 0;
    const failure = new Error('IAM is away');
    const signBlob = async () => {
      calls += 1;
      if (calls === 1) throw failure;
      return 'AQID';
    };
    const signer = signerWith({ kind: 'sign-blob', clientEmail, signBlob });
    const both = [signer.signDownload(exampleDownload), signer.signDownload(exampleDownload)];
    for (const settled of await Promise.allSettled(both)) {
      assert.equal(settled.status === 'rejected' && settled.reason, failure);
    }
    assert.equal(calls, 1);
    assert.match((await signer.signDownload(exampleDownload)).url, /&X-Goog-Signature=010203$/);
  });

  it('keeps what was asked for most recently, and forgets the rest', async () => {
    let calls = 0;
    const signBlob = async () => {
      calls += 1;
      return 'AQID';
    };
    const signer = signerWith({ kind: 'sign-blob', clientEmail, signBlob });
    const ask = (at: number) => signer.signDownload({ ...exampleDownload, issueId: `issue_${at}` });
    for (let at = 0; at < 10_000; at += 1) await ask(at);
    await ask(0);
    assert.equal(calls, 10_000);
    await ask(10_000); // takes the place of number 1, as number 0 was asked for again
    await ask(0);
    assert.equal(calls, 10_001);
    await ask(1);
    assert.equal(calls, 10_002);
  });

  it('cannot be read, as the key that verifies it is not here', async () => {
    const { signer } = iam();
    const { url } = await signer.signDownload(exampleDownload);
    assert.deepEqual(signer.readUrl(url), { failure: 'url-invalid', reason: 'key-unknown' });
  });
});

describe('reading a signed URL of Google Cloud Storage', () => {
  for (const signature of [hmac, rsa]) {
    it(`tells what a URL is for, signed by ${signature.kind}`, async () => {
      const signer = signerWith(signature);
      const expiresAtMs = expiresAtSeconds * 1000;
      const { objectKey, issueId } = exampleDownload;
      const download = (await signer.signDownload(exampleDownload)).url;
      assert.deepEqual(signer.readUrl(download), { kind: 'download', objectKey, issueId, expiresAtMs });
      const upload = (await signer.signUpload(exampleUpload)).url;
      const expected = { kind: 'upload', objectKey: exampleUpload.objectKey, expiresAtMs };
      assert.deepEqual(signer.readUrl(upload), expected);
    });
  }

  it('says why a URL is not its own', () => {
    const cases: ReadonlyArray<readonly [InvalidUrlReason, string]> = [
      ['outside-files-url', downloadUrl.replace('https://storage.', 'https://storage2.')],
      ['outside-files-url', downloadUrl.replace('/example-bucket/', '/other-bucket/')],
      ['malformed', downloadUrl.replace('&x-lectern-issue=issue_1', '')],
      ['malformed', `${downloadUrl}&x=1`],
      ['malformed', downloadUrl.replace(/&X-Goog-Signature=.*/, '')],
      ['key-unknown', downloadUrl.replace('GOOGTS7C7FUP3AIRVJTE', 'GOOGTS7C7FUP3AIRVJTF')],
      ['key-unknown', downloadUrl.replace('GOOG4-HMAC-SHA256', 'GOOG4-RSA-SHA256')],
      ['signature', downloadUrl.replace('X-Goog-Expires=300', 'X-Goog-Expires=301')],
      ['signature', downloadUrl.replace('issue_1', 'issue_2')],
      ['signature', downloadUrl.replace('%C3%9Cbung%201.pdf', '%C3%9Cbung%202.pdf')],
      ['signature', downloadUrl.slice(0, -2)],
    ];
    for (const [reason, url] of cases) {
      assert.deepEqual(signerWith(hmac).readUrl(url), { failure: 'url-invalid', reason }, url);
    }
  });

  it('refuses what another key signed in the name of the same account', async () => {
    const { privateKey: otherKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { url } = await signerWith({ kind: 'rsa', clientEmail, privateKey: otherKey }).signDownload(
      exampleDownload,
    );
    assert.deepEqual(signerWith(rsa).readUrl(url), { failure: 'url-invalid', reason: 'signature' });
  });
});
