import { checkUpload, lifetimeSeconds } from '../check-request.ts';
import { contentDisposition } from '../content-disposition.ts';
import { encodedMediaType, mediaType, mediaTypeParameter } from '../media-type.ts';
import { decodeCanonical, encodeObjectKey, percentEncode } from '../percent-encoding.ts';
import { providerLimits } from '../provider-limits.ts';
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
import { SigningError } from '../signing-error.ts';
import { invalidUrl } from '../verification.ts';
import {
  type AzureCredential,
  keyParameterNames,
  type SasKey,
  sasKey,
  sasVersion,
  signature,
  stringToSign,
} from './sas.ts';

export interface AzureSignerParts {
  readonly account: string;
  readonly container: string;
  /** The account as browsers see it; undefined: https://{account}.blob.core.windows.net. */
  readonly endpoint: string | undefined;
  /** Asked at every call, so a renewed key signs at once. Return the same object while the key is the same. */
  readonly credential: () => AzureCredential;
}

/** The key is at hand, so it answers at once. */
export interface AzureSigner extends Signer, UploadSigner, UrlReader {
  signDownload(request: DownloadRequest): SignedUrl;
  signUpload(request: UploadRequest): SignedUpload;
}

/** A SAS that creates a blob cannot replace one; it binds neither these headers nor the bytes. */
const uploadHeaders = { 'content-type': 'application/pdf', 'x-ms-blob-type': 'BlockBlob' };

/** All that a SAS says of a blob, its key aside. */
interface BlobSas {
  readonly objectKey: string;
  /** `2026-11-24T12:05:00Z`. */
  readonly expiry: string;
  /** What a download sets in the reply; undefined for an upload. */
  readonly reply: { readonly maxAgeSeconds: number; readonly disposition: string } | undefined;
}

/** The parameters in the order of Azure's own SDK. */
const start = {
  sv: /^[\d-]+$/,
  spr: encodedText,
  se: /^\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\dZ$/,
  ...(Object.fromEntries(keyParameterNames.map((name) => [name, { optional: encodedText }])) as Record<
    (typeof keyParameterNames)[number],
    { readonly optional: RegExp }
  >),
  sr: /^b$/,
};
const cacheControl = /^private%2C%20max-age%3D([1-9]\d{0,5})%2C%20immutable$/;
const downloadForm = signedUrlForm({
  ...start,
  sp: /^r$/,
  rscc: cacheControl,
  rscd: encodedText,
  rsct: encodedMediaType,
  sig: encodedText,
});
const uploadForm = signedUrlForm({ ...start, sp: /^c$/, sig: encodedText });

/**
 * A signer for Azure Blob Storage: a service SAS with an account key, or a user delegation SAS with a key that
 * Microsoft Entra ID stands behind; no URL outlives the latter. Azure signs no parameters but its own, so the
 * URL carries no issue id. An upload URL creates a blob once, of any size and hash.
 * There is no start time (st): Azure's clocks may be behind ours, and a URL from the future is refused.
 * Throws `file-name-invalid`, `object-key-invalid`, `upload-invalid`, `lifetime-invalid`, and
 * `credentials-expired` when the user delegation key ends less than a second after the time of signing.
 */
