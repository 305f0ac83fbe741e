import { createHmac } from 'node:crypto';
import { describe } from 'node:test';
import fc from 'fast-check';
import type { SwiftOptions } from 'lectern-signing/swift';
import { clientBits, defined, encoded, signerProperties } from '../contracts/signer-properties.ts';
import { swiftSigner } from '../signing/signers.ts';
import type { AskedObject } from './arbitrary-requests.ts';

const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });

/** OpenStack Swift, TempURL middleware: the method, the time and the decoded path, after a range of addresses. */
function signBySpecification(
  method: string,
  { url, container, keys: [first] }: SwiftOptions,
  { objectKey, expiresAtSeconds }: AskedObject,
  range?: string,
) {
  const { origin, pathname } = new URL(url);
  const account = pathname.replace(/\/$/, '');
  const signed = [method, expiresAtSeconds, `${account}/${container}/${objectKey}`];
  const text = [...(range === undefined ? [] : [`ip=${range}`]), ...signed].join('\n');
  const path = [container, ...objectKey.split('/')].map(encoded).join('/');
  const bound = range === undefined ? '' : `&temp_url_ip_range=${encoded(range)}`;
  const signature = createHmac('sha256', first).update(text).digest('hex');
  const query = `temp_url_expires=${expiresAtSeconds}${bound}&temp_url_sig=${signature}`;
  return { url: `${origin}${account}/${path}?${query}` };
}

/** An address, or the range of the first 64 bits of one of IPv6. */
const rangeOf = (client: string) => {
  const bits = clientBits(client);
  return bits.includes('.') ? bits : `${bits.match(/.{4}/g)?.join(':')}::/64`;
};

describe('a signed URL of Swift', () => {
  signerProperties<SwiftOptions>(
    {
      provider: 'swift',
      options: fc.record({
        url: fc.constantFrom('https://swift.example.com/v1/AUTH_test', 'http://127.0.0.1:8080/v1/AUTH_a/'),
        container: fc.constantFrom('c', 'lectern documents'),
        keys: fc.tuple(key, key),
        contentType: fc.constantFrom(undefined, 'application/pdf'),
      }),
      create: swiftSigner,
      oracle: "Swift's specification",
      download: (options, { client, ...request }) =>
        signBySpecification('GET', options, request, client && rangeOf(client)),
      upload: (options, request) => ({
        ...signBySpecification('PUT', options, request),
        headers: {
          ...defined({ 'content-type': request.contentType ?? options.contentType }),
          'if-none-match': '*',
        },
      }),
      head: (options, request) => signBySpecification('HEAD', options, request),
      delete: (options, request) => signBySpecification('DELETE', options, request),
    },
    // Swift signs no file name and no `inline`: test/signing/swift-signer.test.ts tests URLs that have them.
    (asked) =>
      asked.kind === 'download'
        ? { ...asked, request: { ...asked.request, fileName: undefined, disposition: 'attachment' } }
        : asked,
  );
});
