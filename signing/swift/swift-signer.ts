import { createSecretKey, type KeyObject } from 'node:crypto';
import { checkUpload, lifetimeSeconds } from '../check-request.ts';
import { checkFileName } from '../file-name.ts';
import { hmacSha256 } from '../hmac.ts';
import { decodeCanonical, encodeObjectKey, percentEncode } from '../percent-encoding.ts';
import { encodedText, isSameText, signedUrlForm, splitUrl } from '../signed-url-form.ts';
import type {
  DownloadRequest,
  SignedUpload,
  SignedUrl,
  Signer,
  UploadRequest,
  UploadSigner,
  UrlReader,
} from '../signer.ts';
import { invalidUrl } from '../verification.ts';

export interface SwiftSignerParts {
  /** The account as browsers see it: `https://host/v1/AUTH_account`. */
  readonly url: string;
  readonly container: string;
  /** Of the account or the container. The first signs; Swift holds two, so that keys can rotate. */
  readonly keys: readonly [string, ...ReadonlyArray<string>];
}

/** The keys are at hand, so it answers at once. */
export interface SwiftSigner extends Signer, UploadSigner, UrlReader {
  signDownload(request: DownloadRequest): SignedUrl;
  signUpload(request: UploadRequest): SignedUpload;
}

/** The file name and `inline` are not signed, so a URL without them is as valid. */
const form = signedUrlForm({
  filename: { optional: encodedText },
  inline: 'flag',
  temp_url_expires: /^[1-9]\d{0,14}$/,
  temp_url_sig: /^[\da-f]{64}$/,
});

/** A client that sends these never overwrites, though Swift's signature does not bind it to them. */
const uploadHeaders = { 'content-type': 'application/pdf', 'if-none-match': '*' };

/**
 * A signer for OpenStack Swift: the TempURL middleware with HMAC-SHA256, over method, expiry and path. Neither
 * the file name nor an issue id is signed, and an upload URL takes any bytes: completing the upload checks them.
 * There is no date of signing, and no limit to the life of a URL.
 * Throws `file-name-invalid`, `object-key-invalid`, `upload-invalid`, `lifetime-invalid`.
 */
export function createSwiftSigner({ url, container, keys }: SwiftSignerParts): SwiftSigner {
  const { origin, pathname } = new URL(url);
  const account = pathname.replace(/\/$/, '');
  const folder = `${origin}${account}/${percentEncode(container)}/`;
  const secrets = keys.map((key) => createSecretKey(key, 'utf8'));
  const [firstSecret] = secrets as [KeyObject];

  /** Swift signs the path as it reads it, decoded; in hexadecimal, as all of its versions take it. */
  function signature(secret: KeyObject, method: 'GET' | 'PUT', objectKey: string, expires: number): string {
    const path = `${decodeURIComponent(account)}/${container}/${objectKey}`;
    return hmacSha256(secret, `${method}\n${expires}\n${path}`, 'hex');
  }

  function signed(method: 'GET' | 'PUT', objectKey: string, expires: number, parameters: string): SignedUrl {
    const sig = signature(firstSecret, method, objectKey, expires);
    return {
      url: `${folder}${encodeObjectKey(objectKey)}?${parameters}temp_url_expires=${expires}&temp_url_sig=${sig}`,
      expiresAtMs: expires * 1000,
    };
  }

  return {
    signDownload(request) {
      const { objectKey, fileName, disposition, expiresAtSeconds } = request;
      checkFileName(fileName);
      lifetimeSeconds(request);
      const inline = disposition === 'inline' ? 'inline&' : '';
      const parameters = `filename=${percentEncode(fileName)}&${inline}`;
      return signed('GET', objectKey, expiresAtSeconds, parameters);
    },

    signUpload(request) {
      checkUpload(request);
      lifetimeSeconds(request);
      return { ...signed('PUT', request.objectKey, request.expiresAtSeconds, ''), headers: uploadHeaders };
    },

    readUrl(url) {
      const parts = splitUrl(url, folder);
      if ('failure' in parts) return parts;
      const parameters = form(parts.query);
      if (parameters === undefined) return invalidUrl('malformed');
      const objectKey = decodeCanonical(parts.path, encodeObjectKey);
      const fileName = decodeCanonical(parameters.filename ?? '');
      if (objectKey === undefined || fileName === undefined) return invalidUrl('encoding');
      const expires = Number(parameters.temp_url_expires);
      for (const [method, kind] of kinds) {
        const isSigned = secrets.some((secret) =>
          isSameText(signature(secret, method, objectKey, expires), parameters.temp_url_sig),
        );
        if (isSigned) return { kind, objectKey, expiresAtMs: expires * 1000 };
      }
      return invalidUrl('signature');
    },
  };
}

const kinds = [
  ['GET', 'download'],
  ['PUT', 'upload'],
] as const;