export function createAzureSigner({
  account,
  container,
  endpoint,
  credential,
}: AzureSignerParts): AzureSigner {
  const service = (endpoint ?? `https://${account}.blob.core.windows.net`).replace(/\/$/, '');
  const protocol = service.startsWith('https:') ? 'https' : 'https,http';
  const versionAndProtocol = `sv=${sasVersion}&spr=${percentEncode(protocol)}`;
  const folder = `${service}/${percentEncode(container)}/`;
  let last: { credential: AzureCredential; key: SasKey } | undefined;
  let lastExpiry: { seconds: number; text: string } | undefined;

  function currentKey(): SasKey {
    const current = credential();
    if (last?.credential !== current) last = { credential: current, key: sasKey(current) };
    return last.key;
  }

  /** `2026-11-24T12:05:00Z`; keeps the last one, as within a window of stable URLs nearly all are the same. */
  function expiryText(seconds: number): string {
    if (lastExpiry?.seconds !== seconds) {
      lastExpiry = { seconds, text: `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z` };
    }
    return lastExpiry.text;
  }

  function sasUrl({ objectKey, expiry, reply }: BlobSas, key: SasKey): string {
    const content = {
      permissions: reply === undefined ? 'c' : 'r',
      resource: `/blob/${account}/${container}/${objectKey}`,
      protocol,
      expiry,
      cacheControl: reply === undefined ? '' : `private, max-age=${reply.maxAgeSeconds}, immutable`,
      contentDisposition: reply?.disposition ?? '',
      contentType: reply === undefined ? '' : mediaType(objectKey),
    } as const;
    const overrides =
      reply === undefined
        ? ''
        : `&rscc=private%2C%20max-age%3D${reply.maxAgeSeconds}%2C%20immutable&rscd=${percentEncode(reply.disposition)}&rsct=${mediaTypeParameter(objectKey)}`;
    const sig = percentEncode(signature(key.secret, stringToSign(content, key.lines)));
    return `${folder}${encodeObjectKey(objectKey)}?${versionAndProtocol}&se=${expiry.replaceAll(':', '%3A')}${key.parameters}&sr=b&sp=${content.permissions}${overrides}&sig=${sig}`;
  }

  return {
    signDownload(request) {
      checkOneLine(request);
      const { objectKey, signedAtSeconds } = request;
      const key = currentKey();
      const expires = cappedExpiry(request, key);
      const reply = { maxAgeSeconds: expires - signedAtSeconds, disposition: contentDisposition(request) };
      return {
        url: sasUrl({ objectKey, expiry: expiryText(expires), reply }, key),
        expiresAtMs: expires * 1000,
      };
    },

    signUpload(request) {
      checkUpload(request);
      checkOneLine(request);
      const { objectKey } = request;
      const key = currentKey();
      const expires = cappedExpiry(request, key);
      const url = sasUrl({ objectKey, expiry: expiryText(expires), reply: undefined }, key);
      return { url, expiresAtMs: expires * 1000, headers: uploadHeaders };
    },

    /** `key-unknown`: another user delegation key than the current one signed it. */
    readUrl(url) {
      const parts = splitUrl(url, folder);
      if ('failure' in parts) return parts;
      const download = downloadForm(parts.query);
      const parameters = download ?? uploadForm(parts.query);
      if (parameters === undefined) return invalidUrl('malformed');
      const key = currentKey();
      const given = keyParameterNames.flatMap((name) => {
        const value = parameters[name];
        return value === undefined ? [] : `&${name}=${value}`;
      });
      if (given.join('') !== key.parameters) return invalidUrl('key-unknown');

      const objectKey = decodeCanonical(parts.path, encodeObjectKey);
      if (objectKey === undefined) return invalidUrl('encoding');
      const expiry = parameters.se.replaceAll('%3A', ':');
      const reply = download && {
        maxAgeSeconds: Number(cacheControl.exec(download.rscc)?.[1]),
        // In another encoding it becomes empty, which nothing was signed with.
        disposition: decodeCanonical(download.rscd) ?? '',
      };
      if (!isSameText(sasUrl({ objectKey, expiry, reply }, key), url)) return invalidUrl('signature');
      const kind = download === undefined ? 'upload' : 'download';
      return { kind, objectKey, expiresAtMs: Date.parse(expiry) };
    },
  };
}

/** Unix seconds: as asked for, or when the key ends. */
function cappedExpiry(request: DownloadRequest | UploadRequest, key: SasKey): number {
  lifetimeSeconds(request, providerLimits.azure.maxTtlSeconds);
  if (key.expiresAtSeconds - request.signedAtSeconds < 1) {
    throw new SigningError(
      'credentials-expired',
      'The user delegation key of the file storage has ended: try again, and let the operator renew it.',
    );
  }
  return Math.min(request.expiresAtSeconds, key.expiresAtSeconds);
}

/** Throws `object-key-invalid` for a line break: Azure signs lines, so what follows it would pass as other fields. */
function checkOneLine({ objectKey }: DownloadRequest | UploadRequest): void {
  if (!objectKey.includes('\n')) return;
  throw new SigningError('object-key-invalid', 'An object key of Azure cannot hold a line break.');
}
