import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  type DeleteSigner,
  type HeadSigner,
  type ObjectRequest,
  type Provider,
  type ProviderLimits,
  providerLimits,
  type SignedUrl,
  type Signer,
  type UploadRequest,
  type UploadSigner,
} from 'lectern-signing';
import { exampleCorrelation } from '../signing/example.ts';
import { sha256 } from './driver-contract.ts';
import { nowSeconds } from './served-store.ts';

type TestedSigner = Signer & UploadSigner & DeleteSigner & Partial<HeadSigner>;
type Headers = Readonly<Record<string, string>>;

export interface StorageUnderTest {
  readonly provider: Provider;
  readonly signer: TestedSigner;
  /** The methods that a URL of each kind allows, by the specification of the service. */
  readonly answers: Readonly<Partial<Record<Kind, ReadonlyArray<Method>>>>;
  /** The status for a URL of another purpose. */
  readonly refusal: 401 | 403;
  /** What this server binds an upload to. Default: everything that its provider does. */
  readonly bindsUpload?: ProviderLimits['bindsUpload'];
  /** Whether this server refuses a URL to other clients, if its provider does. Default: true. */
  readonly checksClient?: boolean;
}

const kinds = ['download', 'upload', 'head', 'delete'] as const;
type Kind = (typeof kinds)[number];
const methods = ['HEAD', 'GET', 'PUT', 'DELETE'] as const;
type Method = (typeof methods)[number];

const bytes = Buffer.from('%PDF-1.7 an example');
const type = 'text/csv; charset=utf-8';
const replyHeaders = {
  cacheControl: ['cache-control', 'private, max-age=60'],
  contentEncoding: ['content-encoding', 'identity'],
  contentLanguage: ['content-language', 'pl'],
  contentType: ['content-type', 'application/pdf'],
  expires: ['expires', 'Tue, 24 Nov 2026 12:00:00 GMT'],
} as const;
/** What an upload can be bound to, with a request that breaks it. */
const bindings = {
  size: [{ size: bytes.length }, {}, Buffer.concat([bytes, bytes])],
  sha256: [{ sha256: sha256(bytes) }, {}, Buffer.alloc(bytes.length)],
  type: [{ contentType: type }, { 'content-type': 'text/html' }, bytes],
} as const satisfies Record<string, readonly [Partial<UploadRequest>, Headers, Uint8Array]>;

