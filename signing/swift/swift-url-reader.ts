import { isSameText, nodeCryptography } from '../node-cryptography.ts';
import { decodeCanonical, encodeObjectKey } from '../percent-encoding.ts';
import { encodedText, readByForm, signedUrlForm } from '../signed-url-form.ts';
import type { UrlReader } from '../signer.ts';
import { invalidUrl } from '../verification.ts';
import { type SwiftOptions, swiftContainer } from './swift-signer.ts';

/** The file name and `inline` are not signed, so a URL without them is also valid. */
const form = signedUrlForm({
  filename: { optional: encodedText },
  inline: 'flag',
  temp_url_expires: /^[1-9]\d{0,14}$/,
  temp_url_ip_range: { optional: /^(?:[\d.]{7,15}|(?:[\da-f]{4}%3A){4}%3A%2F64)$/ },
  temp_url_sig: /^[\da-f]{64}$/,
});

const kinds = [
  ['GET', 'download'],
  ['PUT', 'upload'],
  ['HEAD', 'head'],
  ['DELETE', 'delete'],
] as const;

/** Parses URLs that `createSwiftSigner` creates with the same options, with any of the keys. */
export function createSwiftUrlReader(options: SwiftOptions): UrlReader {
  const { folder, signers, toSign } = swiftContainer(nodeCryptography, options);
  return {
    readUrl(url) {
      const parts = readByForm(url, folder, form);
      if ('failure' in parts) return parts;
      const { path, parameters } = parts;
      const objectKey = decodeCanonical(path, encodeObjectKey);
      const fileName = decodeCanonical(parameters.filename ?? '');
      if (objectKey === undefined || fileName === undefined) return invalidUrl('encoding');
      const client = parameters.temp_url_ip_range?.replace(/%3A|%2F64/g, '');
      const expires = Number(parameters.temp_url_expires);
      for (const [method, kind] of kinds) {
        const text = toSign(method, objectKey, expires, client);
        if (signers.some((sign) => isSameText(`${sign(text, 'hex')}`, parameters.temp_url_sig))) {
          return { kind, objectKey, ...(client !== undefined && { client }), expiresAtMs: expires * 1000 };
        }
      }
      return invalidUrl('signature');
    },
  };
}
