import assert from 'node:assert/strict';
import { it } from 'node:test';
import { create as createDisposition } from 'content-disposition';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import {
  canBindClient,
  type DeleteSigner,
  type HeadSigner,
  type InvalidUrl,
  type Provider,
  providerLimits,
  type SignedUrlContent,
  type Signer,
  type UploadSigner,
} from 'lectern-signing';
import type { AskedDownload, AskedObject, AskedUpload } from '../properties/arbitrary-requests.ts';
import * as arbitrary from '../properties/arbitrary-requests.ts';
import { anyCharacter } from '../support/any-character.ts';
import { sized } from '../support/test-size.ts';

/** Another signature of the same request: by the provider's SDK, or by hand from its specification. */
type Oracle<Options, Request> = (options: Options, request: Request) => Expected | Promise<Expected>;

interface Expected {
  readonly url: string;
  /** The headers that an upload has to send. */
  readonly headers?: Readonly<Record<string, string>>;
}

type TestedSigner = Signer &
  Partial<UploadSigner & HeadSigner & DeleteSigner> & {
    readUrl(url: string): SignedUrlContent | InvalidUrl | Promise<SignedUrlContent | InvalidUrl>;
  };

export interface ComparedSigner<Options> {
  readonly provider: Provider;
  /** Where and with which keys it signs. */
  readonly options: fc.Arbitrary<Options>;
  create(options: Options): TestedSigner;
  /** Whose URLs these are. */
  readonly oracle: string;
  readonly download: Oracle<Options, AskedDownload>;
  /** Signs uploads, where it can. */
  readonly upload?: Oracle<Options, AskedUpload>;
  readonly head?: Oracle<Options, AskedObject>;
  readonly delete?: Oracle<Options, AskedObject>;
  /** The requests that the oracle can sign. Default: all. */
  readonly isComparable?: (request: AskedObject) => boolean;
  /** The part of a URL that is compared. Default: all of it, with the parameters in any order. */
  readonly read?: (url: string) => unknown;
  /** What its URLs contain of a request, apart from its kind, object, correlation and end. */
  content?(asked: Asked): object;
  /** The number of URLs that are changed. */
  readonly changes?: number;
}

type Asked =
  | { readonly kind: 'download'; readonly request: AskedDownload }
  | { readonly kind: 'upload'; readonly request: AskedUpload }
  | { readonly kind: 'head' | 'delete'; readonly request: AskedObject };