/** A real server grants with the URLs of a signer exactly what each says. */
export function storageUrlsContract(name: string, storage: StorageUnderTest): void {
  const { provider, signer, answers, refusal, checksClient = true } = storage;
  const { carriesCorrelation, responseHeaders, bindsUpload: binds, bindsClient } = providerLimits[provider];
  const bindsUpload = storage.bindsUpload ?? binds;
  const signs = {
    download: signer.signDownload,
    upload: signer.signUpload,
    head: signer.signHead,
    delete: signer.signDelete,
  };

  const newKey = () => `a b+c%20d/Ü (#2)?/${randomUUID()}.pdf`;
  const send = async (url: string, method: Method, headers: Headers = {}, body: Uint8Array = bytes) => {
    const reply = await fetch(url, { method, headers, ...(method === 'PUT' && { body }) });
    return { status: reply.status, headers: reply.headers, body: Buffer.from(await reply.arrayBuffer()) };
  };
  const sign = async (kind: Kind, request: ObjectRequest): Promise<SignedUrl> => {
    const signed = await signs[kind]?.(request);
    assert.ok(signed, kind);
    return signed;
  };
  const read = async (objectKey: string) => send((await signer.signDownload({ objectKey })).url, 'GET');

  /** Uploads without type, size or hash. */
  async function store(headers: Headers = {}): Promise<string> {
    const objectKey = newKey();
    const upload = await signer.signUpload({ objectKey });
    const { status } = await send(upload.url, 'PUT', { ...upload.headers, ...headers });
    assert.ok(status < 300, `${status}`);
    return objectKey;
  }

  describe(`URLs, on ${name}`, () => {
    for (const kind of kinds) {
      const answered = answers[kind];
      if (answered === undefined) continue;
      const isUpload = kind === 'upload';
      it(`allow only ${answered.join(' and ')} when signed for ${kind}, of one object, until they expire`, async () => {
        const [objectKey, other] = isUpload ? [newKey(), newKey()] : [await store(), await store()];
        const carried = carriesCorrelation && !isUpload && { correlation: exampleCorrelation };
        const { url } = await sign(kind, { objectKey, ...carried });
        const query = url.slice(url.indexOf('?'));
        const elsewhere = (await sign(kind, { objectKey: other })).url.replace(/\?.*/, query);
        const late = await sign(kind, { objectKey, signedAtSeconds: nowSeconds() - 120, expiresIn: 60 });
        const upload = await signer.signUpload({ objectKey });
        const ask = (asked: string, method: Method) =>
          send(asked, method, method === 'PUT' ? upload.headers : {});

        for (const method of methods) {
          const isAnswered = answered.includes(method);
          for (const refused of [elsewhere, late.url, ...(isAnswered ? [] : [url])]) {
            assert.equal((await ask(refused, method)).status, refusal, `${method} ${refused}`);
          }
        }
        for (const key of [objectKey, other]) {
          const { status, body } = await read(key);
          if (isUpload) assert.equal(status, 404);
          else assert.deepEqual([status, body], [200, bytes]);
        }

        for (const method of answered) {
          const reply = await ask(url, method);
          assert.ok(reply.status < 300, `${reply.status} to ${method}`);
          if (method === 'HEAD') assert.equal(reply.headers.get('content-length'), `${bytes.length}`);
        }
        assert.equal((await read(objectKey)).status, kind === 'delete' ? 404 : 200);
      });
    }

    it('accept an upload of any type, size and hash where they name none', async () => {
      const objectKey = await store({ 'content-type': type });
      const { body, headers } = await read(objectKey);
      assert.deepEqual([body, headers.get('content-type')], [bytes, type]);
    });

    for (const bound of ['size', 'sha256', 'type'] as const) {
      if (!bindsUpload.includes(bound)) continue;
      it(`refuse an upload of another ${bound} where they name only that`, async () => {
        const [named, headers, body] = bindings[bound];
        const upload = await signer.signUpload({ objectKey: newKey(), ...named });
        const broken = await send(upload.url, 'PUT', { ...upload.headers, ...headers }, body);
        assert.ok(broken.status >= 400 && broken.status < 500, `${broken.status}`);
        assert.ok((await send(upload.url, 'PUT', upload.headers)).status < 300);
      });
    }

    if (bindsUpload.includes('absence')) {
      it('refuse an upload over an existing object', async () => {
        const upload = await signer.signUpload({ objectKey: await store() });
        const { status } = await send(upload.url, 'PUT', upload.headers, Buffer.from('other bytes'));
        assert.ok(status >= 400 && status < 500, `${status}`);
      });
    }

    for (const [family, other] of [
      ['ipv4', '192.0.2.7'],
      ['ipv6', '2001:db8:1:2::7'],
    ] as const) {
      if (!bindsClient.includes(family)) continue;
      it(`work for the client that they are bound to, and not for ${other} if the server checks it`, async () => {
        const objectKey = await store();
        for (const [client, status] of [
          ['127.0.0.1', 200],
          [other, checksClient ? refusal : 200],
        ] as const) {
          const { url } = await signer.signDownload({ objectKey, client });
          assert.equal((await send(url, 'GET')).status, status, client);
          // The signature covers the address.
          const unbound = url.replace(/&(?:sip|temp_url_ip_range)=[^&]*/, '');
          assert.notEqual(unbound, url);
          assert.equal((await send(unbound, 'GET')).status, refusal);
        }
      });
    }

    it('set headers of the reply, and a disposition, without a file name', async () => {
      const objectKey = await store();
      const asked = Object.fromEntries(responseHeaders.map((field) => [field, replyHeaders[field][1]]));
      const { url } = await signer.signDownload({ objectKey, responseHeaders: asked });
      const { headers } = await send(url, 'GET');
      for (const [name, value] of responseHeaders.map((field) => replyHeaders[field])) {
        assert.equal(headers.get(name), value);
      }
      assert.ok([null, 'inline'].includes(headers.get('content-disposition')));
      const attachment = await signer.signDownload({ objectKey, disposition: 'attachment' });
      const saved = await send(attachment.url, 'GET');
      assert.match(saved.headers.get('content-disposition') ?? '', /^attachment\b/);
    });
  });
}
