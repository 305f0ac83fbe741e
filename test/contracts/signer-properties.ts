import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { DownloadRequest, Signer, UploadRequest, UploadSigner } from 'lectern-signing';
import * as arbitrary from '../properties/arbitrary-requests.ts';
import { anyCharacter } from '../support/any-character.ts';
import { sized } from '../support/test-size.ts';

/** What somebody else signs for the same request: the SDK of the provider, or its specification, by hand. */
type Oracle<Parts, Request> = (parts: Parts, request: Request) => Expected | Promise<Expected>;

interface Expected {
  readonly url: string;
  /** What an upload has to send. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ComparedSigner<Parts> {
  /** Where and with which keys it signs. */
  readonly parts: fc.Arbitrary<Parts>;
  create(parts: Parts): Signer & Partial<UploadSigner> & { readUrl(url: string): object };
  /** Whose URLs these are. */
  readonly oracle: string;
  readonly download: Oracle<Parts, DownloadRequest>;
  /** Where it signs uploads. */
  readonly upload?: Oracle<Parts, UploadRequest>;
  /** The requests that the oracle can sign. Default: all. */
  readonly isComparable?: (request: DownloadRequest | UploadRequest) => boolean;
  /** What is compared of a URL. Default: all of it, with the parameters in any order. */
  readonly read?: (url: string) => unknown;
  /** What its URLs tell of a request, beside its kind, its object and its end. */
  content(request: DownloadRequest | UploadRequest): object;
  /** How many URLs are changed. */
  readonly changes?: number;
}

const isDownload = (request: DownloadRequest | UploadRequest): request is DownloadRequest =>
  'issueId' in request;

/** By RFC 3986, as every signer encodes. */
export function encoded(value: string): string {
  const asHex = (mark: string) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(value).replace(/[!'()*]/g, asHex);
}

/** Parameters in the order of their names: SDKs keep others than the signers. */
function sorted(url: string) {
  const [address, query = ''] = url.split('?');
  return { address, parameters: query.split('&').sort() };
}

/** That a signer makes the URLs of another one, reads back its own, and refuses whatever differs from them. */
export function signerProperties<Parts>(compared: ComparedSigner<Parts>): void {
  const {
    parts,
    create,
    oracle,
    isComparable = () => true,
    read = sorted,
    content,
    changes = 1000,
  } = compared;

  async function sign(signer: ReturnType<typeof create>, request: DownloadRequest | UploadRequest) {
    if (isDownload(request)) return signer.signDownload(request);
    return signer.signUpload?.(request) ?? assert.fail('it signs no uploads');
  }

  function isLike<Request extends DownloadRequest | UploadRequest>(
    requests: fc.Arbitrary<Request>,
    expect: Oracle<Parts, Request>,
  ) {
    const asked = requests.filter(isComparable);
    return fc.assert(
      // Two of one signer, so that what it keeps of the first is used for the second.
      fc.asyncProperty(parts, asked, asked, async (where, ...both) => {
        const signer = create(where);
        for (const request of both) {
          const { url, ...signed } = await sign(signer, request);
          const { url: expectedUrl, ...expected } = await expect(where, request);
          assert.deepEqual(read(url), read(expectedUrl));
          assert.deepEqual(signed, { ...expected, expiresAtMs: request.expiresAtSeconds * 1000 });
        }
      }),
      { numRuns: sized(50, 500, 12) },
    );
  }

  it(`is what ${oracle} makes for a download`, () => isLike(arbitrary.download, compared.download));
  const { upload } = compared;
  if (upload) it(`is what ${oracle} makes for an upload`, () => isLike(arbitrary.upload, upload));

  const anyRequest = upload ? fc.oneof(arbitrary.download, arbitrary.upload) : arbitrary.download;
  const isRefused = (signer: ReturnType<typeof create>, url: string) =>
    assert.equal(Object.entries(signer.readUrl(url))[0]?.join(), 'failure,url-invalid', url);

  it('is read back by its signer, and refused after any character is changed, put in or left out', async () => {
    const edit = fc.constantFrom('change', 'insert', 'delete');
    const character = fc.oneof(fc.constantFrom(...'aA0%/?&=#.-_~+ \n'), anyCharacter);
    const property = fc.asyncProperty(
      ...([parts, anyRequest, fc.nat(), edit, character] as const),
      async (where, request, position, kind, put) => {
        const signer = create(where);
        const { url, expiresAtMs } = await sign(signer, request);
        const expected = { kind: isDownload(request) ? 'download' : 'upload', objectKey: request.objectKey };
        assert.deepEqual(signer.readUrl(url), { ...expected, ...content(request), expiresAtMs });
        const at = position % url.length;
        const rest = kind === 'insert' ? at : at + 1;
        const mutated = url.slice(0, at) + (kind === 'delete' ? '' : put) + url.slice(rest);
        fc.pre(mutated !== url);
        isRefused(signer, mutated);
      },
    );
    await fc.assert(property, { numRuns: sized(changes, 10 * changes, changes / 4) });
  });

  it('is refused with parameters in another order, repeated, left out or added, and with another path', async () => {
    const added = fc.stringMatching(/^[a-z]{1,8}=[a-z0-9]{0,8}$/);
    const property = fc.asyncProperty(
      ...([parts, anyRequest, anyRequest, fc.nat(), fc.nat(), added] as const),
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
          if (variant !== url) isRefused(signer, variant);
        }
      },
    );
    await fc.assert(property, { numRuns: sized(50, 500, 12) });
  });
}