/** By RFC 3986, as every signer encodes. */
export function encoded(value: string): string {
  const asHex = (mark: string) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(value).replace(/[!'()*]/g, asHex);
}

/** The header of a download, or undefined where it sets none. */
export function dispositionOf({ fileName, disposition = 'inline' }: AskedDownload): string | undefined {
  if (fileName !== undefined) return createDisposition(fileName, { type: disposition });
  return disposition === 'inline' ? undefined : disposition;
}

export const defined = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: NonNullable<T[Name]>;
  };

/** What a URL for one client names: an IPv4 address, or the first 64 bits of IPv6. */
export function clientBits(address: string): string {
  const bytes = ipaddr.process(address).toByteArray();
  return bytes.length === 4 ? bytes.join('.') : Buffer.from(bytes.slice(0, 8)).toString('hex');
}

/** Sorts parameters by name, because SDKs order them differently. */
function sorted(url: string) {
  const [address, query = ''] = url.split('?');
  return { address, parameters: query.split('&').sort() };
}

/** Requests of one kind, within the limits of the provider. */
function requestsOf(kind: Asked['kind'], provider: Provider): fc.Arbitrary<Asked> {
  const { bindsUpload, carriesCorrelation, responseHeaders: headers } = providerLimits[provider];
  const correlated = <R extends AskedObject>(request: R): R =>
    carriesCorrelation ? request : { ...request, correlation: undefined };
  switch (kind) {
    case 'download':
      return arbitrary.download.map((request) => {
        const set = Object.entries(request.responseHeaders ?? {});
        const supported = set.filter(([name]) => headers.includes(name as (typeof headers)[number]));
        const responseHeaders = request.responseHeaders && Object.fromEntries(supported);
        const client = request.client && canBindClient(provider, request.client) ? request.client : undefined;
        return { kind, request: { ...correlated(request), responseHeaders, client } };
      });
    case 'upload':
      return arbitrary.upload.map((request) => {
        const size = bindsUpload.includes('size') ? request.size : undefined;
        const sha256 = bindsUpload.includes('sha256') ? request.sha256 : undefined;
        return { kind, request: { ...request, size, sha256 } };
      });
    default:
      return arbitrary.object.map((request) => ({ kind, request: correlated(request) }));
  }
}

const names = { download: 'a download', upload: 'an upload', head: 'a HEAD', delete: 'a DELETE' } as const;

/** A signer makes the same URLs as another implementation, reads its own, and refuses any change of them. */
export function signerProperties<Options>(
  compared: ComparedSigner<Options>,
  /** Shapes a request, where the provider needs more of it. */
  shape: (asked: Asked) => Asked = (asked) => asked,
): void {
  const { provider, options, create, oracle, read = sorted, changes = 1000 } = compared;
  const { isComparable = () => true, content = () => ({}) } = compared;
  const kinds = (['download', 'upload', 'head', 'delete'] as const).filter((kind) => compared[kind]);

  async function sign(signer: TestedSigner, { kind, request }: Asked) {
    const sign = {
      download: 'signDownload',
      upload: 'signUpload',
      head: 'signHead',
      delete: 'signDelete',
    } as const;
    const method = signer[sign[kind]] as
      | ((asked: typeof request) => ReturnType<UploadSigner['signUpload']>)
      | undefined;
    return (await method?.(request)) ?? assert.fail(`it signs no ${kind}`);
  }

  for (const kind of kinds) {
    it(`equals what ${oracle} makes for ${names[kind]}`, () => {
      const asked = requestsOf(kind, provider)
        .map(shape)
        .filter(({ request }) => isComparable(request));
      const expect = compared[kind] as Oracle<Options, Asked['request']>;
      return fc.assert(
        // Two requests of one signer, so that what it caches for the first is used for the second.
        fc.asyncProperty(options, asked, asked, async (where, ...both) => {
          const signer = create(where);
          for (const each of both) {
            const { url, ...signed } = await sign(signer, each);
            const { url: expectedUrl, ...expected } = await expect(where, each.request);
            assert.deepEqual(read(url), read(expectedUrl));
            assert.deepEqual(signed, { ...expected, expiresAtMs: each.request.expiresAtSeconds * 1000 });
          }
        }),
        { numRuns: sized(50, 500, 12) },
      );
    });
  }

  const anyRequest = fc.oneof(...kinds.map((kind) => requestsOf(kind, provider).map(shape)));
  const isRefused = async (signer: TestedSigner, url: string) =>
    assert.equal(Object.entries(await signer.readUrl(url))[0]?.join(), 'failure,url-invalid', url);

  it('is read by its signer, and refused after any character is changed, added or removed', async () => {
    const edit = fc.constantFrom('change', 'insert', 'delete');
    const character = fc.oneof(fc.constantFrom(...'aA0%/?&=#.-_~+ \n'), anyCharacter);
    const property = fc.asyncProperty(
      ...([options, anyRequest, fc.nat(), edit, character] as const),
      async (where, asked, position, edited, put) => {
        const signer = create(where);
        const { kind, request } = asked;
        const { url, expiresAtMs } = await sign(signer, asked);
        const correlation = 'correlation' in request ? request.correlation : undefined;
        const client = 'client' in request && request.client ? clientBits(request.client) : undefined;
        const expected = { kind, objectKey: request.objectKey, ...defined({ correlation, client }) };
        assert.deepEqual(await signer.readUrl(url), { ...expected, ...content(asked), expiresAtMs });
        const at = position % url.length;
        const rest = edited === 'insert' ? at : at + 1;
        const mutated = url.slice(0, at) + (edited === 'delete' ? '' : put) + url.slice(rest);
        fc.pre(mutated !== url);
        await isRefused(signer, mutated);
      },
    );
    await fc.assert(property, { numRuns: sized(changes, 10 * changes, changes / 4) });
  });

  it('is refused with any other value of any parameter, and reading any text throws nothing', async () => {
    const values = [
      '',
      '0',
      '9'.repeat(30),
      '99999999T999999Z',
      '%FF',
      '%00',
      '%ED%A0%80',
      '\ud800',
      '__proto__',
    ];
    const hostile = fc.oneof(fc.string({ unit: anyCharacter }), fc.constantFrom(...values));
    const unit = fc.oneof(fc.constantFrom(...'%/?&=.A0'), anyCharacter);
    const text = fc.string({ unit, maxLength: 60 });
    const property = fc.asyncProperty(
      ...([options, anyRequest, fc.nat(), hostile, text] as const),
      async (where, asked, position, value, any) => {
        const signer = create(where);
        const { url } = await sign(signer, asked);
        const [address = '', query = ''] = url.split('?');
        const parameters = query.split('&');
        const at = position % parameters.length;
        const changed = parameters.with(at, `${parameters[at]?.split('=')[0]}=${value}`).join('&');
        if (changed !== query) await isRefused(signer, `${address}?${changed}`);
        const folder = address.slice(0, address.lastIndexOf('/') + 1);
        for (const each of [any, folder + any]) assert.ok('failure' in (await signer.readUrl(each)), each);
      },
    );
    await fc.assert(property, { numRuns: sized(500, 5000, 200) });
  });

  it('is refused with parameters in another order, repeated, removed or added, and with another path', async () => {
    const added = fc.stringMatching(/^[a-z]{1,8}=[a-z0-9]{0,8}$/);
    const property = fc.asyncProperty(
      ...([options, anyRequest, anyRequest, fc.nat(), fc.nat(), added] as const),
      async (where, request, otherRequest, i, j, parameter) => {
        const signer = create(where);
        const [url, other] = [(await sign(signer, request)).url, (await sign(signer, otherRequest)).url];
        const [path = '', query = ''] = url.split('?');
        const parameters = query.split('&');
        const [a, b] = [i % parameters.length, j % parameters.length];
        const variants = [
          parameters.with(a, parameters[b] ?? '').with(b, parameters[a] ?? ''),
          parameters.toSpliced(a, 0, parameters[b] ?? ''),
          parameters.toSpliced(a, 1),
          parameters.toSpliced(a, 0, parameter),
        ].map((variant) => `${path}?${variant.join('&')}`);
        const [otherPath] = other.split('?');
        for (const variant of [...variants, `${otherPath}?${query}`]) {
          if (variant !== url) await isRefused(signer, variant);
        }
      },
    );
    await fc.assert(property, { numRuns: sized(50, 500, 12) });
  });
}
