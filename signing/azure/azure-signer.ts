import { checkHeader, checkUpload, notSupported, windowOf } from '../check-request.ts';
import { boundIPv4 } from '../client-address.ts';
import { contentDisposition } from '../content-disposition.ts';
import { type Cryptography, type Eventually, type Maybe, then } from '../cryptography.ts';
import { encodeObjectKey, percentEncode } from '../percent-encoding.ts';
import { sevenDays } from '../provider-limits.ts';
import { createHeaderWriter, type WrittenHeaders } from '../response-headers.ts';
import type {
  DeleteSigner,
  DownloadRequest,
  ObjectRequest,
  SignedUpload,
  SignedUrl,
  Signer,
  UploadRequest,
  UploadSigner,
} from '../signer.ts';
import { SigningError } from '../signing-error.ts';
import {
  type AzureCredential,
  type SasContent,
  type SasKey,
  sasKey,
  sasVersion,
  stringToSign,
} from './sas.ts';

export interface AzureOptions {
  readonly account: string;
  readonly container: string;
  /** The account's address for browsers. Default: https://{account}.blob.core.windows.net. */
  readonly endpoint?: string | undefined;
  /** A function is called for every URL, so a renewed key signs immediately; it must return the same object while the key is unchanged. */
  readonly credential: AzureCredential | (() => AzureCredential);
  /** Default for uploads whose request has none. A SAS does not bind an upload to it. Default: none. */
  readonly contentType?: string | undefined;
}

/** The key is local, so the methods are synchronous. */
export interface AzureSigner extends Signer, UploadSigner, DeleteSigner {
  signDownload(request: DownloadRequest): SignedUrl;
  signUpload(request: UploadRequest): SignedUpload;
  signDelete(request: ObjectRequest): SignedUrl;
}

/** The content of a SAS for a blob, without its key. */
export interface BlobSas
  extends Pick<SasContent, 'permissions' | 'expiry' | 'client' | 'contentDisposition'> {
  readonly objectKey: string;
  readonly headers: WrittenHeaders;
}

const headerParameters = {
  cacheControl: 'rscc',
  contentEncoding: 'rsce',
  contentLanguage: 'rscl',
  contentType: 'rsct',
} as const;
/** The key of a container, and the URLs of its blobs, for one kind of cryptography. */
export function azureContainer(cryptography: Cryptography, options: AzureOptions) {
  const { account, container } = options;
  const service = (options.endpoint ?? `https://${account}.blob.core.windows.net`).replace(/\/$/, '');
  const protocol = service.startsWith('https:') ? 'https' : 'https,http';
  const versionAndProtocol = `sv=${sasVersion}&spr=${percentEncode(protocol)}`;
  const folder = `${service}/${percentEncode(container)}/`;
  let last: { credential: AzureCredential; key: SasKey } | undefined;

  function currentKey(): SasKey {
    const current = typeof options.credential === 'function' ? options.credential() : options.credential;
    if (last?.credential !== current) last = { credential: current, key: sasKey(cryptography, current) };
    return last.key;
  }

  function sasUrl(sas: BlobSas, key: SasKey): Maybe<string> {
    const { objectKey, permissions, expiry, client, contentDisposition: disposition, headers } = sas;
    const { values, before, after } = headers;
    const { cacheControl, contentEncoding, contentLanguage, contentType } = values;
    const path = folder + encodeObjectKey(objectKey);
    const overrides = `${before}${disposition && `&rscd=${percentEncode(disposition)}`}${after}`;
    const address = client && `&sip=${client}`;
    const content = {
      permissions,
      resource: `/blob/${account}/${container}/${objectKey}`,
      client,
      protocol,
      expiry,
      cacheControl,
      contentDisposition: disposition,
      contentEncoding,
      contentLanguage,
      contentType,
    };
    const toSign = stringToSign(content, key.lines);
    return then(
      key.sign(toSign, 'base64'),
      (signature) =>
        `${path}?${versionAndProtocol}&se=${expiry.replaceAll(':', '%3A')}${address}${key.parameters}&sr=b&sp=${permissions}${overrides}&sig=${percentEncode(signature)}`,
    );
  }

  return { folder, currentKey, sasUrl };
}

/** The signer behind `lectern-signing/azure` and `lectern-signing/web`, for one kind of cryptography. */
export function azureSignerOver(cryptography: Cryptography, options: AzureOptions): Eventually<AzureSigner> {
  const { contentType: usualType } = options;
  const { currentKey, sasUrl } = azureContainer(cryptography, options);
  const writeHeaders = createHeaderWriter(headerParameters);
  let lastExpiry: { seconds: number; text: string } | undefined;

  /** `2026-11-24T12:05:00Z`; caches the last one, because nearly all URLs of a stable window share it. */
  function expiryText(seconds: number): string {
    if (lastExpiry?.seconds !== seconds) {
      lastExpiry = { seconds, text: `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z` };
    }
    return lastExpiry.text;
  }

  function signed(
    permissions: SasContent['permissions'],
    request: ObjectRequest | UploadRequest,
    reply: DownloadRequest | undefined,
  ): Maybe<SignedUrl> {
    const { objectKey } = request;
    checkOneLine(objectKey);
    const key = currentKey();
    const { signedAtSeconds, expiresAtSeconds } = windowOf(request, sevenDays);
    if (key.expiresAtSeconds - signedAtSeconds < 1) throw credentialsExpired();
    const expires = Math.min(expiresAtSeconds, key.expiresAtSeconds);
    const headers = writeHeaders(reply?.responseHeaders, expires - signedAtSeconds);
    const disposition = reply === undefined ? '' : contentDisposition(reply);
    const client = boundIPv4(reply?.client, 'Azure') ?? '';
    const sas = {
      objectKey,
      permissions,
      expiry: expiryText(expires),
      client,
      contentDisposition: disposition,
      headers,
    };
    const url = sasUrl(sas, key);
    return then(url, (text) => ({ url: text, expiresAtMs: expires * 1000 }));
  }

  return {
    signDownload(request) {
      checkCorrelation(request);
      return signed('r', request, request);
    },

    signUpload(request) {
      checkUpload(request);
      const { size, sha256, contentType = usualType } = request;
      if (size !== undefined || sha256 !== undefined) {
        throw notSupported('Azure cannot bind an upload to a size or SHA-256: check them after the upload.');
      }
      if (contentType !== undefined) checkHeader(contentType);
      const headers = {
        ...(contentType !== undefined && { 'content-type': contentType }),
        'x-ms-blob-type': 'BlockBlob',
      };
      return then(signed('c', request, undefined), (url) => ({ ...url, headers }));
    },

    signDelete(request) {
      checkCorrelation(request);
      return signed('d', request, undefined);
    },
  };
}

function credentialsExpired(): SigningError {
  return new SigningError(
    'credentials-expired',
    'The user delegation key of the storage has expired: renew it.',
  );
}

function checkCorrelation({ correlation }: ObjectRequest): void {
  if (correlation !== undefined) throw notSupported('An Azure SAS cannot carry a correlation: omit it.');
}

/** Throws `object-key-invalid` for a line break: Azure signs lines, so text after it would count as other fields. */
function checkOneLine(objectKey: string): void {
  if (!objectKey.includes('\n')) return;
  throw new SigningError('object-key-invalid', 'An object key of Azure cannot hold a line break.');
}
